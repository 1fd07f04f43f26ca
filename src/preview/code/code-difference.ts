import { constructsIn } from '../constructs-in';
import type { PlanInput } from '../model';
import { at, entriesOf, isRecord } from '../nested-json';
import { forcesNew } from './forces-new';
import { providerMask } from './provider-mask';
import { listed, otherBlocks, referencesIn, resourcesIn, type Written } from './synthesized';

/** A stack as it was synthesized; undefined documents where one of both apps lacks it. */
export interface SynthesizedPair {
  readonly stack: string;
  readonly base: unknown;
  readonly head: unknown;
  readonly dependencies?: readonly string[];
}

type Resources = ReadonlyMap<string, Written>;

/** What is read about one stack. */
interface Code {
  readonly before: Resources;
  readonly after: Resources;
  /** Addresses at which something was before: new -> old. */
  readonly moved: ReadonlyMap<string, string>;
  /** Addresses that Terraform lets go of without destroying anything. */
  readonly removed: ReadonlySet<string>;
  readonly imported: ReadonlyMap<string, unknown>;
}

/** A resource of both sides, and what of it differs. */
interface Pair {
  readonly address: string;
  readonly was: Written | undefined;
  readonly will: Written | undefined;
  /** Attributes that are known after the apply alone, because what they read is made anew. */
  readonly unknown: Set<string>;
  forcing: string[];
}

/**
 * The difference between two synthesized stacks, in the form of a plan, so that everything that reads plans reads it too. It is of code: nobody asks
 * the state, the cloud or the provider. What replaces a resource is known from a table.
 */
export function codeDifference({ stack, base, head, dependencies = [] }: SynthesizedPair): PlanInput {
  const code: Code = {
    before: resourcesIn(base),
    after: resourcesIn(head),
    moved: new Map(blocks(head, 'moved').map(({ from, to }) => [address(to), address(from)])),
    removed: new Set(
      blocks(head, 'removed')
        .filter(isLetGo)
        .map(({ from }) => address(from)),
    ),
    imported: new Map(blocks(head, 'import').map(({ to, id }) => [address(to), id])),
  };
  const pairs = pairsOf(code);
  follow(pairs);
  const isGone = head === undefined;
  const document = {
    format_version: '1.2',
    planned_values: {},
    resource_changes: pairs.map((pair) => changeOf(pair, code, isGone)),
    output_changes: outputChanges(base, head),
    variables: Object.fromEntries(
      variablesOf(base, head).map(([name, variable]) => [name, { value: at(variable, 'default') }]),
    ),
    configuration: configurationOf(isGone ? base : head, code.after, variablesOf(base, head)),
  };
  return {
    stack,
    document,
    dependencies,
    constructs: { ...constructsIn(base), ...constructsIn(head) },
    notes: notesOf(base, head),
  };
}

function pairsOf({ before, after, moved }: Code): Pair[] {
  const origins = new Set(moved.values());
  const old = [...before].filter(([address]) => !after.has(address) && !origins.has(address));
  return [
    ...old.map(([address, was]): Pair => pair(address, was, undefined)),
    ...[...after].map(([address, will]) => {
      const from = moved.get(address);
      return pair(address, before.get(address) ?? (from === undefined ? undefined : before.get(from)), will);
    }),
  ];
}

function pair(address: string, was: Written | undefined, will: Written | undefined): Pair {
  const keys = was === undefined || will === undefined ? [] : Object.keys({ ...was.values, ...will.values });
  const differing = keys.filter((key) => differs(was?.values[key], will?.values[key]) && !isIgnored(will, key));
  return {
    address,
    was,
    will,
    unknown: new Set(),
    forcing: differing.filter((key) => forcesNew(will?.type ?? '', key)),
  };
}

/** What reads something of a resource that is made anew gets another value, and may be made anew itself. */
function follow(pairs: readonly Pair[]): void {
  const byAddress = new Map(pairs.map((one) => [one.address, one]));
  const isNew = (address: string) => {
    const found = byAddress.get(address);
    return found?.will !== undefined && (found.was === undefined || found.forcing.length > 0);
  };
  for (let isMore = true; isMore; ) {
    isMore = false;
    for (const one of pairs)
      for (const [key, value] of Object.entries(one.will?.values ?? {})) {
        if (one.was === undefined || one.unknown.has(key) || isIgnored(one.will, key)) continue;
        const isLate = [...referencesIn(value)].some((text) => {
          const [type = '', name = '', attribute = ''] = text.split('.');
          const target = byAddress.get(`${type}.${name}`)?.will?.values;
          return isNew(`${type}.${name}`) && at(target, attribute) === undefined;
        });
        if (!isLate) continue;
        one.unknown.add(key);
        if (forcesNew(one.will?.type ?? '', key)) one.forcing = [...one.forcing, key];
        isMore = true;
      }
  }
}

