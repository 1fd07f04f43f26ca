import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fingerprintOf } from '../../preview/fingerprint';
import { parsePlan } from '../../preview/plan-json';
import { parseSpec } from '../../spec/parse';
import { CliError } from '../cli-error';
import { readJson } from '../read-json';
import type { KeptPlan } from './plan-stacks';

const FILE = 'review.json';

/** What was reviewed, beside its plan files. */
const reviewSpec = z.strictObject({
  schema: z.literal('stowage.review/1').describe('Version of this document.'),
  stacks: z
    .array(
      z
        .strictObject({
          name: z.string().describe('Name of the stack.'),
          dependencies: z.array(z.string()).describe('Stacks that are applied before it.'),
          plan: z.string().nullable().describe('File of its plan; null where it must be planned again after others.'),
          fingerprint: z.record(z.string(), z.record(z.string(), z.string())).describe('What its plan does.'),
        })
        .describe('A stack.'),
    )
    .describe('Every stack that was planned.'),
});

export type Review = z.output<typeof reviewSpec>;
export type ReviewedStack = Review['stacks'][number];

/** An empty directory that nobody else can read: a plan has every secret in it. Throws `CliError` where there cannot be one. */
export function reviewDirectory(dir: string): string {
  try {
    rmSync(join(dir, FILE), { force: true });
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return dir;
  } catch (error) {
    throw new CliError(`${dir} cannot be written: ${(error as Error).message}`);
  }
}

/**
 * Writes beside the plan files what they do. A stack that reads what another one is about to publish has no plan that could be applied: it is planned
 * again when that is done.
 */
export function writeReview(dir: string, kept: readonly KeptPlan[]): void {
  const plans = kept.map((one) => ({ ...one, plan: parsePlan(`Plan of '${one.name}'`, one.document) }));
  const publishing = new Set(
    plans
      .filter(({ plan }) => Object.values(plan.output_changes).some(({ actions }) => actions.join() !== 'no-op'))
      .map(({ name }) => name),
  );
  const stacks = plans.map(({ name, dependencies, producers, isProvisional, madeUp, plan }): ReviewedStack => {
    const isLate = isProvisional || producers.some((producer) => publishing.has(producer));
    return {
      name,
      dependencies: [...dependencies],
      plan: isLate ? null : `${name}.tfplan`,
      fingerprint: fingerprintOf(plan, { madeUp }),
    };
  });
  dropPlans(
    dir,
    stacks.filter(({ plan }) => plan === null),
  );
  const review: Review = { schema: 'stowage.review/1', stacks };
  writeFileSync(join(dir, FILE), `${JSON.stringify(review, null, 1)}\n`, { mode: 0o600 });
}

/** Takes plan files away. */
export function dropPlans(dir: string, plans: readonly { readonly name: string }[]): void {
  for (const { name } of plans) rmSync(join(dir, `${name}.tfplan`), { force: true });
}

/** Throws `CliError` and `SpecError` for a directory without one. */
export function readReview(dir: string): Review {
  return parseSpec(`Review '${dir}'`, reviewSpec, readJson(join(dir, FILE)));
}
