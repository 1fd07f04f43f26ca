import { at, entriesOf, isRecord } from './nested-json';

/** A statement of a policy, however it was written. */
export interface Statement {
  readonly effect: string;
  /** `not: a, b` stands for everything but these. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `AWS:arn...`, `Service:ecs.amazonaws.com`, `*`; nobody in a policy of an identity. */
  readonly principals: readonly string[];
  /** JSON with sorted keys; empty without one. */
  readonly condition: string;
  /** Says what is not meant, of actions, resources or principals. */
  readonly isNegated: boolean;
}

/** The statements of a policy, sorted; undefined where it cannot be read: it is hidden, or no policy. */
export function statementsOf(policy: unknown): Statement[] | undefined {
  if (policy === undefined || policy === null || policy === '') return [];
  if (!isRecord(policy)) return undefined;
  const said = at(policy, 'Statement');
  const list = Array.isArray(said) ? said : [said];
  if (!list.every(isRecord)) return undefined;
  return list.map(statementOf);
}

function statementOf(statement: Record<string, unknown>): Statement {
  const [actions, notActions] = both(statement, 'Action');
  const [resources, notResources] = both(statement, 'Resource');
  const [principals, notPrincipals] = [
    principalsOf(at(statement, 'Principal')),
    principalsOf(at(statement, 'NotPrincipal')),
  ];
  return {
    effect: String(at(statement, 'Effect') ?? ''),
    actions: [...actions, ...notActions.map(not)],
    resources: [...resources, ...notResources.map(not)],
    principals: [...principals, ...notPrincipals.map(not)],
    condition: conditionOf(at(statement, 'Condition')),
    isNegated: notActions.length + notResources.length + notPrincipals.length > 0,
  };
}

const not = (text: string) => `not ${text}`;

function both(statement: unknown, key: string): [string[], string[]] {
  return [texts(at(statement, key)), texts(at(statement, `Not${key}`))];
}

function texts(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return [...new Set((Array.isArray(value) ? value : [value]).map(String))].sort();
}

function principalsOf(value: unknown): string[] {
  if (!isRecord(value)) return texts(value);
  const found = entriesOf(value).flatMap(([kind, names]) =>
    texts(names).map((name) => (name === '*' ? '*' : `${kind}:${name}`)),
  );
  return [...new Set(found)].sort();
}

function conditionOf(value: unknown): string {
  return isRecord(value) && Object.keys(value).length > 0 ? JSON.stringify(sorted(value)) : '';
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return [...value].map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** More is not compared one by one, and counts as what is not covered. */
const MOST_COMBINATIONS = 20_000;

/** Whether all that a statement says is said by some of the others, of the same effect, for any condition or the same one. */
export function isSaid(statement: Statement, others: readonly Statement[]): boolean {
  const same = others.filter(({ effect }) => effect === statement.effect);
  if (same.some((other) => JSON.stringify(other) === JSON.stringify(statement))) return true;
  const usable = same.filter(
    ({ condition, isNegated }) => !isNegated && (condition === '' || condition === statement.condition),
  );
  if (statement.isNegated) return usable.some(isEverything);
  const { actions, resources, principals } = statement;
  const [whats, whos] = [resources.length > 0 ? resources : [''], principals.length > 0 ? principals : ['']];
  if (actions.length * whats.length * whos.length * usable.length > MOST_COMBINATIONS) return false;
  return actions.every((action) =>
    whats.every((what) => whos.every((who) => usable.some((other) => covers(other, action, what, who)))),
  );
}

function isEverything({ actions, resources, condition }: Statement): boolean {
  return condition === '' && actions.includes('*') && (resources.length === 0 || resources.includes('*'));
}

function covers(other: Statement, action: string, resource: string, principal: string): boolean {
  return (
    other.actions.some((pattern) => isMatch(pattern.toLowerCase(), action.toLowerCase())) &&
    (resource === '' ? other.resources.length === 0 : other.resources.some((pattern) => isMatch(pattern, resource))) &&
    (principal === ''
      ? other.principals.length === 0
      : other.principals.some((one) => one === '*' || one === principal))
  );
}

/** Whether a pattern of IAM takes in all that another takes in. `*` is any text, `?` one character. */
export function isMatch(pattern: string, text: string): boolean {
  let [p, t, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p;
      mark = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === text[t] || (pattern[p] === '?' && text[t] !== '*'))) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
