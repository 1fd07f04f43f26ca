import { constructsIn } from '../../../src/preview/constructs-in';
import { providerRegion } from '../../../src/preview/cost';

type Json = Record<string, unknown>;

interface Change {
  readonly address: string;
  readonly type: string;
  readonly mode: string;
  readonly name: string;
  readonly previous_address?: string;
  readonly change: { readonly actions: readonly string[] };
}

/** A plan as small as a preview can be made of, with where it comes from. */
export interface RecordedPlan {
  readonly recorded: { readonly terraform: unknown; readonly provider: string };
  readonly stack: string;
  readonly constructs: Readonly<Record<string, string>>;
  readonly plan: Json;
}

/**
 * Of what is not changed the address alone is kept (of security groups whose rules change, and their rules, more, because they say what was allowed already); of the first
 * things that others changed that; of the configuration who reads whom; of nothing what is null or empty; and nothing of what was planned from.
 */
export function trimPlan(plan: Json, stack: string, provider: string, synthesized: unknown): RecordedPlan {
  const changes = plan.resource_changes as readonly Change[];
  const isChanged = (one: Change) => one.change.actions.join() !== 'no-op' || one.previous_address !== undefined;
  const changed = new Set(changes.filter(isChanged).map(({ address }) => address));
  // What is allowed already matters to the groups alone that rules come to or go from.
  const isRule = (one: Change) => one.type.includes('security_group');
  const groups = new Set(changes.filter((one) => isRule(one) && isChanged(one)).flatMap(groupsOf));
  const drift = ((plan.resource_drift ?? []) as readonly Change[]).slice(0, MOST_DRIFT);
  const drifted = new Set(drift.map(({ address }) => address));
  const relevant = (plan.relevant_attributes ?? []) as readonly { resource: string }[];
  const { prior_state: _, planned_values: __, timestamp: ___, variables: ____, ...rest } = plan;
  const constructs = Object.entries(constructsIn(synthesized)).filter(([address]) => changed.has(address));
  const outputs = Object.entries((plan.output_changes ?? {}) as Record<string, Change['change']>);
  const trimmed = {
    ...rest,
    resource_changes: changes.map((one) => {
      if (isChanged(one)) return one;
      if (isRule(one) && groupsOf(one).some((id) => groups.has(id))) return { ...one, change: ruleAlone(one.change) };
      return { address: one.address, mode: one.mode, type: one.type, name: one.name, change: { actions: ['no-op'] } };
    }),
    output_changes: Object.fromEntries(outputs.filter(([, { actions }]) => actions.join() !== 'no-op')),
    resource_drift: drift.map((one) => ({ ...one, change: differing(one.change) })),
    relevant_attributes: relevant.filter(({ resource }) => drifted.has(resource)),
    configuration: {
      provider_config: { aws: { expressions: { region: { constant_value: providerRegion(plan.configuration) } } } },
      root_module: { resources: resourcesOf(plan, changed) },
    },
  };
  return {
    recorded: { terraform: plan.terraform_version, provider },
    stack,
    constructs: Object.fromEntries(constructs),
    plan: { ...(withoutNothing(trimmed) as Json), planned_values: { root_module: {} } },
  };
}

function groupsOf({ change }: Change): unknown[] {
  const { before, after } = change as Json;
  return [before, after].flatMap((side) => {
    const { security_group_id: of, id } = (side ?? {}) as Json;
    return [of ?? id].filter((one) => one !== undefined);
  });
}

/** Most of what others changed says the same of other resources. */
const MOST_DRIFT = 6;

const SAID_ELSEWHERE = [
  'tags',
  'tags_all',
  'arn',
  'security_group_rule_id',
  'owner_id',
  'name',
  'name_prefix',
  'ingress',
  'egress',
];

/** A rule, or a group, without what tells who has it and what repeats others. */
function ruleAlone({ before, actions }: Change['change'] & Json): Json {
  const kept = Object.entries((before ?? {}) as Json).filter(([key]) => !SAID_ELSEWHERE.includes(key));
  return { actions, before: Object.fromEntries(kept), after: Object.fromEntries(kept) };
}

function resourcesOf(plan: Json, changed: ReadonlySet<string>): unknown[] {
  const { root_module: root = {} } = (plan.configuration ?? {}) as { root_module?: { resources?: readonly Change[] } };
  const kept = (root.resources ?? []).filter(({ address }) => changed.has(address)) as unknown as Json[];
  return kept.map(({ address, expressions }) => ({ address, expressions: referencesAlone(expressions) }));
}

/** An expression without what it says itself. */
function referencesAlone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referencesAlone);
  if (typeof value !== 'object' || value === null) return undefined;
  const { references, constant_value: _, ...rest } = value as Json;
  const inner = Object.entries(rest).map(([key, one]) => [key, referencesAlone(one)] as const);
  return {
    ...Object.fromEntries(inner.filter(([, one]) => one !== undefined)),
    ...(references !== undefined && { references }),
  };
}

/** A change with nothing but the attributes that differ, and the id. */
function differing(change: Json & { readonly actions: readonly string[] }): Json {
  const [before, after] = [change.before, change.after].map((side) => (side ?? {}) as Json) as [Json, Json];
  const keys = Object.keys({ ...before, ...after }).filter(
    (key) => key === 'id' || JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const only = (side: unknown) =>
    side === null || side === undefined ? side : Object.fromEntries(keys.map((key) => [key, (side as Json)[key]]));
  return { actions: change.actions, before: only(change.before), after: only(change.after) };
}

/** A value without what is null, false or empty in it, but in lists, where places count. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((inner) => withoutNothing(inner) ?? {});
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).flatMap(([key, inner]) => {
    const trimmed = withoutNothing(inner);
    const isNothing = typeof trimmed === 'object' && trimmed !== null && Object.keys(trimmed).length === 0;
    return trimmed === null || isNothing ? [] : [[key, trimmed] as const];
  });
  return Object.fromEntries(kept);
}
