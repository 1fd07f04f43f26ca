import type { Problem } from '../errors';
import { hostsOf } from '../sizing/fleet-hosts';
import type { TaskRequest } from '../sizing/task-fit';
import { tasksPerHost } from '../sizing/tasks-per-host';
import { show } from '../spec/parse';
import type { Constraint, PlacementField } from '../spec/placement';
import { ANSWERS, type Operator } from './answers';
import { fieldValues, type PlacementFleet } from './fields';
import { matchesWhole } from './pattern';

/** How many of which task are placed on which fleet. */
export interface PlacedTask {
  readonly task: TaskRequest;
  /** The most replicas that may be wanted. */
  readonly replicas: number;
  /** Replicas that a rollout needs beside them. */
  readonly surge: number;
  readonly fleet: PlacementFleet;
}

/** What becomes of a constraint. Of a refusal the field is empty: it is the constraint's own. */
export type Decision =
  | { readonly answer: 'exact'; readonly apart: boolean }
  | { readonly answer: 'approximated'; readonly spread: PlacementField; readonly how: string }
  | { readonly answer: 'refused'; readonly problem: Problem };

const SATISFIED: Decision = { answer: 'exact', apart: false };
const APART: Decision = { answer: 'exact', apart: true };

/** What ECS makes of one constraint on a service's replicas: one of the answers that `ANSWERS` has for it. */
export function decideConstraint(constraint: Constraint, placed: PlacedTask): Decision {
  if ('unique' in constraint) return atMost('unique', constraint.unique, 1, placed);
  if ('maxPer' in constraint) return atMost('maxPer', constraint.maxPer, constraint.count, placed);
  if ('groupBy' in constraint) return evenly(constraint.groupBy, constraint.values ?? 1, placed);
  if ('cluster' in constraint) return together(constraint.cluster, constraint.value, placed);
  if ('is' in constraint) return everywhere(constraint.is, `be '${constraint.value}'`, is(constraint.value), placed);
  const { pattern } = constraint;
  if (matchesWhole(pattern, '') === undefined)
    return refused('InvalidPattern', `has pattern ${show(pattern)}, which cannot be read`, PLAIN_PATTERN);
  const matches = (value: string) => matchesWhole(pattern, value) === true;
  return 'like' in constraint
    ? everywhere(constraint.like, `match ${show(pattern)}`, matches, placed)
    : everywhere(constraint.unlike, `not match ${show(pattern)}`, (value) => !matches(value), placed);
}

const PLAIN_PATTERN = 'use a regular expression without possessive quantifiers, inline flags and \\Q';
const is = (wanted: string) => (value: string) => value === wanted;

function atMost(operator: Operator, field: PlacementField, count: number, placed: PlacedTask): Decision {
  const { replicas, surge, fleet } = placed;
  if (replicas + surge <= count) return SATISFIED;
  if (field === 'host') return atMostOnHost(count, placed);
  if (field !== 'zone')
    return refused(
      'NoSuchLimit',
      `wants at most ${counted(count)} with the same ${field}, but ${ANSWERS[operator][field].refused}, and there may be ${replicas + surge} at once`,
      `${surge < count ? `use ${counted(count - surge)} or fewer, or ` : ''}remove it, or spread them with { groupBy: '${field}' }`,
    );
  const room = fleet.zones.length * count;
  if (replicas <= room) return approximated(operator, field);
  return refused(
    'TooFewZones',
    `wants at most ${counted(count)} in a zone, but fleet '${fleet.name}' has ${fleet.zones.length === 1 ? '1 zone' : `${fleet.zones.length} zones`} for ${counted(replicas)}`,
    `use ${counted(room)} or fewer, or a limit of ${Math.ceil(replicas / fleet.zones.length)}`,
  );
}

