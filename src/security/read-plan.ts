import { listed } from '../preview/code/synthesized';
import { constructsIn } from '../preview/constructs-in';
import { at, isRecord, nestedJson } from '../preview/nested-json';
import { type PlanJson, parsePlan, type ResourceChange } from '../preview/plan-json';
import { References, withoutKeys } from '../preview/references';
import { Estate, type Resource } from './estate';
import { Late } from './late';
import { BACKEND, type CodeStack, codeResources } from './read-code';

/** A plan of one stack. */
export interface PlanStack {
  readonly name: string;
  /** What `terraform show -json` prints. */
  readonly document: unknown;
  /** What it was planned from: tells what a plan leaves out, as documents with one value that is not known yet. @default - not given */
  readonly code?: unknown;
}

/**
 * What will be there once plans are applied. What a plan does not know yet is taken from the code, where that is given.
 * Throws `SpecError` for what is no plan, codes `NotAPlan` and `PlanFormat`.
 */
export function readPlans(stacks: readonly PlanStack[]): Estate {
  const coded = stacks.filter(({ code }) => code !== undefined);
  const code = codeResources(coded.map(({ name, code: document }): CodeStack => ({ name, document })));
  const written = new Map(code.map((resource) => [`${resource.stack} ${resource.address}`, resource]));
  const backends = code.filter(({ type }) => type === BACKEND);
  const planned = stacks.flatMap((stack) => {
    const plan = parsePlan(`Plan of '${stack.name}'`, stack.document);
    const constructs = constructsIn(stack.code);
    const context = { stack: stack.name, references: new References(plan.configuration) };
    return kept(plan).map((change) => {
      const source = written.get(`${stack.name} ${withoutKeys(change.address)}`);
      return plannedResource(change, { ...context, source, construct: constructs[withoutKeys(change.address)] });
    });
  });
  return new Estate([...planned, ...backends]);
}

/** What is there in the end. */
function kept({ resource_changes: changes }: PlanJson): ResourceChange[] {
  return changes.filter(
    ({ mode, deposed, change }) =>
      mode === 'managed' && deposed === undefined && isRecord(change.after) && change.actions.join() !== 'forget',
  );
}

interface Context {
  readonly stack: string;
  readonly references: References;
  readonly source: Resource | undefined;
  readonly construct: string | undefined;
}

function plannedResource(planned: ResourceChange, { stack, references, source, construct }: Context): Resource {
  const { address, type, change } = planned;
  const after = change.after as Record<string, unknown>;
  const keys = new Set([
    ...Object.keys(after),
    ...Object.keys(isRecord(change.after_unknown) ? change.after_unknown : {}),
  ]);
  const late = (key: string, path: readonly (string | number)[]): unknown => {
    const writes = references.writes(address, key);
    // Nobody wrote it: AWS fills it in, and what that is says nothing of what was asked for.
    if (source !== undefined ? source.values[key] === undefined : writes === false) return undefined;
    const reads = references.of(address, [key, ...path]).map((one) => ({
      stack,
      address: one.address,
      attribute: one.attribute ?? '',
    }));
    return new Late('(known after the apply)', reads);
  };
  const values = [...keys].map((key) => {
    const from = { unknown: at(change.after_unknown, key), written: source?.values[key] };
    // A group also repeats the rules that stand alone.
    if (type.endsWith('security_group') && /^(in|e)gress$/.test(key) && late(key, []) === undefined)
      return [key, undefined] as const;
    return [key, opened(merged(after[key], from, (path) => late(key, path), []))] as const;
  });
  return {
    stack,
    type,
    address,
    values: Object.fromEntries(values.filter(([, value]) => value !== undefined)),
    declared: source?.declared ?? [],
    ...(source !== undefined && { written: source.values }),
    ...(construct !== undefined && { construct }),
  };
}

type LateAt = (path: readonly (string | number)[]) => unknown;

/** A planned value; where it is not known yet, what was written. */
function merged(
  after: unknown,
  { unknown, written }: { readonly unknown: unknown; readonly written: unknown },
  late: LateAt,
  path: readonly (string | number)[],
): unknown {
  if (unknown === true) return written ?? late(path);
  if (!isRecord(unknown) && !Array.isArray(unknown)) return after ?? undefined;
  if (Array.isArray(after) || Array.isArray(unknown)) {
    const [list, holes, own] = [listed(after), listed(unknown), listed(written)];
    return Array.from({ length: Math.max(list.length, holes.length) }, (_, i) =>
      merged(list[i], { unknown: holes[i], written: own.length === list.length ? own[i] : undefined }, late, [
        ...path,
        i,
      ]),
    );
  }
  const own = Array.isArray(written) ? written[0] : written;
  const keys = new Set([...Object.keys(isRecord(after) ? after : {}), ...Object.keys(unknown)]);
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      merged(at(after, key), { unknown: at(unknown, key), written: at(own, key) }, late, [...path, key]),
    ]),
  );
}

/** What a string is a document of, in place of the string. */
function opened(value: unknown): unknown {
  return typeof value === 'string' ? (nestedJson(value) ?? value) : value;
}
