import type { Problem } from '../errors';
import type { RetriesSpec } from '../spec/training/retries';

/** One entry of `evaluateOnExit`: the first that matches decides. */
export interface RetryRule {
  readonly action: 'RETRY' | 'EXIT';
  readonly onReason?: string;
  readonly onStatusReason?: string;
  readonly onExitCode?: string;
}

/** How AWS Batch is told what starts a job again. */
export interface RetryStrategy {
  readonly attempts: number;
  readonly rules: readonly RetryRule[];
}

/** Entries that AWS Batch takes (API_RetryStrategy, 2026-11). */
export const MOST_RETRY_RULES = 5;

/** AWS Batch starts again whatever no entry matches ("Automated job retries", 2026-11): the last one matches everything. */
const OTHERWISE: RetryRule = { onReason: '*', action: 'EXIT' };

const PULL = 'CannotPullContainerError:*';

/**
 * Retries by cause as AWS Batch knows them. Its patterns are exact, or end with an asterisk. Sources, 2026-11:
 * - `Host EC2*`: the blog post "Introducing retry strategies for AWS Batch", of a host that was terminated;
 * - `AGENT` and `Task failed to start`: AWS Batch user guide, "Automated job retries", both together;
 * - `CannotPullContainerError`: ECS developer guide, "Stopped tasks error messages". AWS Batch says it as the reason, and 'Task failed to
 *   start' as the status reason (nextflow-io/nextflow#5099): the rules of `capacity` match it too.
 */
export function retryStrategy({ attempts, on, exitCodes }: RetriesSpec): RetryStrategy {
  if (attempts === 1) return { attempts, rules: [OTHERWISE] };
  return { attempts, rules: [...causeRules(on), ...exitCodeRules(exitCodes), OTHERWISE] };
}

function causeRules(on: RetriesSpec['on']): RetryRule[] {
  const [interruption, capacity, pull] = (['interruption', 'capacity', 'image-pull'] as const).map((cause) =>
    on.includes(cause),
  );
  return [
    ...(interruption ? [{ onStatusReason: 'Host EC2*', action: 'RETRY' } as const] : []),
    // An image that could not be pulled failed to start as well: with both causes one entry is enough, with `capacity` alone it must be kept out.
    ...(pull && !capacity ? [{ onReason: PULL, action: 'RETRY' } as const] : []),
    ...(capacity && !pull ? [{ onReason: PULL, action: 'EXIT' } as const] : []),
    ...(capacity
      ? ([
          { onReason: 'AGENT', action: 'RETRY' },
          { onStatusReason: 'Task failed to start*', action: 'RETRY' },
        ] as const)
      : []),
  ];
}

/** An exit code has an entry of its own: '1*' would also be 10 to 19 and 100 to 199. */
function exitCodeRules(exitCodes: readonly number[]): RetryRule[] {
  return [...new Set(exitCodes)].sort((a, b) => a - b).map((code) => ({ onExitCode: `${code}`, action: 'RETRY' }));
}

/**
 * More causes than AWS Batch can be told.
 * @param field where the retries stand: `retries`.
 */
export function checkRetries({ attempts, on, exitCodes }: RetriesSpec, field: string): Problem[] {
  const codes = exitCodeRules(exitCodes).length;
  const room = MOST_RETRY_RULES - 1 - causeRules(on).length;
  if (attempts === 1 || codes <= room) return [];
  const fits = room <= 0 ? 'none' : `${room} of them`;
  return [
    {
      code: 'TooManyRetryRules',
      field: `${field}.exitCodes`,
      problem: `has ${codes} codes, and beside '${on.join("', '")}' AWS Batch takes ${fits}`,
      fix: `${room <= 0 ? 'leave them out' : `use ${room} or less`}, or name fewer causes in ${field}.on; let the process end with one code for all that is worth another start`,
    },
  ];
}
