import type { Hole, Json, Path, RawElement, RawStack, Reference } from './inventory';
import { documentOf } from './jsonencode';

/** Attributes whose keys are the user's own. */
const MAPS = new Set(['tags', 'options', 'variables']);

/** What Terraform calls it, and its place among the elements once it has one. */
interface Entry {
  readonly kind: RawElement['kind'];
  readonly type: string;
  readonly id: string;
  readonly config: Json;
}

/** The raw program of one synthesized stack, by which the same stack can be built without Stowage. */
export function rawStack(name: string, dependencies: readonly string[], json: Json): RawStack {
  const entries = sorted(entriesOf(json));
  const places = new Map(entries.map((entry, i) => [addressOf(entry), i]));
  const { backend, required_providers: versions } = json.terraform as {
    backend: { local: { path: string } };
    required_providers: { aws: { version: string } };
  };
  return {
    name,
    dependencies,
    backendPath: backend.local.path,
    providerVersion: versions.aws.version,
    provider: camelCase((json.provider as { aws: [Json] }).aws[0]),
    elements: entries.map((entry) => elementOf(entry, places)),
  };
}

function entriesOf(json: Json): Entry[] {
  const of = (section: unknown, kind: Entry['kind']) =>
    Object.entries((section ?? {}) as Record<string, Record<string, Json>>).flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, { '//': _, ...config }]) => ({ kind, type, id, config })),
    );
  return [...of(json.data, 'state'), ...of(json.resource, 'resource'), ...of({ output: json.output ?? {} }, 'output')];
}

function addressOf({ kind, type, id }: Entry): string {
  return `${kind === 'state' ? 'data.' : ''}${type}.${id}`;
}

/** Each after those that it names. */
function sorted(entries: readonly Entry[]): Entry[] {
  const byAddress = new Map(entries.map((entry) => [addressOf(entry), entry]));
  const done = new Set<Entry>();
  const visit = (entry: Entry): void => {
    if (done.has(entry)) return;
    for (const [address] of JSON.stringify(entry.config).matchAll(/\b(?:data\.)?[a-z]\w*\.[\w-]+/g)) {
      const other = byAddress.get(address);
      if (other !== undefined && other !== entry) visit(other);
    }
    done.add(entry);
  };
  entries.forEach(visit);
  return [...done];
}

function elementOf(entry: Entry, places: ReadonlyMap<string, number>): RawElement {
  const { depends_on: needs = [], ...given } = entry.config;
  const config = entry.kind === 'resource' ? camelCase(given) : given;
  const documents: Path[] = [];
  const opened = replace(config, [], (text, path) => {
    const document = documentOf(text);
    if (document !== undefined) documents.push(path);
    return document ?? text;
  });
  const holes: Hole[] = [];
  const ready = replace(opened, [], (text, path) => {
    const parts = partsOf(text, places);
    if (parts.every((part) => typeof part === 'string')) return text;
    holes.push({ path, parts });
    return null;
  }) as Json;
  const placeOf = (address: string) => places.get(address) as number;
  return {
    kind: entry.kind,
    type: entry.type,
    id: entry.id,
    config: ready,
    needs: (needs as string[]).map(placeOf),
    holes,
    documents,
  };
}

function replace(x: unknown, path: Path, by: (text: string, path: Path) => unknown): unknown {
  if (typeof x === 'string') return by(x, path);
  if (typeof x !== 'object' || x === null) return x;
  if (Array.isArray(x)) return x.map((v, i) => replace(v, [...path, `${i}`], by));
  return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, replace(v, [...path, k], by)]));
}

/** A template as its text and its references; a reference that is an expression stays text. */
function partsOf(text: string, places: ReadonlyMap<string, number>): (string | Reference)[] {
  const parts = text.split(/(?<!\$)\$\{((?:data\.)?[a-z]\w*\.[\w-]+(?:\.[\w-]+|\["[^"]+"\])+)\}/);
  return parts
    .map((part, i) => (i % 2 === 0 ? part : (referenceOf(part, places) ?? `\${${part}}`)))
    .filter((part) => part !== '');
}

function referenceOf(expression: string, places: ReadonlyMap<string, number>): Reference | undefined {
  const [, address = '', rest = ''] = /^((?:data\.)?\w+\.[\w-]+)(.*)$/.exec(expression) ?? [];
  const element = places.get(address);
  const keys = [...rest.matchAll(/\.([\w-]+)|\["([^"]+)"\]/g)].map(
    ([, dotted, quoted]) => (dotted ?? quoted) as string,
  );
  const [attribute = '', output = '', ...deeper] = keys;
  if (element === undefined) return undefined;
  if (address.startsWith('data.')) return { element, output, keys: deeper };
  return keys.length === 1 ? { element, attribute } : undefined;
}

function camelCase(x: Json): Json {
  return Object.fromEntries(
    Object.entries(x).map(([key, value]) => [
      key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      MAPS.has(key) ? value : deep(value),
    ]),
  );
}

function deep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deep);
  return typeof value === 'object' && value !== null ? camelCase(value as Json) : value;
}
