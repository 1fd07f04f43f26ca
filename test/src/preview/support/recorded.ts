import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanInput } from '../../../../src/preview/model';
import type { RecordedPlan } from '../../../acceptance/previews/trim-plan';

const PLANS = join(__dirname, '../../../golden/plans');

/** Names of the plans that the real provider made, see `test/acceptance/previews`. */
export const RECORDED = readdirSync(PLANS)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''))
  .sort();

export function recorded(name: string): RecordedPlan {
  return JSON.parse(readFileSync(join(PLANS, `${name}.json`), 'utf8')) as RecordedPlan;
}

export function recordedInput(name: string): PlanInput {
  const { stack, plan, constructs } = recorded(name);
  return { stack, document: plan, constructs };
}
