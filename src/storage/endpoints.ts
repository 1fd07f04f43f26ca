import type { VolumeKind } from '../spec/volume';
import type { Endpoint } from '../task/endpoint';

/** Ports that a volume listens at, as TCP. */
interface Ports {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Port of NFS, which EFS speaks (EFS user guide, "Using VPC security groups", 2026-11). */
const NFS_PORTS: readonly Ports[] = [{ name: 'nfs', from: 2049, to: 2049 }];

/** Ports of Lustre, at servers and at clients (FSx for Lustre user guide, "File system access control with Amazon VPC", 2026-11). */
export const LUSTRE_PORTS: readonly Ports[] = [
  { name: 'lustre', from: 988, to: 988 },
  { name: 'lustre-more', from: 1018, to: 1023 },
];

/** Where a volume is reached over the network. */
export function volumeEndpoints(system: string, name: string, kind: VolumeKind): Endpoint[] {
  return endpoints(system, name, kind === 'lustre' ? LUSTRE_PORTS : NFS_PORTS);
}

/** Where the servers of a volume reach the hosts that mount it: those of Lustre call their clients back. */
export function hostEndpoints(system: string, service: string, kind: VolumeKind): Endpoint[] {
  return kind === 'lustre' ? endpoints(system, service, LUSTRE_PORTS) : [];
}

function endpoints(system: string, service: string, ports: readonly Ports[]): Endpoint[] {
  return ports.map(({ name, from, to }, i) => ({
    system,
    service,
    port: name,
    number: from,
    ...(to !== from && { through: to }),
    protocol: 'tcp',
    primary: i === 0,
  }));
}
