import type { Problem } from '../errors';

/** Begins every tag that the platform sets itself; policies and the preview rely on them. */
const OWN = 'stowage:';

/** Tag that preview and deploy role look for. */
export const PROTECT_TAG = `${OWN}protect`;

/** Tags by which roles of teams know what is theirs. */
export const TEAM_TAG = `${OWN}team`;
export const ENVIRONMENT_TAG = `${OWN}environment`;

/** Tags of one resource, and those of them that are ours: four of the platform, `Name`, and `AmazonECSManaged` on scaling groups. */
const MOST_TAGS = 50;
const OWN_TAGS = 6;

/** Unicode characters, not bytes. */
const MOST_KEY = 128;
const MOST_VALUE = 256;

/** IAM takes the least of all services (IAM API_Tag, 2026-11). */
const LEGAL = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Whose a resource is. */
export interface TagInput {
  /** Name of the environment. */
  readonly environment: string;
  /** Name of the system. Absent for what several share. */
  readonly system?: string;
  /** Whose the system is. Absent where that is not said. */
  readonly team?: string | undefined;
  /** The resource remembers something and must not be destroyed. Absent for what can be made again. */
  readonly protect?: boolean;
  /** Tags of the user. The platform's own win. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** The tags of a resource, sorted by key: the user's, and `stowage:environment`, `stowage:system`, `stowage:team`, `stowage:protect`. */
export function platformTags({ environment, system, team, protect, extra }: TagInput): Record<string, string> {
  const tags = {
    ...extra,
    [ENVIRONMENT_TAG]: environment,
    ...(system !== undefined && { [`${OWN}system`]: system }),
    ...(team !== undefined && { [TEAM_TAG]: team }),
    ...(protect !== undefined && { [PROTECT_TAG]: String(protect) }),
  };
  return Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The tags that a user writes. Codes `TooManyTags`, `ReservedTag`, `DuplicateTag`, `InvalidTagKey`, `InvalidTagValue`; at `field`
 * or `<field>.<key>`. Limits: Tagging AWS Resources User Guide, "Tag naming limits and requirements"; for case, IAM User Guide,
 * "Rules for tagging in IAM and AWS STS" (2026-11).
 */
export function checkTags(tags: Readonly<Record<string, string>>, field: string): Problem[] {
  const keys = Object.keys(tags);
  const most = MOST_TAGS - OWN_TAGS;
  const problem = `has ${keys.length} tags, and of the ${MOST_TAGS} that AWS allows the platform needs ${OWN_TAGS}`;
  const count = keys.length > most ? [{ code: 'TooManyTags', field, problem, fix: `keep ${most} or fewer` }] : [];
  return [...count, ...keys.flatMap((key, i) => checkTag(key, tags[key] ?? '', keys.slice(0, i), `${field}.${key}`))];
}

function checkTag(key: string, value: string, before: readonly string[], field: string): Problem[] {
  const wrong = [wrongKey(key, before), wrongValue(value)];
  return wrong.flatMap((w) => (w === undefined ? [] : { field, ...w }));
}

function wrongKey(key: string, before: readonly string[]): Omit<Problem, 'field'> | undefined {
  const twin = before.find((other) => other.toLowerCase() === key.toLowerCase());
  const length = [...key].length;
  if (/^aws:/i.test(key))
    return { code: 'ReservedTag', problem: "begins with 'aws:', which AWS keeps for itself", fix: 'use another key' };
  if (key.toLowerCase().startsWith(OWN))
    return { code: 'ReservedTag', problem: `begins with '${OWN}', which the platform sets`, fix: 'delete it' };
  if (key === '') return { code: 'InvalidTagKey', problem: 'has an empty key', fix: 'write a key' };
  if (length > MOST_KEY)
    return { code: 'InvalidTagKey', problem: `has a key of ${length} characters`, fix: `use ${MOST_KEY} or fewer` };
  if (!LEGAL.test(key)) return { code: 'InvalidTagKey', problem: `has ${illegal(key)} in its key`, fix: LETTERS };
  if (twin === undefined) return undefined;
  return {
    code: 'DuplicateTag',
    problem: `differs from '${twin}' in case alone, and IAM takes the two for one`,
    fix: 'delete one of them',
  };
}

function wrongValue(value: string): Omit<Problem, 'field'> | undefined {
  const length = [...value].length;
  const code = 'InvalidTagValue';
  if (/^aws:/i.test(value))
    return { code: 'ReservedTag', problem: `is '${value}', and AWS keeps 'aws:' for itself`, fix: 'use another value' };
  if (length > MOST_VALUE)
    return { code, problem: `has a value of ${length} characters`, fix: `use ${MOST_VALUE} or fewer` };
  return LEGAL.test(value) ? undefined : { code, problem: `has ${illegal(value)} in its value`, fix: LETTERS };
}

const LETTERS = 'use letters, digits, spaces and _ . : / = + - @';

/** The first character that is not legal, as a person can find it. */
function illegal(text: string): string {
  const character = [...text].find((c) => !LEGAL.test(c)) ?? '';
  return /\p{C}/u.test(character)
    ? `U+${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
    : `'${character}'`;
}
