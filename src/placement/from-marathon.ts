import { nearest, show } from '../spec/parse';

const FORM = "an object with one operator, as { unique: 'host' } or { maxPer: 'zone', count: 2 }";

/** Marathon's own fields, by what they are called here; all others are attributes that somebody gave to hosts. */
const FIELDS: Readonly<Record<string, string>> = { hostname: 'host', '@hostname': 'host', '@zone': 'zone' };

type Form = (field: string, value: unknown) => string;

/** A constraint with each of Marathon's operators, as it is written here. Where a value is missing that Marathon wants, there is an example. */
const FORMS: Readonly<Record<string, Form>> = {
  UNIQUE: (field) => `{ unique: ${field} }`,
  CLUSTER: (field, value) => `{ cluster: ${field}${value === undefined ? '' : `, value: ${text(value)}`} }`,
  GROUP_BY: (field, value) => `{ groupBy: ${field}${value === undefined ? '' : `, values: ${count(value)}`} }`,
  LIKE: (field, value) => `{ like: ${field}, pattern: ${text(value ?? '.*')} }`,
  UNLIKE: (field, value) => `{ unlike: ${field}, pattern: ${text(value ?? '.*')} }`,
  MAX_PER: (field, value) => `{ maxPer: ${field}, count: ${count(value)} }`,
  IS: (field, value) => `{ is: ${field}, value: ${text(value ?? '...')} }`,
};

/**
 * What to write in place of something that is no constraint: for a list as Marathon has it, `['hostname', 'UNIQUE']`, the constraint that means
 * the same (Marathon documentation, "Constraints", 2026-11), and for anything else an example.
 * @param fields what hosts differ in here.
 */
export function fromMarathon(written: unknown, fields: readonly string[]): string {
  if (!Array.isArray(written)) return FORM;
  const [name, operator, value] = written as readonly unknown[];
  const form = Object.hasOwn(FORMS, String(operator).toUpperCase()) && FORMS[String(operator).toUpperCase()];
  if (typeof name !== 'string' || !form) return FORM;
  const field = FIELDS[name] ?? nearest(name, fields);
  if (field !== undefined) return form(`'${field}'`, value);
  return `${form('...', value)} with ${fields.map((one) => `'${one}'`).join(', ')}: hosts have no '${name}' here`;
}

function text(value: unknown): string {
  return show(String(value));
}

function count(value: unknown): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : 1;
}
