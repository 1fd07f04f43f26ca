import type { Estate, Resource } from './estate';

/** How grave a finding is, gravest first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule says of a resource. Of a good one it says nothing. */
export interface Outcome {
  readonly resource: Resource;
  /** Tells it from others of the same rule and resource; the same for the same thing in every run. */
  readonly key: string;
  /** What is wrong, or what must be known first, as the predicate of the resource. No secret is in it. */
  readonly says: string;
  /** Nobody can tell whether it is good. */
  readonly isUndetermined?: true;
}

/** A rule of security: what it looks at, and what it says of that. */
export interface Rule {
  /** Stable: acknowledgements name it. */
  readonly id: string;
  readonly severity: Severity;
  /** What is good, in one line. */
  readonly title: string;
  readonly fix: string;
  /** Types that it looks at. What no rule looks at is told as such. */
  readonly types: readonly string[];
  readonly check: (estate: Estate) => readonly Outcome[];
}

export function fails(resource: Resource, key: string, says: string): Outcome[] {
  return [{ resource, key, says }];
}

/** @param needs what must be known to judge it: `the policy`. */
export function unsure(resource: Resource, key: string, needs: string): Outcome[] {
  return [{ resource, key, says: `cannot be judged: ${needs} is not known yet`, isUndetermined: true }];
}

/** Whether something is graver than, or as grave as, a threshold. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}
