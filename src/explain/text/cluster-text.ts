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
}: ClusterExplanation): string[] {
  return [
    `Training cluster ${cluster}: ${capacity.join(', then ')}, up to ${maxVcpus} vCPUs of each, in ${zones.join(', ')}`,
    `  Its hosts are ${instanceTypes.join(', ')}.`,
    ...table(
      [{ title: 'quota of the account' }, { title: 'code' }, { title: 'vCPUs that it may use', right: true }],
      quotas.map(({ quota, vcpus }) => [quota.title, quota.code ?? 'unknown', `${vcpus}`]),
    ),
  ];
}
