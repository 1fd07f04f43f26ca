import { at, entriesOf, isRecord, nestedJson } from '../nested-json';
import { encodedJson } from './encoded-json';

/** A resource as it is written. */
export interface Written {
  readonly type: string;
  readonly name: string;
  /** Its attributes, with the tags of its provider among its own. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly lifecycle: unknown;
}

/** What cdktf writes beside each block: where it comes from. */
const NOTES = '//';

/** Resources of a synthesized stack by address. What nobody can read as such is left out: Terraform would refuse it. */
export function resourcesIn(synthesized: unknown): Map<string, Written> {
  const tags = defaultTags(synthesized);
  const found = new Map<string, Written>();
  for (const [type, resources] of entriesOf(at(synthesized, 'resource')))
    for (const [name, resource] of entriesOf(resources)) {
      if (!isRecord(resource)) continue;
      const { [NOTES]: _, lifecycle, ...rest } = resource;
      const values = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, opened(value)]));
      // Only what has tags can have those of the provider.
      const all = isRecord(values.tags) ? { tags_all: { ...tags, ...values.tags } } : {};
      found.set(`${type}.${name}`, { type, name, lifecycle, values: { ...values, ...all } });
    }
  return found;
}

/** What a string is a document of, in place of the string. */
function opened(value: unknown): unknown {
  return typeof value === 'string' ? (encodedJson(value) ?? nestedJson(value) ?? value) : value;
}

/** The tags that a stack's one provider gives to everything. */
function defaultTags(synthesized: unknown): Record<string, unknown> {
  const providers = listed(at(at(synthesized, 'provider'), 'aws')).filter((one) => at(one, 'alias') === undefined);
  const tags = at(listed(at(providers[0], 'default_tags'))[0], 'tags');
  return isRecord(tags) ? tags : {};
}

/** Blocks that may be written once, or as a list. */
export function listed(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The expressions of a value that read something: `aws_vpc.main.id` of `${aws_vpc.main.id}/x`. */
export function referencesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    for (const [expression] of value.matchAll(/\$\{[^}]*\}/g))
      for (const [reference] of expression.matchAll(/\b(?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*(?:\.[a-z_]\w*)?/g))
        found.add(reference);
  } else for (const [, inner] of entriesOf(value)) referencesIn(inner, found);
  return found;
}

/**
 * All that is written besides resources and outputs, by name: `provider.aws`, `data.aws_ami.x`, as text to compare. The directory of a local state is
 * another wherever somebody synthesizes, and means nothing.
 */
export function otherBlocks(synthesized: unknown): Map<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, value: unknown) => found.set(name, text(value));
  for (const [block, value] of entriesOf(synthesized)) {
    if ([NOTES, 'resource', 'output', 'moved', 'removed', 'import'].includes(block)) continue;
    if (block === 'data')
      for (const [type, sources] of entriesOf(value))
        for (const [name, source] of entriesOf(sources)) add(`data.${type}.${name}`, source);
    else for (const [name, inner] of entriesOf(value)) add(`${block}.${name}`, inner);
  }
  return found;
}

function text(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === NOTES) return undefined;
    if (key === 'path' && typeof inner === 'string') return inner.replace(/^.*[/\\]/, '');
    return inner;
  });
}