function changeOf({ address, was, will, unknown, forcing }: Pair, code: Code, isGone: boolean) {
  const after = will === undefined ? null : without(ignoring(was, will), unknown);
  const from = code.moved.get(address);
  const isMoved = from !== undefined && code.before.has(from) && !code.before.has(address);
  const importing = code.imported.get(address);
  const late = [...unknown].map((key): [string, true] => [key, true]);
  return {
    address,
    mode: 'managed',
    type: (will ?? was)?.type ?? '',
    name: (will ?? was)?.name ?? '',
    ...(isMoved && { previous_address: from }),
    change: {
      actions: actionsOf({ address, was, will, unknown, forcing }, code, isGone),
      before: was?.values ?? null,
      after,
      before_sensitive: providerMask(was?.type ?? '', was?.values),
      after_sensitive: providerMask(will?.type ?? '', after),
      after_unknown: Object.fromEntries(late),
      ...(forcing.length > 0 && { replace_paths: forcing.map((key) => [key]) }),
      ...(was === undefined && importing !== undefined && { importing: { id: importing } }),
    },
  };
}

function actionsOf({ address, was, will, unknown, forcing }: Pair, code: Code, isGone: boolean): string[] {
  // What a stack that is gone had stays in its state, and in the cloud.
  if (will === undefined) return isGone || code.removed.has(address) ? ['forget'] : ['delete'];
  if (was === undefined) return code.imported.has(address) ? ['no-op'] : ['create'];
  if (forcing.length > 0)
    return at(will.lifecycle, 'create_before_destroy') === true ? ['create', 'delete'] : ['delete', 'create'];
  return unknown.size > 0 || differs(was.values, ignoring(was, will)) ? ['update'] : ['no-op'];
}

/** What Terraform is told to ignore stays as it is. */
function ignoring(was: Written | undefined, will: Written): Record<string, unknown> {
  if (was === undefined) return will.values;
  const kept = Object.keys({ ...was.values, ...will.values }).filter((key) => isIgnored(will, key));
  return {
    ...without(will.values, new Set(kept)),
    ...Object.fromEntries(kept.flatMap((key) => (Object.hasOwn(was.values, key) ? [[key, was.values[key]]] : []))),
  };
}

function isIgnored(will: Written | undefined, key: string): boolean {
  const ignored = at(will?.lifecycle, 'ignore_changes');
  return ignored === 'all' || (Array.isArray(ignored) && ignored.includes(key));
}

function outputChanges(base: unknown, head: unknown) {
  const [was, will] = [at(base, 'output'), at(head, 'output')];
  const names = Object.keys({ ...(was as object), ...(will as object) });
  return Object.fromEntries(
    names.map((name) => {
      const [before, after] = [at(at(was, name), 'value'), at(at(will, name), 'value')];
      const isNew = at(was, name) === undefined;
      const action = isNew
        ? 'create'
        : at(will, name) === undefined
          ? 'delete'
          : differs(before, after)
            ? 'update'
            : 'no-op';
      const [hiddenBefore, hiddenAfter] = [was, will].map((side) => at(at(side, name), 'sensitive') === true);
      return [
        name,
        {
          actions: [action],
          before: before ?? null,
          after: after ?? null,
          before_sensitive: hiddenBefore,
          after_sensitive: hiddenAfter,
        },
      ];
    }),
  );
}

/** Variables of both sides: what was secret still is. A name with a space is nobody's own. */
function variablesOf(base: unknown, head: unknown): [string, unknown][] {
  const before = entriesOf(at(base, 'variable')).map(([name, variable]): [string, unknown] => [
    `${name} before`,
    variable,
  ]);
  return [...entriesOf(at(head, 'variable')), ...before];
}

/** Who reads whom, and where it is: as `terraform show -json` tells it. */
function configurationOf(synthesized: unknown, resources: Resources, variables: readonly [string, unknown][]) {
  const region = at(listed(at(at(synthesized, 'provider'), 'aws'))[0], 'region');
  return {
    provider_config: { aws: { expressions: { region: { constant_value: region } } } },
    root_module: {
      variables: Object.fromEntries(variables),
      resources: [...resources].map(([address, { values }]) => ({
        address,
        expressions: Object.fromEntries(
          Object.entries(values).map(([key, value]) => [key, { references: [...referencesIn(value)] }]),
        ),
      })),
    },
  };
}

/** What else differs, which no plan would tell as a change either. */
function notesOf(base: unknown, head: unknown): string[] {
  if (head === undefined) return ['the stack is no longer in the app: nobody destroys what it made'];
  if (base === undefined) return [];
  const [was, will] = [otherBlocks(base), otherBlocks(head)];
  return [...new Set([...was.keys(), ...will.keys()])]
    .filter((name) => was.get(name) !== will.get(name))
    .map((name) => `${name} ${!was.has(name) ? 'is new' : !will.has(name) ? 'is gone' : 'is another'}`);
}

function blocks(
  synthesized: unknown,
  name: string,
): { from?: unknown; to?: unknown; id?: unknown; lifecycle?: unknown }[] {
  return listed(at(synthesized, name)).filter(isRecord);
}

function isLetGo({ lifecycle }: { lifecycle?: unknown }): boolean {
  return at(listed(lifecycle)[0], 'destroy') === false;
}

/** Written as it is, or as an expression. */
function address(written: unknown): string {
  return (typeof written === 'string' ? written : '').replace(/^\$\{(.*)\}$/, '$1');
}

function differs(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) !== JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function without(values: Readonly<Record<string, unknown>>, keys: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.has(key)));
}
