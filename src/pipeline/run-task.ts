import { partitionOf } from '../naming/arns';
import { PERIOD_VARIABLE } from '../schedule/period';
import type { Submission } from '../spec/training/jobs-contract';
import { overridden, runOverrides } from '../training/run-overrides';
import type { State } from './states';

/** One run of a job, and what it is submitted with. */
export interface Run {
  readonly submission: Submission;
  /** Hosts that it has. */
  readonly nodes: number;
  /** Its process is told PERIOD, which is in the input. */
  readonly hasPeriod: boolean;
  readonly region: string;
  /** Tags of the run: whose it is. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Submissions that Batch did not take though nothing is wrong with them. How a job fails is not among them: what starts it again are the retries
 * of its definition (Step Functions user guide, "Handling errors"; ASFHyP3/hyp3#802 saw the first, 2026-11).
 */
const RETRY = [
  {
    ErrorEquals: ['Batch.ServerException', 'Batch.AWSBatchException', 'Batch.TooManyRequestsException'],
    IntervalSeconds: 10,
    MaxAttempts: 6,
    BackoffRate: 2,
    JitterStrategy: 'FULL',
  },
];

/** A state that submits a run to Batch and waits until it is over; stopped, it ends the run too. Its output is its input. */
export function runTask(run: Run, { done, failed }: { readonly done: string; readonly failed: string }): State {
  return {
    Type: 'Task',
    Resource: `arn:${partitionOf(run.region)}:states:::batch:submitJob.sync`,
    Parameters: parametersOf(run),
    ResultPath: null,
    Retry: RETRY,
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: failed }],
    Next: done,
  };
}

/** What stands for the period until there is one: no variable of a user can say it. */
const PERIOD_VALUE = '\u0000period';

function parametersOf({ submission, nodes, hasPeriod, tags }: Run): unknown {
  const variables = { ...overridden(submission), ...(hasPeriod && { [PERIOD_VARIABLE]: PERIOD_VALUE }) };
  return { ...(pascal({ ...submission, ...runOverrides(variables, nodes) }) as object), Tags: tags };
}

/** Fields as Step Functions writes them, with a capital; the period is a path into its input. */
function pascal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
      return inner === PERIOD_VALUE ? [`${name}.$`, '$.period'] : [name, pascal(inner)];
    }),
  );
}
