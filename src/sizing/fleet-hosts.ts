import { type InstanceType, instanceType } from '../catalog/ec2-instances';
import { type HostCapacity, hostCapacity } from './host-capacity';

/** The hosts that a task may be placed on. */
export interface Fleet {
  readonly name: string;
  /** EC2 instance types, at least one. Unknown names are left to `checkInstanceTypes`. */
  readonly instanceTypes: readonly string[];
  /** Whether the hosts have a trunk, where their type can. */
  readonly trunking: boolean;
  readonly maxHosts: number;
}

/** One instance type of a fleet, and what ECS can place on a host of it. */
export interface FleetHost {
  readonly type: InstanceType;
  readonly capacity: HostCapacity;
}

/** The hosts that a fleet may have, one of each type that the catalog knows, in the order of the fleet. */
export function hostsOf({ instanceTypes, trunking }: Pick<Fleet, 'instanceTypes' | 'trunking'>): FleetHost[] {
  return instanceTypes.flatMap((name) => {
    const type = instanceType(name);
    return type === undefined ? [] : [{ type, capacity: hostCapacity(type, { trunking }) }];
  });
}
