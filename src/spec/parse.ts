import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { type Problem, SpecError } from '../errors';

/** A value, or everything that is wrong with it. */
export type Checked<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly problems: readonly Problem[] };

/** Judges `input` by `schema`. An unknown key is reported and set aside, so that the rest is judged too. */
export function checkSpec<S extends z.ZodType>(schema: S, input: unknown): Checked<z.output<S>> {
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data, problems: [] };
  return { problems: withoutEchoes(result.error.issues.flatMap((issue) => problemsOf(schema, issue, input))) };
}

/** The parsed spec, all defaults filled in. Throws `SpecError` with all problems at once. */
export function parseSpec<S extends z.ZodType>(what: string, schema: S, input: unknown): z.output<S> {
  const checked = checkSpec(schema, input);
  if ('value' in checked) return checked.value;
  throw new SpecError(what, checked.problems);
}

/**
 * `input` as it was probably meant, so that rules can judge the rest of it: an unknown key under the name of the missing one that it
 * resembles, any other unknown key taken away. What was given stays as it was.
 */
export function asMeant(schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) return input;
  const clone = structuredClone(input);
  for (const issue of flatten(result.error.issues)) {
    if (issue.code !== 'unrecognized_keys') continue;
    const parent = valueAt(clone, issue.path) as Json;
    const known = keysAt(schema, issue.path, parent);
    for (const key of issue.keys) {
      const meant = nearest(key, known);
      if (meant !== undefined && parent[meant] === undefined) parent[meant] = parent[key];
      delete parent[key];
    }
  }
  return clone;
}

type Json = Record<string, unknown>;
type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function flatten(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const closest = closestArm(issue);
    return closest === undefined
      ? [issue]
      : flatten(closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}

/** Of a union's arms, the one that got furthest: the arm whose problems lie deepest, then the one with the fewest. */
function closestArm(issue: Issue & { code: 'invalid_union' }): readonly Issue[] | undefined {
  const depth = (arm: readonly Issue[]) =>
    Math.max(0, ...arm.map((i) => i.path.length + (i.code === 'unrecognized_keys' ? 1 : 0)));
  return issue.errors.filter((arm) => depth(arm) > 0).sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
}

function problemsOf(schema: z.ZodType, raw: Issue, input: unknown): Problem[] {
  return flatten([raw]).flatMap((issue): Problem[] => {
    const field = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(schema, issue.path, valueAt(input, issue.path));
      const beside = Object.keys((valueAt(input, issue.path) as Json | undefined) ?? {}).filter(
        (key) => !issue.keys.includes(key),
      );
      return issue.keys.map((key) => unknownField([...issue.path.map(String), key].join('.'), key, known, beside));
    }
    const value = valueAt(input, issue.path);
    const means = schemaAt(schema, issue.path).find((s) => describe(s) !== '');
    if (value === undefined && issue.code !== 'custom') {
      const what = means === undefined ? expected(issue) : `${expected(issue)}: ${describe(means)}`;
      return [{ code: 'MissingField', field, problem: 'is missing', fix: `add ${what}` }];
    }
    const near = typeof value === 'string' ? nearest(value, choices(issue)) : undefined;
    const fix = near === undefined ? `use ${expected(issue)}` : `did you mean '${near}'?`;
    return [{ code: codeOf(issue), field, problem: `is ${show(value)}`, fix }];
  });
}

/** A field that is missing only because it is misspelt is one mistake, not two. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const meant = new Set(problems.flatMap((p) => (p.code === 'UnknownField' ? meantField(p) : [])));
  return problems.filter((p) => p.code !== 'MissingField' || !meant.has(p.field));
}

function meantField({ field, fix }: Problem): string[] {
  const name = /^did you mean '(.*)'\?$/.exec(fix)?.[1];
  return name === undefined ? [] : [[...field.split('.').slice(0, -1), name].join('.')];
}

/** @param beside keys that stand there rightly: those of the form that was meant, where a value has several. */
function unknownField(field: string, key: string, known: readonly string[], beside: readonly string[]): Problem {
  if (known.includes(key) && beside.length > 0) {
    const problem = `cannot stand beside ${beside.map((k) => `'${k}'`).join(' and ')}`;
    return { code: 'UnknownField', field, problem, fix: 'remove it, or write it on its own' };
  }
  const near = nearest(key, known);
  const fix =
    near !== undefined ? `did you mean '${near}'?` : `known here are ${known.map((k) => `'${k}'`).join(', ')}`;
  return { code: 'UnknownField', field, problem: 'is not a field', fix };
}

