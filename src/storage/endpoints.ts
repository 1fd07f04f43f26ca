import type { Endpoint } from '../task/endpoint';

/** Port of NFS, which EFS speaks (EFS user guide, "Using VPC security groups", 2026-11). */
export const NFS_PORT = 2049;

/** Where a volume is reached over the network. */
export function volumeEndpoint(system: string, name: string): Endpoint {
  return { system, service: name, port: 'nfs', number: NFS_PORT, protocol: 'tcp', primary: true };
}
