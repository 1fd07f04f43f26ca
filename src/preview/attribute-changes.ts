import { at, isRecord } from './nested-json';

/** An attribute that a plan changes, as people may see it. */
export interface AttributeChange {
  /** `container_definitions[bidder].environment[LOG_LEVEL].value`. */
  readonly path: string;
  /** Absent where there was nothing. */
  readonly before?: string;
  /** Absent where there will be nothing. */
  readonly after?: string;
  /** What comes is known after the apply alone. */
  readonly isUnknown?: true;
}

/** A value that is longer is cut: whoever wants to read all of it reads the plan. */
const LONGEST = 240;

/** Where a change comes from, or how it was: both are gone with what they are of. */
interface Sides {
  readonly before: unknown;
  readonly after: unknown;
  /** Of the shape of `after`: true for what is not known yet. */
  readonly unknown: unknown;
}

/** Every attribute in which two states of a resource differ, in the order of their paths. What is empty and what is absent are the same. */
export function attributeChanges(sides: Sides): AttributeChange[] {
  const found: AttributeChange[] = [];
  compare('', sides, found);
  return found;
}

function compare(path: string, { before, after, unknown }: Sides, found: AttributeChange[]): void {
  if (unknown === true) {
    found.push({ path, ...(!isEmpty(before) && { before: said(before) }), isUnknown: true });
    return;
  }
  if (isEmpty(before) && isEmpty(after) && !hasUnknown(unknown)) return;
  if (isLeaf(before) && isLeaf(after) && !hasUnknown(unknown)) {
    if (isEqual(before, after)) return;
    found.push({
      path,
      ...(!isEmpty(before) && { before: said(before) }),
      ...(!isEmpty(after) && { after: said(after) }),
    });
    return;
  }
  const [was, will] = [membersOf(before), membersOf(after)];
  // What is not known has the keys of what comes: a list is compared by its members' names where each has one.
  const unknowns = keyed(after, unknown);
  for (const key of new Set([...was.keys(), ...will.keys(), ...unknowns.keys()]))
    compare(joined(path, key), { before: was.get(key), after: will.get(key), unknown: unknowns.get(key) }, found);
}

/** A list of plain values is read as one value; any other has members. */
function isLeaf(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((inner) => typeof inner !== 'object' || inner === null);
  return !isRecord(value);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

function hasUnknown(value: unknown): boolean {
  if (value === true) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasUnknown);
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));
}

/** Members by what they are called: keys of an object, names or indexes of a list. */
function membersOf(value: unknown): Map<string, unknown> {
  return keyed(value, value);
}

/** The members of a value of the same shape as `shape`, whose members give the names. */
function keyed(shape: unknown, value: unknown): Map<string, unknown> {
  if (isRecord(value)) return new Map(Object.entries(value));
  if (!Array.isArray(value)) return new Map();
  const names = Array.isArray(shape) ? namesIn(shape) : undefined;
  return new Map(value.map((inner, i) => [`[${names?.[i] ?? i}]`, inner]));
}

/** What the members of a list are called, where each is called something and no two the same. */
function namesIn(list: readonly unknown[]): string[] | undefined {
  const names = list.map((inner) => at(inner, 'name') ?? at(inner, 'Sid') ?? at(inner, 'key'));
  const isNamed = names.every((name) => typeof name === 'string' && name !== '');
  return isNamed && new Set(names).size === names.length ? (names as string[]) : undefined;
}

function joined(path: string, key: string): string {
  if (path === '') return key;
  return key.startsWith('[') ? path + key : `${path}.${key}`;
}

/** A value in a line: text as it is, anything else as JSON. */
export function said(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}
