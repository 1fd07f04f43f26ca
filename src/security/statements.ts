import { listed } from '../preview/code/synthesized';
import { entriesOf, isRecord } from '../preview/nested-json';
import { isMatch } from '../preview/statements';
import { holdsLate, Late, literalOf } from './late';

export type Text = string | Late;

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Text[];
}

export interface Principal {
  /** `AWS`, `Service`, `Federated`; `*` for everybody. */
  readonly kind: string;
  readonly name: Text;
}

/** A statement of a policy, with what nobody knows yet left in its place. */
export interface PolicyStatement {
  /** Its `Sid`, or its place in the policy. */
  readonly name: string;
  readonly isAllow: boolean;
  readonly actions: readonly Text[];
  readonly notActions: readonly Text[];
  readonly resources: readonly Text[];
  readonly notResources: readonly Text[];
  readonly principals: readonly Principal[];
  readonly notPrincipals: readonly Principal[];
  readonly conditions: readonly Condition[];
}

/** The statements of a policy; none where there is no policy, undefined where it cannot be read. */
export function policyOf(policy: unknown): PolicyStatement[] | undefined {
  if (policy === undefined || policy === '') return [];
  if (!isRecord(policy) || policy instanceof Late) return undefined;
  const said = listed(policy.Statement);
  return said.every((one) => isRecord(one) && !(one instanceof Late)) ? said.map(statementOf) : undefined;
}

function statementOf(said: unknown, i: number): PolicyStatement {
  const statement = said as Record<string, unknown>;
  const sid = statement.Sid;
  return {
    name: typeof sid === 'string' && sid !== '' ? sid : String(i),
    isAllow: statement.Effect !== 'Deny',
    actions: texts(statement.Action),
    notActions: texts(statement.NotAction),
    resources: texts(statement.Resource),
    notResources: texts(statement.NotResource),
    principals: principalsOf(statement.Principal),
    notPrincipals: principalsOf(statement.NotPrincipal),
    conditions: conditionsOf(statement.Condition),
  };
}

function texts(value: unknown): Text[] {
  return listed(value)
    .filter((one) => one !== undefined && one !== null)
    .map((one) => (one instanceof Late || typeof one === 'string' ? one : JSON.stringify(one)));
}

function principalsOf(value: unknown): Principal[] {
  if (!isRecord(value) || value instanceof Late)
    return texts(value).map((name) => ({ kind: name === '*' ? '*' : 'AWS', name }));
  return entriesOf(value).flatMap(([kind, names]) =>
    texts(names).map((name) => ({ kind: name === '*' ? '*' : kind, name })),
  );
}

function conditionsOf(value: unknown): Condition[] {
  return entriesOf(value).flatMap(([operator, keys]) =>
    entriesOf(keys).map(([key, values]) => ({ operator, key, values: texts(values) })),
  );
}

/** Whether a pattern of a statement takes in an action. */
export function takesIn(pattern: Text, action: string): boolean {
  return typeof pattern === 'string' && isMatch(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether a statement allows an action, on whatever. */
export function allows({ isAllow, actions, notActions }: PolicyStatement, action: string): boolean {
  if (!isAllow) return false;
  if (notActions.length > 0) return !notActions.some((pattern) => takesIn(pattern, action));
  return actions.some((pattern) => takesIn(pattern, action));
}

/** Whether a text is, or may turn out to be, everything; undefined where nobody can tell. */
export function isEverything(text: Text): boolean | undefined {
  if (typeof text === 'string') return /^\*+$/.test(text) || /^arn:(\*|aws[a-z-]*):\*/.test(text);
  return isNamed(text) ? false : undefined;
}

/** What is not known has at least a word of its own around it, or is an attribute of a resource. */
function isNamed(late: Late): boolean {
  return /[A-Za-z]{2}/.test(literalOf(late)) || late.reads.some(({ address }) => /^[a-z]+_\w+\./.test(address));
}

/** Anything about a statement is not known yet that a name alone does not settle. */
export function isVague(statement: PolicyStatement): boolean {
  return holdsLate([statement.actions, statement.notActions, statement.principals.map(({ kind }) => kind)]);
}

/** Conditions that hold only where the key is there, and has one of the values. */
const STRICT = /^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|Bool|IpAddress)$/;

/** Whether some condition asks for one of the keys, and for less than every value. */
export function isLimitedBy({ conditions }: Pick<PolicyStatement, 'conditions'>, keys: RegExp): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      STRICT.test(operator.replace(/^ForAnyValue:/, '')) &&
      keys.test(key) &&
      values.length > 0 &&
      values.every((value) => value instanceof Late || !/^[*?:]*$/.test(value)),
  );
}

/** An action, a resource or a principal in a message. */
export function said(text: Text): string {
  return typeof text === 'string' ? text : text.text;
}
