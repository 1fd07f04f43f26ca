import { attributeChanges, said } from './attribute-changes';
import { at } from './nested-json';
import type { ResourceChange } from './plan-json';
import { type References, withoutKeys } from './references';

/** A step of why something is replaced: an attribute of a resource that changes. The last one tells from what to what. */
export interface Cause {
  readonly address: string;
  readonly attribute: string;
  readonly before?: string;
  readonly after?: string;
  /** How many more attributes change in what forces it. */
  readonly others?: number;
}

/** Longer chains are cut: nobody reads them, and every step of them is in the plan itself. */
const MOST_STEPS = 12;

/** The changes of a plan by address without the keys of `count` and `for_each`. */
export type ChangesByAddress = ReadonlyMap<string, readonly ResourceChange[]>;

export function byAddress(changes: readonly ResourceChange[]): ChangesByAddress {
  const found = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    const key = withoutKeys(change.address);
    const list = found.get(key);
    if (list === undefined) found.set(key, [change]);
    else list.push(change);
  }
  return found;
}

/**
 * Why a resource is replaced: a chain from each attribute that forces it to the attribute where it began, which somebody wrote otherwise.
 * @param changes what of the plan may be shown.
 */
export function causesOf(replaced: ResourceChange, changes: ChangesByAddress, references: References): Cause[][] {
  const seen = new Map<string, string>();
  const paths = (replaced.change.replace_paths ?? []).filter((path) => {
    // The same attribute again, or a block around one that is there already.
    const key = path.join('.');
    const isNew = ![...seen.keys()].some((other) => other === key || other.startsWith(`${key}.`));
    seen.set(key, key);
    return isNew;
  });
  return paths.map((path) => chain(replaced, path, changes, references, new Set()));
}

function chain(
  resource: ResourceChange,
  path: readonly (string | number)[],
  changes: ChangesByAddress,
  references: References,
  visited: Set<string>,
): Cause[] {
  const { address, change } = resource;
  const attribute = path.join('.');
  visited.add(`${address} ${attribute}`);
  if (!isUnknown(change.after_unknown, path)) return [origin(resource, path)];
  const next = references.of(address, path).flatMap((reference) =>
    (changes.get(reference.address) ?? []).flatMap((producer) => {
      const from = producedBy(producer, reference.attribute);
      return from === undefined || visited.has(`${producer.address} ${from.join('.')}`) ? [] : [{ producer, from }];
    }),
  )[0];
  const step = { address, attribute, ...before(resource, path) };
  if (next === undefined || visited.size >= MOST_STEPS) return [step];
  return [step, ...chain(next.producer, next.from, changes, references, visited)];
}

/** The attribute of a producer that makes what is read of it unknown: what forces its replacement, or what it reads itself. */
function producedBy(
  { change }: ResourceChange,
  attribute: string | undefined,
): readonly (string | number)[] | undefined {
  const forced = change.replace_paths?.[0];
  if (forced !== undefined) return forced;
  if (change.actions.includes('create')) return attribute === undefined ? [] : [attribute];
  return attribute !== undefined && isUnknown(change.after_unknown, [attribute]) ? [attribute] : undefined;
}

function isUnknown(unknown: unknown, path: readonly (string | number)[]): boolean {
  let here = unknown;
  for (const key of path) {
    if (here === true) return true;
    here = at(here, key);
  }
  return here === true || (typeof here === 'object' && here !== null && JSON.stringify(here).includes('true'));
}

/** What was written otherwise: within a document the part of it. */
function origin({ address, change }: ResourceChange, path: readonly (string | number)[]): Cause {
  const attribute = path.join('.');
  const sides = { before: valueThere(change.before, path), after: valueThere(change.after, path), unknown: undefined };
  const [first, ...others] = attributeChanges(sides);
  if (first === undefined) return { address, attribute };
  const { path: inside, before, after } = first;
  return {
    address,
    attribute: attribute + (inside === '' || inside.startsWith('[') ? inside : `.${inside}`),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(others.length > 0 && { others: others.length }),
  };
}

function before({ change }: ResourceChange, path: readonly (string | number)[]): Partial<Cause> {
  const value = valueThere(change.before, path);
  return value == null ? {} : { before: said(value) };
}

function valueThere(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((here, key) => at(here, key), value);
}
