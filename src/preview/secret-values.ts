import { looksSecret } from '../rules/secret-looking';
import { at, entriesOf, isReference, nestedJson } from './nested-json';
import { isPlainWord } from './plain-words';
import { namedIn } from './secret-text';

/** Contracts between stacks are read from here; what of them is a secret is marked where it comes from. */
const NO_SECRETS = 'terraform_remote_state';

/** Keys under which a resource has its values, and the mask of them. */
const MASKED = [
  ['before', 'before_sensitive'],
  ['after', 'after_sensitive'],
] as const;

/**
 * Every value of the plans that nobody may see: what is marked sensitive in resources and variables, and plain values under names that hold
 * secrets. Outputs are not asked: their marks stand for whatever crosses from one stack to another, and a secret among them is marked where
 * it comes from. Takes any document, so that also the refusal of one repeats no secret.
 */
export function secretValues(documents: readonly unknown[]): Set<string> {
  const found = new Set<string>();
  for (const document of documents) {
    for (const change of changesIn(document)) addMasked(change, found);
    addVariables(document, found);
    for (const values of ['prior_state', 'planned_values'])
      addModule(
        at(at(document, values), 'root_module') ?? at(at(at(document, values), 'values'), 'root_module'),
        found,
      );
  }
  return new Set([...found].flatMap(spellings));
}

function changesIn(document: unknown): unknown[] {
  const lists = ['resource_changes', 'resource_drift'].flatMap((key) => elements(at(document, key)));
  const deferred = elements(at(document, 'deferred_changes')).map((one) => at(one, 'resource_change'));
  return [...lists, ...deferred].filter((change) => at(change, 'type') !== NO_SECRETS);
}

function addMasked(resource: unknown, found: Set<string>): void {
  const change = at(resource, 'change');
  const isChanged = !elements(at(change, 'actions')).every((action) => action === 'no-op');
  for (const [side, mask] of MASKED) {
    addUnder(at(change, side), at(change, mask), found);
    if (isChanged) addNamed(at(change, side), found);
  }
}

function addVariables(document: unknown, found: Set<string>): void {
  const declared = at(at(at(document, 'configuration'), 'root_module'), 'variables');
  for (const [name, variable] of entriesOf(at(document, 'variables')))
    if (at(at(declared, name), 'sensitive') === true) addAll(at(variable, 'value'), found);
}

function addModule(module: unknown, found: Set<string>): void {
  for (const resource of elements(at(module, 'resources')))
    if (at(resource, 'type') !== NO_SECRETS) addUnder(at(resource, 'values'), at(resource, 'sensitive_values'), found);
  for (const child of elements(at(module, 'child_modules'))) addModule(child, found);
}

/** What of a value stands under a mark of its mask. */
function addUnder(value: unknown, mask: unknown, found: Set<string>): void {
  if (mask === true) {
    addAll(value, found);
    addKeys(value, found);
  } else for (const [key, inner] of entriesOf(mask)) addUnder(at(value, key), inner, found);
}

/** Values under names that hold secrets, also of a list of names and values, as containers have their variables. */
function addNamed(value: unknown, found: Set<string>): void {
  for (const [key, inner] of entriesOf(value))
    if (isSecret(nameOf(value, key), inner)) addAll(inner, found);
    else if (typeof inner === 'object') addNamed(inner, found);
    else if (typeof inner === 'string' && (SUSPICIOUS.test(inner) || SUSPICIOUS_NAME.test(inner))) {
      const nested = nestedJson(inner);
      if (nested !== undefined) addNamed(nested, found);
      else for (const secret of namedIn(inner)) found.add(secret);
    }
}

/**
 * What a member is called: by its key, by the name beside it, as variables of containers are, or by the argument before it: `['--token', 'x']`.
 */
export function nameOf(value: unknown, key: string): string {
  if (Array.isArray(value)) {
    const before: unknown = value[Number(key) - 1];
    return typeof before === 'string' && /^--?[A-Za-z][\w.-]*$/.test(before) ? before : key;
  }
  if (key !== 'value' && key !== 'Value') return key;
  const name = at(value, key === 'value' ? 'name' : 'Name');
  return typeof name === 'string' ? name : key;
}

/** Makes sure that AWS does a thing once: a name that one gives it. */
const NO_SECRET = /^(creation_?|client_?|client_?request_?|idempotency_?|request_?)token$/i;

/** The name of something in AWS: what it holds is there, and not in its name. */
const PUBLIC = /^arn:aws[\w-]*:[\w-]+:/;

/** Something of each value that is a secret whatever it is called: most text has none of it, and is not looked at closer. */
const SUSPICIOUS = /AKIA|ASIA|PRIVATE KEY|gh[pors]_|github_pat_|xox|eyJ|:\/\//;

/** Something of each name that holds secrets. */
const SUSPICIOUS_NAME = /pass|pwd|secret|token|key|cred|auth/i;

/** Names repeat from resource to resource. */
const names = new Map<string, boolean>();
const MOST_NAMES = 100_000;

function holdsSecrets(name: string): boolean {
  const known = names.get(name);
  if (known !== undefined) return known;
  const holds = !NO_SECRET.test(name) && looksSecret(name, 'any value') !== undefined;
  if (names.size < MOST_NAMES) names.set(name, holds);
  return holds;
}

/** Whether a value is a secret by its name, or by what it looks like. */
export function isSecret(name: string, value: unknown): boolean {
  if (typeof value !== 'string' || !(SUSPICIOUS.test(value) || holdsSecrets(name))) return false;
  if (PUBLIC.test(value)) return false;
  return !NO_SECRET.test(name) && looksSecret(name, value) !== undefined;
}

function addAll(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    if (!isReference(value)) found.add(value);
    for (const part of namedIn(value)) found.add(part);
    addAll(nestedJson(value), found);
  } else if (typeof value === 'number') found.add(String(value));
  else for (const [, inner] of entriesOf(value)) addAll(inner, found);
}

/** Keys that people chose. Those of letters alone are mostly the names of attributes, which stand everywhere. */
function addKeys(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const inner of value) addKeys(inner, found);
  else
    for (const [key, inner] of entriesOf(value)) {
      if (!/^[A-Za-z]+([_.-][A-Za-z]+)*$/.test(key)) found.add(key);
      addKeys(inner, found);
    }
}

/** A value as it may stand in other text: in JSON, in JSON that stands in JSON, in JSON of Terraform's, in an address, in base64. */
function spellings(value: string): string[] {
  if (isPlainWord(value)) return [];
  const inJson = JSON.stringify(value).slice(1, -1);
  const twice = JSON.stringify(inJson).slice(1, -1);
  const terraform = inJson.replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
  // By way of UTF-8, because half a character cannot be encoded.
  const encoded = encodeURIComponent(Buffer.from(value, 'utf8').toString());
  const all = [value, inJson, twice, terraform, encoded, Buffer.from(value, 'utf8').toString('base64')];
  return all.filter((spelling) => !isPlainWord(spelling));
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
