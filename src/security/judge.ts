import type { Estate } from './estate';
import type { Outcome, Rule, Severity } from './rule';
import { RULES } from './rules';
import { UNEXAMINED } from './unexamined';

/** Something that a rule says of a resource. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly stack: string;
  readonly address: string;
  readonly construct?: string;
  readonly key: string;
  readonly says: string;
  readonly title: string;
  readonly fix: string;
  /** The reason that the code itself gives. */
  readonly declared?: string;
}

/** What all rules say of some stacks. */
export interface Judged {
  /** Names of the stacks. */
  readonly stacks: readonly string[];
  readonly findings: readonly Finding[];
  /** What nobody can tell yet: neither good nor bad. */
  readonly undetermined: readonly Finding[];
  /** Resources of types that no rule looks at. */
  readonly notExamined: readonly { readonly type: string; readonly count: number; readonly why?: string }[];
  /** How many resources some rule has looked at. */
  readonly examined: number;
  readonly resources: number;
  /** Reasons in the code that no finding needs. */
  readonly idle: readonly Pick<Finding, 'rule' | 'stack' | 'address' | 'key'>[];
}

const EXAMINED = new Set(RULES.flatMap(({ types }) => types));

/**
 * Judges all resources of some stacks. The same for the same resources.
 * @param rules those that are asked. @default - all
 */
export function judge(estate: Estate, rules: readonly Rule[] = RULES): Judged {
  const found = rules.flatMap((rule) => rule.check(estate).map((outcome) => ({ outcome, rule })));
  const all = found.map(({ outcome, rule: { id, severity, title, fix } }) => ({
    isUndetermined: outcome.isUndetermined === true,
    finding: {
      rule: id,
      severity,
      ...placeOf(outcome),
      key: outcome.key,
      says: outcome.says,
      title,
      fix,
      ...reasonOf(outcome, id),
    },
  }));
  const findings = sorted(all.filter((one) => !one.isUndetermined).map(({ finding }) => finding));
  const undetermined = sorted(all.filter((one) => one.isUndetermined).map(({ finding }) => finding));
  const resources = estate.resources.filter(({ type }) => !type.startsWith('terraform_'));
  return {
    stacks: [...new Set(estate.resources.map(({ stack }) => stack))].sort(),
    findings,
    undetermined,
    notExamined: unexamined(estate),
    examined: resources.filter(({ type }) => EXAMINED.has(type)).length,
    resources: resources.length,
    idle: idleReasons(estate, [...findings, ...undetermined]),
  };
}

function placeOf({ resource: { stack, address, construct } }: Outcome) {
  return { stack, address, ...(construct !== undefined && { construct }) };
}

function reasonOf({ resource, key }: Outcome, rule: string): { declared?: string } {
  const found = resource.declared.find((one) => one.rule === rule && (one.key === '' || one.key === key));
  return found === undefined ? {} : { declared: found.reason };
}

function idleReasons(estate: Estate, found: readonly Finding[]): Judged['idle'] {
  return estate.resources.flatMap(({ stack, address, declared }) =>
    declared
      .filter(
        ({ rule, key, isIfNeeded }) =>
          isIfNeeded !== true &&
          !found.some(
            (one) =>
              one.rule === rule && one.stack === stack && one.address === address && (key === '' || key === one.key),
          ),
      )
      .map(({ rule, key }) => ({ rule, stack, address, key })),
  );
}

function unexamined(estate: Estate): Judged['notExamined'] {
  const counts = new Map<string, number>();
  for (const { type } of estate.resources) if (!EXAMINED.has(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => {
      const why = Object.hasOwn(UNEXAMINED, type) ? UNEXAMINED[type] : undefined;
      return { type, count, ...(why !== undefined && { why }) };
    });
}

/** One of each: the same rule, resource and key is the same finding. By stack, address, rule and key. */
function sorted(findings: readonly Finding[]): Finding[] {
  const of = ({ stack, address, rule, key }: Finding) => [stack, address, rule, key].join('\u0000');
  return [...new Map(findings.map((one) => [of(one), one])).values()].sort((a, b) =>
    of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0,
  );
}
