import { type InstanceType, instanceType } from '../catalog/ec2-instances';

/** Where a fleet's hosts have room for scratch volumes, and how much of it each has. */
export interface ScratchRoom {
  readonly on: 'instance-store' | 'root';
  readonly sizeGiB: number;
}

/** Of a root volume, GiB that stay with the system and images: what the ECS-optimized image comes with (ECS developer guide, "Amazon ECS-optimized Linux AMIs", 2026-11). */
export const ROOT_RESERVED_GIB = 30;

const BYTES_PER_GB = 1e9;
const BYTES_PER_GIB = 2 ** 30;

/** Whether each host of these types has an instance store of NVMe devices, whichever of the types it is. */
export function hasInstanceStore(types: readonly string[]): boolean {
  return types.length > 0 && types.every((name) => (instanceType(name)?.nvmeGB ?? 0) > 0);
}

/** Hosts, by what their disks depend on. */
export interface Disks {
  readonly instanceTypes: readonly string[];
  /** Root volume of each, GiB. */
  readonly rootGiB: number;
}

/** The room on the host with the least of it. Docker keeps named volumes in one place, so all of them are on the one disk or on the other. */
export function scratchRoom({ instanceTypes, rootGiB }: Disks): ScratchRoom {
  if (!hasInstanceStore(instanceTypes)) return { on: 'root', sizeGiB: Math.max(0, rootGiB - ROOT_RESERVED_GIB) };
  const stores = instanceTypes.map((name) => (instanceType(name) as InstanceType).nvmeGB);
  return { on: 'instance-store', sizeGiB: Math.floor((Math.min(...stores) * BYTES_PER_GB) / BYTES_PER_GIB) };
}
