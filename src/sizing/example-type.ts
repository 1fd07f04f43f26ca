import { familyOf, type InstanceType, instanceType, instanceTypes } from '../catalog/ec2-instances';
import { type HostCapacity, holds, hostCapacity } from './host-capacity';

/** The fleet that an example is wanted for. */
interface Like {
  readonly instanceTypes: readonly string[];
  readonly trunking: boolean;
}

/**
 * The cheapest type whose hosts hold `demand`, to name in an error: of the families of the fleet, or of any family.
 * Of any family only Nitro and amd64 are proposed: the NVIDIA image of Amazon Linux 2023 does not run on Graviton.
 */
export function exampleType(demand: HostCapacity, fleet: Like, of: 'same family' | 'any family'): string | undefined {
  const families = new Set(fleet.instanceTypes.map(familyOf));
  const arch = fleet.instanceTypes.flatMap((name) => instanceType(name) ?? [])[0]?.arch;
  const eligible = (type: InstanceType): boolean =>
    of === 'same family'
      ? type.arch === arch && families.has(familyOf(type.type))
      : type.arch === 'amd64' && type.hypervisor === 'nitro';
  return [...instanceTypes().values()]
    .filter((type) => eligible(type) && holds(hostCapacity(type, fleet), demand))
    .sort((a, b) => price(a) - price(b) || a.memoryMiB - b.memoryMiB)[0]?.type;
}

function price({ usdPerHour }: InstanceType): number {
  return usdPerHour ?? Number.MAX_VALUE;
}
