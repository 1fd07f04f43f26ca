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
  hostMounts = [],
}: ClusterExplanation): string[] {
  return [
    `Training cluster ${cluster}: ${capacity.join(', then ')}, up to ${maxVcpus} vCPUs of each, in ${zones.join(', ')}`,
    `  Its hosts are ${instanceTypes.join(', ')}.`,
    ...hostMounts.map((mount) => `  ${mountText(cluster, mount)}`),
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

type HostMount = NonNullable<ClusterExplanation['hostMounts']>[number];

function mountText(cluster: string, { name, kind, readOnly, lasting }: HostMount): string {
  const what = kind === 's3' ? 'a bucket' : `a file system of Lustre${lasting ? '' : ' that does not last'}`;
  const may = readOnly ? 'read' : kind === 's3' ? 'read, and make new files in' : 'read and write';
  return `They mount ${what}, which all its jobs may ${may}, as '${cluster}/${name}'.`;
}
