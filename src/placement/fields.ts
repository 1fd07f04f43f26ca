import { fleetTraits } from '../sizing/fleet-types';
import type { HostCapacity } from '../sizing/host-capacity';
import type { PlacementField } from '../spec/placement';

/** The fleet that a service is placed on, as far as its contract tells. */
export interface PlacementFleet {
  readonly name: string;
  readonly instanceTypes: readonly string[];
  readonly zones: readonly string[];
  readonly trunking: boolean;
  readonly maxHosts: number;
  /** What runs on each host before anything else is placed there. @default [] */
  readonly daemons?: readonly HostCapacity[];
}

/** ECS's own words for processors (ECS developer guide, "Amazon ECS container instance attributes", 2026-11). */
const ARCHITECTURE = { amd64: 'x86_64', arm64: 'arm64' } as const;

/**
 * What ECS calls each field in a placement strategy: a host by its id, everything else by an attribute. All attributes but the last are
 * set by ECS itself; the last by the host (`userData`). Source: ECS developer guide, "Amazon ECS container instance attributes" and
 * "Use strategies to define Amazon ECS task placement", 2026-11.
 */
export const ECS_FIELD: Readonly<Record<PlacementField, string>> = {
  host: 'instanceId',
  zone: 'attribute:ecs.availability-zone',
  'instance-type': 'attribute:ecs.instance-type',
  architecture: 'attribute:ecs.cpu-architecture',
  os: 'attribute:ecs.os-type',
  ami: 'attribute:ecs.ami-id',
  fleet: 'attribute:stowage.fleet',
};

/** Every value that a host of the fleet may have; undefined where only AWS knows: ids of hosts, and of the images they were started from. */
export function fieldValues(field: PlacementField, fleet: PlacementFleet): readonly string[] | undefined {
  const known: Readonly<Record<PlacementField, () => readonly string[] | undefined>> = {
    host: () => undefined,
    zone: () => fleet.zones,
    'instance-type': () => fleet.instanceTypes,
    architecture: () => [ARCHITECTURE[fleetTraits(fleet.instanceTypes).arch]],
    os: () => ['linux'],
    ami: () => undefined,
    fleet: () => [fleet.name],
  };
  const values = known[field]();
  return values === undefined ? undefined : [...new Set(values)];
}
