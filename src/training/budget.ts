import { EC2_CATALOG, instanceType } from '../catalog/ec2-instances';
import { asked, METRIC_CATALOG } from '../catalog/metrics';
import type { Problem } from '../errors';
import type { Query } from '../rollout/alarm-plans';
import type { ToldAlarm } from '../rollout/told-alarm';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';

export type Budget = NonNullable<TrainingClusterSpec['budget']>;

/** Tag of hosts that says of which training cluster they are. */
export const TRAINING_TAG = 'stowage:training';

/** How often the hosts of a cluster with a budget are looked at: a host that came and went in between was not seen. */
export const LOOK_MINUTES = 5;

/** Where what is looked at is measured. The function that looks says the same (`constructs/aws/budget-watch`). */
export const BUDGET_METRICS = METRIC_CATALOG.rows.monthUsd.namespace;

/** A share of the limit that somebody should know of before it is reached, percent. */
const NEAR_PERCENT = 80;

/** What a host costs an hour, by its type. */
export function hostPrices(types: readonly string[]): Record<string, number> {
  const priced = types.flatMap((type) => {
    const usd = instanceType(type)?.usdPerHour;
    return usd === undefined ? [] : [[type, usd] as const];
  });
  return Object.fromEntries(priced);
}

/** A limit that nothing could be counted against, or that the first host breaks. @param types hosts of the cluster. */
export function checkBudget({ budget }: Pick<TrainingClusterSpec, 'budget'>, types: readonly string[]): Problem[] {
  if (budget === undefined || types.length === 0) return [];
  const field = 'budget.monthlyUsd';
  const prices = hostPrices(types);
  const unpriced = types.filter((type) => prices[type] === undefined);
  if (unpriced.length > 0) {
    const problem = `is ${budget.monthlyUsd}, and the catalog of ${EC2_CATALOG.date} has no price of ${unpriced.join(', ')}: what these cost would not be known`;
    const fix = 'name other types in instanceTypes, or leave the budget out';
    return [{ code: 'BudgetWithoutPrice', field, problem, fix }];
  }
  const [type, usd] = Object.entries(prices).sort(([, a], [, b]) => a - b)[0] as [string, number];
  if (budget.monthlyUsd >= usd) return [];
  const problem = `is ${budget.monthlyUsd}, and the cheapest host, ${type}, costs ${usd} an hour: no job would get that far`;
  return [{ code: 'BudgetBelowHost', field, problem, fix: `use ${Math.ceil(usd)} or more` }];
}

/** What a limit does not hold. */
export function budgetWarnings({ budget, capacity }: Pick<TrainingClusterSpec, 'budget' | 'capacity'>): Problem[] {
  if (budget === undefined || !capacity.includes('reserved')) return [];
  const problem =
    'is counted by the hosts that run, and a reservation is paid for whether any does: stopping saves nothing of it';
  const fix = "leave it out, or 'reserved' out of capacity";
  return [{ code: 'BudgetOfReserved', field: 'budget', problem, fix }];
}

interface Watched {
  /** Name of the cluster, */
  readonly name: string;
  /** by what its metrics are looked up, */
  readonly key: string;
  /** and the function that measures it. May be late-bound. */
  readonly functionName: string;
}

/** The alarms of a budget: soon reached, reached, and not looked after. */
export function budgetAlarms({ monthlyUsd, stop }: Budget, { name, key, functionName }: Watched): ToldAlarm[] {
  const near = (monthlyUsd * NEAR_PERCENT) / 100;
  const goesOn = stop === 'end' ? 'its jobs were ended' : 'what runs may finish';
  return [
    {
      key: 'budget-near',
      says: `Hosts of training cluster ${name} have cost ${NEAR_PERCENT} percent of the ${monthlyUsd} US dollars that they may this month, by an estimate`,
      when: 'above',
      threshold: near,
      times: 1,
      periodSeconds: LOOK_SECONDS,
      queries: [budgetMetric('MonthUsd', key)],
    },
    {
      key: 'budget-reached',
      says: `Hosts of training cluster ${name} have cost the ${monthlyUsd} US dollars that they may this month: it takes and starts no jobs, and ${goesOn}`,
      when: 'above',
      threshold: 0,
      times: 1,
      periodSeconds: LOOK_SECONDS,
      queries: [budgetMetric('Stopped', key)],
    },
    {
      key: 'budget-unwatched',
      says: `What training cluster ${name} costs could not be counted, or it could not be stopped: see the log of the function`,
      when: 'above',
      threshold: 0,
      times: 1,
      periodSeconds: LOOK_SECONDS,
      queries: [asked('errors', 'functionErrors', 'Sum', { FunctionName: functionName })],
    },
  ];
}

/** In as long as this there are some looks: an alarm does not come and go with each. */
const LOOK_SECONDS = 3 * LOOK_MINUTES * 60;

/** What the function measures of a cluster. */
export function budgetMetric(metric: 'MonthUsd' | 'Stopped', key: string): Extract<Query, { readonly metric: string }> {
  const [id, name] = metric === 'MonthUsd' ? (['usd', 'monthUsd'] as const) : (['stopped', 'stopped'] as const);
  return asked(id, name, 'Maximum', { Cluster: key });
}
