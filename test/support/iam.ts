/** A statement of a policy as it is written in JSON. */
export interface WrittenStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** One request to AWS: who asks is known by the policies that are judged. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** What AWS says of the request, by condition key; of some keys it says several things. @default {} */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * What IAM decides of a request by the policies of one identity: a denial wins, then a permission, and else no. Principals, boundaries and
 * variables in policies are not looked at. Source: IAM user guide, "Policy evaluation logic" and "Condition operators", 2026-11.
 * Throws for an operator that it does not know, rather than to guess.
 */
export function isAllowed(statements: readonly WrittenStatement[], asked: Asked): boolean {
  const effects = statements.filter((statement) => applies(statement, asked)).map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

function applies(
  { Action, NotAction, Resource, NotResource, Condition = {} }: WrittenStatement,
  asked: Asked,
): boolean {
  const isAction = Action !== undefined ? anyLike(Action, asked.action, 'i') : !anyLike(NotAction, asked.action, 'i');
  const isResource = Resource !== undefined ? anyLike(Resource, asked.resource) : !anyLike(NotResource, asked.resource);
  const holds = Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => compares(operator, listed(values), said(asked.context ?? {}, key))),
  );
  return isAction && isResource && holds;
}

/** Whether a condition holds, with all its values as alternatives; a negated one for none of them, or where nothing is said. */
function compares(written: string, values: readonly string[], value: string | readonly string[] | undefined): boolean {
  // One of several is enough; where nothing is said, none is.
  if (written.startsWith('ForAnyValue:'))
    return listed(value).some((one) => compares(written.replace('ForAnyValue:', ''), values, one));
  // All of several must do; where nothing is said, all do.
  if (written.startsWith('ForAllValues:'))
    return listed(value).every((one) => compares(written.replace('ForAllValues:', ''), values, one));
  if (typeof value === 'object') throw new Error(`'${written}' compares one value, and there are several`);
  // A key that is not said, or is.
  if (written === 'Null') return values.some((one) => (one === 'true') === (value === undefined));
  const operator = written.replace(/IfExists$/, '');
  const test = OPERATORS[operator.replace(/Not(?=Equals|Like)/, '')];
  if (test === undefined) throw new Error(`no condition operator '${written}' here`);
  const isNegated = /Not(Equals|Like)/.test(operator);
  if (value === undefined) return isNegated || operator !== written;
  return values.some((one) => test(one, value)) !== isNegated;
}

const OPERATORS: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (pattern, value) => pattern === value,
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
};

/** Part by part: a wildcard reaches over no colon but in the last of the six. */
function arnLike(pattern: string, value: string): boolean {
  const parts = (arn: string) => [...arn.split(':').slice(0, 5), arn.split(':').slice(5).join(':')];
  const values = parts(value);
  return parts(pattern).every((part, i) => like(part, values[i] ?? ''));
}

function like(pattern: string, value: string, flags = ''): boolean {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${text}$`, `s${flags}`).test(value);
}

function anyLike(patterns: string | readonly string[] | undefined, value: string, flags = ''): boolean {
  return listed(patterns).some((pattern) => like(pattern, value, flags));
}

function listed(values: string | readonly string[] | undefined): readonly string[] {
  return values === undefined ? [] : typeof values === 'string' ? [values] : values;
}

/** Names of condition keys know no case. */
function said(context: NonNullable<Asked['context']>, key: string): string | readonly string[] | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}
