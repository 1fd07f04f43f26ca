import { createHash } from 'node:crypto';
import { own } from '../spec/own';
import { actionOf } from './action';
import { entriesOf, nestedJson } from './nested-json';
import type { PlanJson, ResourceChange } from './plan-json';
import { ValueFinder } from './value-finder';

/** What a plan does, so far as anybody could know when it was made: `address -> what of it -> what that comes to`. */
export type Fingerprint = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Stands for a value that only an apply tells. */
const UNKNOWN = 'unknown';
/** What follows is the text around values that were made up: whatever name or id takes their place is what was meant. */
const LIKE = 'like ';
/** A name, an id, an ARN or an address; no pattern that stands for several, and nothing that would end the text around it. */
const NAME = '([\\w.:/@+=,~-]+?)';
const GAP = '\0';

interface FingerprintOptions {
  /** Values that stand for what nobody knew yet. @default [] */
  readonly madeUp?: readonly string[];
  /** What was reviewed, where this is to be compared with it: what is there in place of made-up values is as good. @default - nothing */
  readonly reviewed?: Fingerprint;
}

/** The fingerprint of a plan: of every resource and output that changes its address, action, changed paths and known values, these as hashes. */
export function fingerprintOf(plan: PlanJson, { madeUp = [], reviewed = {} }: FingerprintOptions = {}): Fingerprint {
  const finder = new ValueFinder(madeUp);
  const parts = (text: string) => finder.replace(text, () => GAP).split(GAP);
  const marked = (name: string, resource: ResourceChange): [string, Record<string, string>] => [
    name,
    marksOf(resource, { parts, reviewed: own(reviewed, name) ?? {} }),
  ];
  const resources = plan.resource_changes.flatMap((resource) => {
    const action = actionOf(resource);
    // What is read is read once more, and changes nothing.
    if (action === undefined || action === 'read') return [];
    const { address, deposed } = resource;
    return [marked(deposed === undefined ? address : `${address} (${deposed})`, resource)];
  });
  const outputs = Object.entries(plan.output_changes).flatMap(([name, change]) => {
    const output: ResourceChange = { address: name, mode: 'managed', type: '', change };
    return actionOf(output) === undefined ? [] : [marked(`output ${name}`, output)];
  });
  return Object.fromEntries([...resources, ...outputs]);
}

/** In what two plans differ, a phrase each; empty where the second does what the first said. */
export function fingerprintDifferences(reviewed: Fingerprint, now: Fingerprint): string[] {
  const addresses = [...new Set([...Object.keys(reviewed), ...Object.keys(now)])].sort();
  return addresses.flatMap((address) => {
    const [was, is] = [own(reviewed, address), own(now, address)];
    if (was === undefined) return [`${address} was not in what was reviewed`];
    if (is === undefined) return [`${address} is no longer in the plan`];
    const paths = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    const differing = paths.filter((path) => own(was, path) !== own(is, path));
    return differing.length === 0 ? [] : [`${address} differs in ${differing.slice(0, 5).join(', ')}`];
  });
}

interface Known {
  /** A text, at the made-up values in it. */
  readonly parts: (text: string) => readonly string[];
  /** What was reviewed of the resource. */
  readonly reviewed: Readonly<Record<string, string>>;
}

function marksOf(
  { change, previous_address: previous }: ResourceChange,
  { parts, reviewed }: Known,
): Record<string, string> {
  const marks: Record<string, string> = { action: change.actions.join(', ') };
  if (previous !== undefined) marks['previous address'] = previous;
  if (change.importing != null) marks.import = hashOf(change.importing);
  const [before, after, unknown] = [change.before, change.after, change.after_unknown].map((side) => leavesOf(side));
  for (const path of unknown?.keys() ?? []) if (unknown?.get(path) === true) marks[`.${path}`] = UNKNOWN;
  for (const path of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
    const [was, will] = [before?.get(path), after?.get(path)];
    const key = `.${path}`;
    if (was === will || marks[key] !== undefined) continue;
    const meant = own(reviewed, key);
    if (typeof will !== 'string') marks[key] = hashOf([was, will]);
    else if (meant?.startsWith(LIKE)) marks[key] = isLike(meant, was, will) ? meant : hashOf([was, will]);
    else marks[key] = parts(will).length > 1 ? likeOf(was, parts(will)) : hashOf([was, will]);
  }
  return marks;
}

function likeOf(was: unknown, parts: readonly string[]): string {
  return `${LIKE}${JSON.stringify([hashOf([was]), ...parts])}`;
}

function isLike(meant: string, was: unknown, will: string): boolean {
  const [before, ...parts] = JSON.parse(meant.slice(LIKE.length)) as string[];
  const around = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return before === hashOf([was]) && new RegExp(`^${around.join(NAME)}$`).test(will);
}

/** Values by path, also of JSON in strings, as policies and containers are: the shape of that is a value of its own. */
function leavesOf(value: unknown, path = '', found = new Map<string, unknown>()): Map<string, unknown> {
  const opened = typeof value === 'string' ? nestedJson(value) : undefined;
  if (opened !== undefined) found.set(`${path} as JSON`, shapeOf(opened));
  if (typeof value === 'object' || opened !== undefined)
    for (const [key, inner] of entriesOf(opened ?? value)) leavesOf(inner, path === '' ? key : `${path}.${key}`, found);
  else if (value !== undefined) found.set(path, value);
  return found;
}

function shapeOf(value: object): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'object' && inner !== null ? inner : 0));
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
    .slice(0, 24);
}
