import type { ClusterExplanation } from '../explain-cluster';
import { table } from './table';

/** A training cluster as lines of text. */
export function clusterText({
  cluster,
  instanceTypes,
  capacity,
  zones,
  maxVcpus,
  quotas,
  budget,
}: ClusterExplanation): string[] {
  return [
    `Training cluster ${cluster}: ${capacity.join(', then ')}, up to ${maxVcpus} vCPUs of each, in ${zones.join(', ')}`,
    `  Its hosts are ${instanceTypes.join(', ')}.`,
    ...(budget === undefined ? [] : [`  ${budgetText(budget)}`]),
    ...table(
      [{ title: 'quota of the account' }, { title: 'code' }, { title: 'vCPUs that it may use', right: true }],
      quotas.map(({ quota, vcpus }) => [quota.title, quota.code ?? 'unknown', `${vcpus}`]),
    ),
  ];
}

function budgetText({ monthlyUsd, stop }: NonNullable<ClusterExplanation['budget']>): string {
  const jobs = stop === 'end' ? 'its jobs are ended' : 'what runs may finish';
  return `They may cost ${monthlyUsd} US dollars a month, by an estimate from the catalog's prices; then it stops, and ${jobs}.`;
}