/** The candidate that `word` was probably meant to be: at most a third of its letters differ, or one contains the other. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const folded = word.toLowerCase().replace(/[-_]/g, '');
  const scored = candidates
    .map((c) => ({ c, d: distance(folded, c.toLowerCase().replace(/[-_]/g, '')) }))
    .sort((a, b) => a.d - b.d || (a.c < b.c ? -1 : 1));
  const best = scored[0];
  if (best !== undefined && best.d <= Math.min(Math.max(1, Math.floor(word.length / 3)), word.length - 2))
    return best.c;
  return candidates.find((c) => folded.length >= 3 && c.toLowerCase().includes(folded));
}

function codeOf(issue: Issue): string {
  switch (issue.code) {
    case 'too_small':
      return 'TooSmall';
    case 'too_big':
      return 'TooLarge';
    case 'invalid_type':
      return 'WrongType';
    default:
      return 'InvalidValue';
  }
}

/** What zod says of a union that has no message of its own. */
const UNSAID = 'Invalid input';

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return ARTICLES[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `${issue.inclusive === false ? 'more than ' : ''}${issue.minimum}${issue.inclusive === false ? '' : ' or more'}`
        : `at least ${issue.minimum} ${issue.origin === 'string' ? 'characters' : 'entries'}`;
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `${issue.maximum} or less`
        : `at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`;
    case 'invalid_value':
      return issue.values.map((v) => show(v)).join(' or ');
    case 'invalid_union':
      if (choices(issue).length > 0) return [...choices(issue).map(show), ...otherForms(issue)].join(' or ');
      return issue.message === UNSAID ? 'one of the forms that the documentation of this field gives' : issue.message;
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    default:
      return issue.message;
  }
}

/** What else than one of its words a value may be. */
function otherForms(issue: Issue & { code: 'invalid_union' }): string[] {
  const types = issue.errors.flat().flatMap((arm) => (arm.code === 'invalid_type' ? [expected(arm)] : []));
  return [...new Set(types)];
}

/** The words that a value is chosen from, where it is. */
function choices(issue: Issue): string[] {
  if (issue.code === 'invalid_union' && !('options' in issue)) return issue.errors.flat().flatMap(choices);
  const options: readonly unknown[] =
    issue.code === 'invalid_value' ? issue.values : 'options' in issue ? (issue.options as readonly unknown[]) : [];
  return options.filter((option) => typeof option === 'string');
}

const ARTICLES: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** A value as a person would recognise it: short, quoted, never more than 60 characters. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value.length > 57 ? `'${value.slice(0, 57)}...'` : `'${value}'`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What stands in a JSON document at a path; undefined where nothing does. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Json)[key as string] : undefined,
    document,
  );
}

function describe(schema: z.ZodType): string {
  return (schema.description ?? '').replace(/ ?@default.*$/s, '');
}

/** The keys that a value may have: those of the arms whose words for their kind it has. */
function keysAt(schema: z.ZodType, path: Path, value: unknown): string[] {
  const objects = schemaAt(schema, path)
    .flatMap(arms)
    .filter((arm) => arm instanceof z.ZodObject);
  const fitting = objects.filter(({ shape }) =>
    Object.entries(shape).every(([key, field]) => {
      const [literal] = arms(field as z.ZodType);
      return !(literal instanceof z.ZodLiteral) || (field as z.ZodType).safeParse(valueAt(value, [key])).success;
    }),
  );
  const keys = (fitting.length > 0 ? fitting : objects).flatMap(({ shape }) => Object.keys(shape));
  return [...new Set(keys)].sort();
}

/** The schemas that judge the place at `path`: several where a union stands on the way. */
function schemaAt(schema: z.ZodType, path: Path): z.ZodType[] {
  return path.reduce<z.ZodType[]>((at, key) => at.flatMap((s) => step(s, key)), [schema]);
}

function step(schema: z.ZodType, key: PropertyKey): z.ZodType[] {
  return arms(schema).flatMap((s): z.ZodType[] => {
    if (s instanceof z.ZodObject) return Object.hasOwn(s.shape, key) ? [s.shape[key as string] as z.ZodType] : [];
    if (s instanceof z.ZodRecord) return [s.valueType as z.ZodType];
    if (s instanceof z.ZodArray) return [s.element as z.ZodType];
    return [];
  });
}

/** A schema without its wrappers (optional, default), and a union as its arms. */
export function arms(schema: z.ZodType): z.ZodType[] {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  )
    return arms(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(arms);
  return [schema];
}
