import { decideConstraint, type PlacedTask } from '../../../src/placement/decide-constraint';
import { fieldValues } from '../../../src/placement/fields';
import { type Constraint, PLACEMENT_FIELDS, type PlacementField } from '../../../src/spec/placement';
import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';

type Placement = NonNullable<ServiceInput['placement']>;

/** Where replicas go: any spread and packing, and of all constraints some that ECS can keep to for so many replicas on this fleet. */
export function randomPlacement(draw: Draw, placed: PlacedTask): Placement {
  const legal = (constraint: Constraint) => decideConstraint(constraint, placed).answer !== 'refused';
  return draw.some<Placement>(
    {
      spread: () => draw.subset(PLACEMENT_FIELDS),
      pack: () => draw.one('memory', 'cpu', false, false),
      constraints: () => draw.subset(drawnConstraints(draw, placed).filter(legal), 1).slice(0, 10),
    },
    0.7,
  );
}

function drawnConstraints(draw: Draw, placed: PlacedTask): Constraint[] {
  const { fleet, replicas, surge } = placed;
  const field = () => draw.one(...PLACEMENT_FIELDS);
  const known = (): [PlacementField, string] => {
    const of = draw.one('zone', 'instance-type', 'architecture', 'os', 'fleet');
    return [of, draw.one(...(fieldValues(of, fleet) ?? []))];
  };
  const alike = (): [PlacementField, string] => {
    const of = draw.one('architecture', 'os', 'fleet');
    return [of, (fieldValues(of, fleet) as readonly string[])[0] as string];
  };
  const groups = field();
  const [like, unlike, is, cluster] = [known(), known(), alike(), alike()];
  return [
    { unique: draw.one('host', 'host', field()) },
    draw.chance(0.5) ? { cluster: cluster[0], value: cluster[1] } : { cluster: field() },
    { groupBy: groups, ...(draw.chance(0.5) && { values: fieldValues(groups, fleet)?.length ?? 1 }) },
    { like: like[0], pattern: draw.one('.+', '[a-z0-9_.-]{2,}', is[1]) },
    { unlike: unlike[0], pattern: draw.one('windows', 't2\\..*', '(mac|p)\\d?.*') },
    { maxPer: field(), count: draw.one(1, Math.max(1, replicas + surge), 5000, 5000) },
    { is: is[0], value: is[1] },
  ];
}
