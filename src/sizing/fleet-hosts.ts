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
  /** What runs on each host before anything else is placed there. @default [] */
  readonly daemons?: readonly HostCapacity[];
}

/** One instance type of a fleet, and what ECS can place on a host of it. */
export interface FleetHost {
  readonly type: InstanceType;
  readonly capacity: HostCapacity;
}

/** The hosts that a fleet may have, one of each type that the catalog knows, in the order of the fleet, without what its daemons take. */
export function hostsOf({
  instanceTypes,
  trunking,
  daemons = [],
}: Pick<Fleet, 'instanceTypes' | 'trunking' | 'daemons'>): FleetHost[] {
  return instanceTypes.flatMap((name) => {
    const type = instanceType(name);
    return type === undefined ? [] : [{ type, capacity: daemons.reduce(without, hostCapacity(type, { trunking })) }];
  });
}

function without(capacity: HostCapacity, taken: HostCapacity): HostCapacity {
  const left = (dimension: keyof HostCapacity) => Math.max(0, capacity[dimension] - taken[dimension]);
  return {
    cpuUnits: left('cpuUnits'),
    memoryMiB: left('memoryMiB'),
    gpus: left('gpus'),
    taskInterfaces: left('taskInterfaces'),
  };
}
