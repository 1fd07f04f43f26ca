import { instanceType, trunkingSupported } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import { checkAmiRelease } from '../fleet/ami';
import { checkInstanceTypes, fleetTraits } from '../sizing/fleet-types';
import type { FleetSpec } from '../spec/fleet';
import { unknownName } from './unknown-name';

/** Hosts that AWS would refuse to start, or that would never be used. Fields are those of the fleet. */
export function checkFleet(
  fleet: FleetSpec | Pick<FleetSpec, 'instanceTypes'>,
  zones: readonly string[] | undefined,
): Problem[] {
  const types = checkInstanceTypes(fleet.instanceTypes, 'instanceTypes');
  if (!('amiRelease' in fleet)) return types;
  return [
    ...types,
    ...(types.length > 0 ? [] : checkImage(fleet)),
    ...checkBounds(fleet),
    ...checkZones(fleet, zones ?? []),
  ];
}

function checkImage(fleet: FleetSpec): Problem[] {
  const without =
    fleet.trunking === true ? fleet.instanceTypes.filter((t) => !trunkingSupported(instanceType(t) as never)) : [];
  const traits = fleetTraits(fleet.instanceTypes);
  const amd = traits.accelerator === 'amd' || traits.accelerator === 'qualcomm';
  return [
    ...(amd
      ? [
          {
            code: 'UnschedulableAccelerator',
            field: 'instanceTypes',
            problem: `have accelerators of ${traits.accelerator}, which ECS cannot give to a task`,
            fix: 'use types with NVIDIA or AWS accelerators, or none',
          },
        ]
      : []),
    ...checkAmiRelease(fleet.amiRelease, traits, 'amiRelease'),
    ...(without.length === 0
      ? []
      : [
          {
            code: 'TrunkingUnsupported',
            field: 'trunking',
            problem: `is true but ${without.join(', ')} cannot`,
            fix: 'leave it out, or drop these types',
          },
        ]),
  ];
}

function checkBounds({ minHosts, maxHosts, onDemand }: FleetSpec): Problem[] {
  const problems: Problem[] = [];
  if (minHosts > maxHosts)
    problems.push({
      code: 'MinAboveMax',
      field: 'minHosts',
      problem: `is ${minHosts} but maxHosts is ${maxHosts}`,
      fix: `use ${maxHosts} or less`,
    });
  if (onDemand.base > maxHosts)
    problems.push({
      code: 'BaseAboveMax',
      field: 'onDemand.base',
      problem: `is ${onDemand.base} but maxHosts is ${maxHosts}`,
      fix: `use ${maxHosts} or less`,
    });
  return problems;
}

function checkZones({ zones }: FleetSpec, known: readonly string[]): Problem[] {
  return (zones ?? []).flatMap((zone, i) =>
    known.includes(zone) ? [] : [unknownName('UnknownZone', `zones.${i}`, 'zone of this environment', zone, known)],
  );
}