function atMostOnHost(count: number, { task, replicas, surge, fleet }: PlacedTask): Decision {
  // As if it ran no daemons: which there are, who builds one service alone does not know.
  const hosts = hostsOf({ instanceTypes: fleet.instanceTypes, trunking: fleet.trunking });
  const most = Math.max(0, ...hosts.map(({ capacity }) => tasksPerHost(task, capacity)));
  const wanted = replicas + surge;
  if (count === 1 && wanted <= fleet.maxHosts) return APART;
  if (count > 1 && most <= count) return SATISFIED;
  if (count === 1)
    return refused(
      'TooFewHosts',
      `wants a host for each replica, but fleet '${fleet.name}' has ${fleet.maxHosts} at most, and ${counted(replicas)}${surge > 0 ? ` and ${surge} more during a rollout` : ''} are wanted`,
      `${fleet.maxHosts > surge ? `use ${counted(fleet.maxHosts - surge)} or fewer, or ` : ''}set maxHosts of fleet '${fleet.name}' to ${wanted} or more`,
    );
  return refused(
    'NoSuchLimit',
    `wants at most ${count} replicas on a host, but a host of fleet '${fleet.name}' has room for ${most}, and ECS keeps to no limit but 1`,
    `use 1, or ${most} or more, or ask for so much that no host holds more than ${count}`,
  );
}

function evenly(field: PlacementField, least: number, { fleet }: PlacedTask): Decision {
  const values = fieldValues(field, fleet);
  const most = field === 'host' ? fleet.maxHosts : values?.length;
  if (most === undefined && least > 1) return unknown(field, `wants ${least} values or more of '${field}'`);
  if (most !== undefined && least > most)
    return refused(
      'TooFewValues',
      `wants ${least} values or more of '${field}', but fleet '${fleet.name}' has ${most}${values === undefined ? '' : ` (${values.join(', ')})`}`,
      `use ${most} or fewer, or another fleet`,
    );
  return values?.length === 1 ? SATISFIED : approximated('groupBy', field);
}

function together(field: PlacementField, value: string | undefined, placed: PlacedTask): Decision {
  const values = fieldValues(field, placed.fleet);
  if (value !== undefined) return everywhere(field, `be '${value}'`, is(value), placed);
  const single = placed.replicas + placed.surge <= 1 || placed.fleet.maxHosts === 1;
  if (single || values?.length === 1) return SATISFIED;
  if (values === undefined) return unknown(field, `wants all replicas on one ${field}`);
  return differing(field, `wants all replicas on hosts with the same ${field}`, values, placed.fleet);
}

/** What must be true of every host, because ECS may choose any. */
function everywhere(
  field: PlacementField,
  wish: string,
  holds: (value: string) => boolean,
  { fleet }: PlacedTask,
): Decision {
  const values = fieldValues(field, fleet);
  const wants = `wants ${field} to ${wish}`;
  if (values === undefined) return unknown(field, wants);
  const other = values.filter((value) => !holds(value));
  return other.length === 0 ? SATISFIED : differing(field, wants, other, fleet);
}

function differing(field: PlacementField, wants: string, values: readonly string[], fleet: PlacementFleet): Decision {
  const setting = { zone: 'zones', 'instance-type': 'instanceTypes' }[field as string];
  return refused(
    'NotEveryHost',
    `${wants}, but hosts of fleet '${fleet.name}' may have ${values.join(', ')}, and a memberOf constraint could keep ECS from ever adding one that fits`,
    setting === undefined ? 'choose another fleet' : `choose a fleet whose ${setting} all satisfy it`,
  );
}

function unknown(field: PlacementField, wants: string): Decision {
  return refused(
    'UnknownHosts',
    `${wants}, but which there are is not known before there are hosts, and hosts come and go`,
    field === 'host' ? "choose a fleet, or use { unique: 'host' }" : 'choose a fleet with the amiRelease that it needs',
  );
}

function approximated(operator: Operator, field: PlacementField): Decision {
  return { answer: 'approximated', spread: field, how: ANSWERS[operator][field].approximated as string };
}

function refused(code: string, problem: string, fix: string): Decision {
  return { answer: 'refused', problem: { code, field: '', problem, fix } };
}

function counted(replicas: number): string {
  return replicas === 1 ? '1 replica' : `${replicas} replicas`;
}
