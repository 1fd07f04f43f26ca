import {
  EC2_CATALOG,
  type InstanceType,
  instanceType,
  nearestInstanceType,
  trunkingSupported,
} from '../catalog/ec2-instances';
import type { Problem } from '../errors';

/** What the hosts of a fleet carry. `neuron` is Inferentia and Trainium. ECS schedules none of `amd` and `qualcomm`. */
export type AcceleratorKind = 'none' | 'nvidia' | 'neuron' | 'amd' | 'qualcomm';

/** What all hosts of a fleet have in common: one machine image must run on all of them. */
export interface FleetTraits {
  readonly arch: InstanceType['arch'];
  readonly accelerator: AcceleratorKind;
  /** Every type can have a trunk. */
  readonly trunking: boolean;
}

/**
 * Problems of a list of instance types that are to be one fleet.
 * One launch template gives all its hosts one machine image, so they share the architecture and the kind of accelerator.
 * Different models and numbers of GPUs are legal: the image is the same, and a task must fit the type with the fewest.
 * @param field where the list stands: `fleets.gpu.instanceTypes`.
 */
export function checkInstanceTypes(types: readonly string[], field: string): Problem[] {
  if (types.length === 0) {
    return [
      { code: 'NoInstanceTypes', field, problem: 'is empty', fix: "name at least one type, such as 'm6i.large'" },
    ];
  }
  const known = [...new Set(types)].flatMap((name) => instanceType(name) ?? []);
  return [
    ...types.flatMap((name, index) => entryProblems(name, index, types, field)),
    ...mixed('MixedArchitectures', 'architectures', known, ({ arch }) => arch, field),
    ...mixed('MixedAccelerators', 'kinds of accelerator', known, acceleratorOf, field),
  ];
}

function entryProblems(name: string, index: number, types: readonly string[], field: string): Problem[] {
  const first = types.indexOf(name);
  if (first < index) {
    const fix = 'remove one of the two';
    return [
      {
        code: 'DuplicateInstanceType',
        field: `${field}.${index}`,
        problem: `is '${name}' like ${field}.${first}`,
        fix,
      },
    ];
  }
  if (instanceType(name) !== undefined) return [];
  const nearest = nearestInstanceType(name);
  return [
    {
      code: 'UnknownInstanceType',
      field: `${field}.${index}`,
      problem: `is '${name}', which the catalog of ${EC2_CATALOG.date} does not have`,
      fix:
        nearest === undefined
          ? "use the name of an EC2 instance type, such as 'm6i.large'"
          : `did you mean '${nearest}'?`,
    },
  ];
}

function mixed(
  code: string,
  what: string,
  types: readonly InstanceType[],
  traitOf: (type: InstanceType) => string,
  field: string,
): Problem[] {
  const traits = [...new Set(types.map(traitOf))];
  if (traits.length < 2) return [];
  const namesOf = (trait: string) => types.filter((type) => traitOf(type) === trait).map(({ type }) => type);
  const listed = traits.map((trait) => `${trait} (${namesOf(trait).join(', ')})`);
  return [
    {
      code,
      field,
      problem: `mixes ${traits.length} ${what}: ${listed.join(', ')}`,
      fix: 'make a fleet of each, since one machine image runs all hosts of a fleet',
    },
  ];
}

function acceleratorOf({ accelerator }: InstanceType): AcceleratorKind {
  if (accelerator === undefined) return 'none';
  return accelerator.vendor === 'aws' ? 'neuron' : accelerator.vendor;
}

/**
 * What the hosts of these types have in common. Only for a list that `checkInstanceTypes` has no problem with.
 * Throws `RangeError` where no type is known, which is a mistake of the caller and not of a user.
 */
export function fleetTraits(types: readonly string[]): FleetTraits {
  const known = types.flatMap((name) => instanceType(name) ?? []);
  const first = known[0];
  if (first === undefined) throw new RangeError(`no known instance type among: ${types.join(', ')}`);
  return { arch: first.arch, accelerator: acceleratorOf(first), trunking: known.every(trunkingSupported) };
}
