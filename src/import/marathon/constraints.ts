import { matchesWhole } from '../../placement/pattern';
import { nearest } from '../../spec/parse';
import { PLACEMENT_FIELDS, type PlacementField } from '../../spec/placement';
import type { ServiceInput } from '../../spec/service';
import { approximated, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import type { AppDraft } from './app-draft';

type ConstraintInput = NonNullable<NonNullable<ServiceInput['placement']>['constraints']>[number];

/** Marathon's own fields, by what they are called here (Marathon documentation, "Constraints", 2026-11). */
const FIELDS: Readonly<Record<string, PlacementField>> = { hostname: 'host', '@hostname': 'host', '@zone': 'zone' };

const VALUE = /^\S{1,255}$/;

/** A constraint of an app, `[field, operator, value]`, or of a pod, `{ fieldName, operator, value }`. */
export function readConstraint(place: Place, { spec }: AppDraft): Fate {
  const [name = '', operator = '', value] = place.isObject
    ? (['fieldName', 'operator', 'value'] as const).map((key) => place.at(key).text())
    : place.items().map((item) => item.text());
  const named = Object.hasOwn(FIELDS, name) ? FIELDS[name] : nearest(name, PLACEMENT_FIELDS);
  const field = PLACEMENT_FIELDS.find((one) => one === named);
  if (name === '@region') return mapped('nothing', 'an environment is in one region');
  if (field === undefined)
    return question(
      `which hosts differ in it? Hosts have ${PLACEMENT_FIELDS.join(', ')} here, and a fleet for each other kind`,
    );
  if (/^(UN)?LIKE$/i.test(operator) && matchesWhole(value ?? '', '') === undefined) {
    place.refuse(
      'UnreadablePattern',
      'has a pattern that cannot be read here',
      'write it without what only Java knows',
    );
    return question('what is meant?');
  }
  const constraint = constraintOf(operator.toUpperCase(), field, value);
  if (constraint === undefined) {
    place.refuse(
      'UnreadableConstraint',
      'is no constraint of Marathon',
      "use [field, operator, value], as ['hostname', 'UNIQUE']",
    );
    return question('what is meant?');
  }
  if (field === 'host' && value !== undefined && !['GROUP_BY', 'MAX_PER'].includes(operator.toUpperCase()))
    return question('which host is it now? Hosts come and go here, with names that nobody knows before');
  const constraints = spec.placement?.constraints ?? [];
  if (constraints.length >= 10) return question('ECS takes ten constraints; which of them matter?');
  spec.placement = { ...spec.placement, constraints: [...constraints, constraint] };
  return Object.hasOwn(FIELDS, name) || name === field
    ? mapped('placement.constraints')
    : approximated('placement.constraints', `'${field}' is what comes nearest`);
}

function constraintOf(operator: string, field: PlacementField, value: string | undefined): ConstraintInput | undefined {
  const count = Number(value);
  const isCount = Number.isInteger(count) && count >= 1 && count <= 5000;
  const text = value !== undefined && VALUE.test(value) ? value : undefined;
  switch (operator) {
    case 'UNIQUE':
      return value === undefined ? { unique: field } : undefined;
    case 'CLUSTER':
      return value === undefined ? { cluster: field } : withText(text, (one) => ({ cluster: field, value: one }));
    case 'GROUP_BY':
      return value === undefined ? { groupBy: field } : isCount ? { groupBy: field, values: count } : undefined;
    case 'MAX_PER':
      return isCount ? { maxPer: field, count } : undefined;
    case 'LIKE':
      return withText(text, (one) => ({ like: field, pattern: one }));
    case 'UNLIKE':
      return withText(text, (one) => ({ unlike: field, pattern: one }));
    case 'IS':
      return withText(text, (one) => ({ is: field, value: one }));
    default:
      return undefined;
  }
}

function withText(text: string | undefined, make: (text: string) => ConstraintInput): ConstraintInput | undefined {
  return text === undefined ? undefined : make(text);
}
