import { type Processor, processorOf } from '../catalog/ec2-processors';
import type { FleetHost } from '../sizing/fleet-hosts';
import { type HostCapacity, memoryOverheadMiB, reservedMemoryMiB } from '../sizing/host-capacity';

/** What a host of one type has, and what of it is left for tasks. */
export interface HostExplanation {
  readonly type: string;
  readonly vcpu: number;
  /** What a vCPU of it is; absent where the catalog does not know. */
  readonly processor?: Processor;
  /** What EC2 advertises; of that, what neither tasks nor their host ever see, and what the host keeps for agent and daemons of its own. */
  readonly memory: { readonly nominalMiB: number; readonly kernelMiB: number; readonly reservedMiB: number };
  /** What there is for tasks. */
  readonly capacity: HostCapacity;
  /** USD per hour on demand; absent where nobody knows it. */
  readonly usdPerHour?: number;
}

/** A host of a fleet, before anything runs on it. */
export function explainHost({ type, capacity }: FleetHost, usdPerHour: number | undefined): HostExplanation {
  const processor = processorOf(type);
  return {
    type: type.type,
    vcpu: type.vcpu,
    ...(processor && { processor }),
    memory: {
      nominalMiB: type.memoryMiB,
      kernelMiB: memoryOverheadMiB(type),
      reservedMiB: reservedMemoryMiB(type),
    },
    capacity,
    ...(usdPerHour !== undefined && { usdPerHour }),
  };
}
