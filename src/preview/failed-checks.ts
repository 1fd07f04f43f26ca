import type { FailedCheck } from './model';
import { at } from './nested-json';
import type { PlanJson } from './plan-json';

/**
 * Conditions that do not hold, or could not be looked at. A plan with a failed `check` succeeds (Terraform 1.11.4, run 2026-11), so nobody
 * hears of it otherwise. What is unknown until the apply is none of them.
 */
export function failedChecks({ checks }: PlanJson): FailedCheck[] {
  return checks
    .filter(({ status }) => status !== 'pass' && status !== 'unknown')
    .map((check) => ({
      address: String(at(check.address, 'to_display') ?? at(check.address, 'name') ?? 'a check'),
      status: check.status ?? 'fail',
      messages: messagesOf(check.instances),
    }));
}

function messagesOf(instances: unknown): string[] {
  return listed(instances).flatMap((instance) =>
    listed(at(instance, 'problems')).flatMap((problem) => {
      const message = at(problem, 'message');
      return typeof message === 'string' ? [message] : [];
    }),
  );
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
