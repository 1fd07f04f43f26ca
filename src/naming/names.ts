import { createHash } from 'node:crypto';
import type { Problem } from '../errors';
import { KEY_RULES, type KeyKind, type KeyRule } from './key-rules';
import { NAME_RULES, type NameKind, type NameRule } from './name-rules';

export type { KeyKind } from './key-rules';
export type { NameKind } from './name-rules';

const HASH_CHARACTERS = 8;

/**
 * The name of a real AWS resource, legal for its kind: lower case, parts joined by '-', or by '/' in kinds whose names are paths.
 * Where a part has a hyphen of its own the parts are joined by '--', so that `('a-b', 'c')` and `('a', 'b-c')` differ; a kind that refuses
 * '--' gets a hash instead.
 *
 * A name that had to be changed or cut ends in a hash of what was given, so two different lists of two or more parts never get one
 * name. A single part that is a legal name of the kind is its own name: naming twice changes nothing. Empty segments of a path mean
 * nothing. Parts are never late-bound: a token would be cleaned away.
 */
export function resourceName(kind: NameKind, ...parts: string[]): string {
  const rule: NameRule = NAME_RULES[kind];
  const given = segments(rule, parts);
  const cleaned = given.map((part) => clean(rule, part, given.length > 1));
  const body = begun(rule, joined(rule, cleaned));
  const name = `${rule.lead ?? ''}${body}${rule.trail ?? ''}`;
  const isAmbiguous = rule.singleHyphens && given.length > 1 && given.some((part) => part.includes('-'));
  const intact =
    given.length > 0 &&
    !isAmbiguous &&
    given.every((part, i) => part !== '' && part === cleaned[i]) &&
    body === joined(rule, given);
  return intact && isLegal(rule, name) ? name : hashed(rule, body, given);
}

/**
 * A name that a user gives to something: a label of lower-case letters, digits and single hyphens that starts with a letter.
 * Code `InvalidName`, with the nearest legal name as the fix.
 */
export function checkName(kind: KeyKind, name: string, field: string): Problem[] {
  const rule: KeyRule = KEY_RULES[kind];
  const wrong = whatIsWrong(rule, name);
  return wrong === undefined
    ? []
    : [{ code: 'InvalidName', field, problem: `is '${name}', ${wrong}`, fix: `use '${nearestName(rule, name)}'` }];
}

/** The nearest legal name for something that is called otherwise elsewhere. Of two that are given it may make one. */
export function legalName(kind: KeyKind, name: string): string {
  const rule: KeyRule = KEY_RULES[kind];
  return whatIsWrong(rule, name) === undefined ? name : nearestName(rule, name);
}

/** What was given, as the kind sees it: without its own lead and trail where it is a whole name, and in a path's segments. */
function segments(rule: NameRule, parts: readonly string[]): string[] {
  const { lead = '', trail = '', levels } = rule;
  const whole = parts.map((part) => {
    if (parts.length > 1) return part;
    const tail = part.startsWith(lead) ? part.slice(lead.length) : part;
    return trail !== '' && tail.endsWith(trail) ? tail.slice(0, -trail.length) : tail;
  });
  return levels === undefined ? whole : whole.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
}

/** A part with nothing but the characters of its kind, beginning and ending with a letter or a digit. */
function clean(rule: NameRule, part: string, isOneOfMany: boolean): string {
  const plain = withoutAccents(part).replace(new RegExp(`[^${rule.charset}]`, 'g'), '-');
  // '--' stands between parts, so only a name that is already whole may have it; a path never has.
  const single = isOneOfMany || rule.levels !== undefined || rule.singleHyphens ? plain.replace(/--+/g, '-') : plain;
  return single.replace(/^[-_.]+|[-_.]+$/g, '');
}

function joined({ levels, singleHyphens }: NameRule, parts: readonly string[]): string {
  const named = parts.filter((part) => part !== '');
  const isApart = !singleHyphens && named.some((part) => part.includes('-'));
  if (levels === undefined) return named.join(isApart ? '--' : '-');
  return [...named.slice(0, levels - 1), named.slice(levels - 1).join('-')].filter((part) => part !== '').join('/');
}

/** A beginning that AWS does not accept, now or with the hyphen of a hash behind it, gets 'x-' before it. */
function begun({ letterFirst, reservedStart }: NameRule, body: string): string {
  const isReserved = reservedStart?.test(body) || reservedStart?.test(`${body}-`);
  const isRefused = body === '' || isReserved || (letterFirst && !/^[a-z]/.test(body));
  return isRefused ? `x-${body}` : body;
}

function isLegal(rule: NameRule, name: string): boolean {
  return name.length >= (rule.min ?? 1) && name.length <= rule.max && !rule.reservedEnd?.test(name);
}

/** 41 bits of what was given: among ten thousand names of one kind two are equal once in 50,000 platforms. */
function hashed({ max, lead = '', trail = '' }: NameRule, body: string, given: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(given)).digest('hex');
  const hash = (BigInt(`0x${digest}`) % 36n ** BigInt(HASH_CHARACTERS)).toString(36).padStart(HASH_CHARACTERS, '0');
  const room = max - lead.length - trail.length - 1 - HASH_CHARACTERS;
  return `${lead}${body.slice(0, room).replace(/[-_./]+$/, '')}-${hash}${trail}`;
}

function whatIsWrong({ max, reserved }: KeyRule, name: string): string | undefined {
  if (name === '') return 'and a name has at least one character';
  if (!/^[a-z0-9-]*$/.test(name)) return 'and a name has lower-case letters, digits and hyphens only';
  if (!/^[a-z]/.test(name)) return 'and a name starts with a letter';
  if (/--|-$/.test(name)) return 'and a name has no hyphen at its end, nor two in a row';
  if (name.length > max) return `${name.length} characters, and ${max} is the most that leaves composed names readable`;
  return reserved.find(({ pattern }) => pattern.test(name))?.why;
}

/** The legal name that looks most like what was written. */
function nearestName(rule: KeyRule, name: string): string {
  const words = withoutAccents(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')).replace(/[^a-z0-9]+/g, '-');
  const label = words.replace(/^-|-$/g, '');
  const cut = (text: string) => text.slice(0, rule.max).replace(/-$/, '');
  return whatIsWrong(rule, cut(label)) === undefined
    ? cut(label)
    : cut(label === '' ? rule.prefix : `${rule.prefix}-${label}`);
}

function withoutAccents(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
