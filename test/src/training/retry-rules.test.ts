import { renderProblem } from '../../../src/errors';
import { type RetriesSpec, retriesSpec } from '../../../src/spec/training/retries';
import { checkRetries, MOST_RETRY_RULES, type RetryRule, retryStrategy } from '../../../src/training/retry-rules';

const CAUSES = ['interruption', 'capacity', 'image-pull'] as const;
const subsets = CAUSES.reduce<(typeof CAUSES)[number][][]>(
  (all, cause) => all.flatMap((s) => [s, [...s, cause]]),
  [[]],
);
const retries = (said: Partial<RetriesSpec>) => retriesSpec.parse(said);

/** What AWS Batch reports of an attempt that failed. */
interface Failure {
  readonly reason?: string;
  readonly statusReason?: string;
  readonly exitCode?: string;
}

/** What AWS Batch does: all that an entry says must match, the first entry that does decides, and without one the job is started again. */
function decided(rules: readonly RetryRule[], failure: Failure): RetryRule['action'] {
  const matches = (pattern: string | undefined, text = '') =>
    pattern === undefined || (pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern);
  const first = rules.find(
    (rule) =>
      matches(rule.onReason, failure.reason) &&
      matches(rule.onStatusReason, failure.statusReason) &&
      matches(rule.onExitCode, failure.exitCode),
  );
  return first?.action ?? 'RETRY';
}

const FAILURES = {
  interruption: { statusReason: 'Host EC2 (instance i-0123456789abcdef0) terminated.' },
  capacity: { statusReason: 'Task failed to start', reason: 'DockerTimeoutError: Could not transition to started' },
  'image-pull': { statusReason: 'Task failed to start', reason: 'CannotPullContainerError: context canceled' },
} as const satisfies Record<(typeof CAUSES)[number], Failure>;
const ended = (exitCode: number): Failure => ({
  statusReason: 'Essential container in task exited',
  exitCode: `${exitCode}`,
});

describe.each(subsets.map((on) => [on.join(', ') || 'nothing', on] as const))('retries on %s', (_, on) => {
  const { rules } = retryStrategy(retries({ on, exitCodes: [] }));

  it('start again after these causes, and no other', () => {
    for (const cause of CAUSES)
      expect([cause, decided(rules, FAILURES[cause])]).toEqual([cause, on.includes(cause) ? 'RETRY' : 'EXIT']);
    expect(decided(rules, { statusReason: 'Task failed to start', reason: 'AGENT' })).toBe(
      on.includes('capacity') ? 'RETRY' : 'EXIT',
    );
  });

  it('end whatever nobody named', () => {
    for (const failure of [ended(1), ended(137), { reason: 'OutOfMemoryError: Container killed' }, {}]) {
      expect(decided(rules, failure)).toBe('EXIT');
    }
  });

  it('are patterns that AWS Batch takes, with an asterisk at the end alone', () => {
    const patterns = rules.flatMap((rule) => [rule.onReason, rule.onStatusReason].flatMap((p) => p ?? []));
    expect(patterns.filter((pattern) => !/^[A-Za-z0-9.: \t]*\*?$/.test(pattern) || pattern.length > 512)).toEqual([]);
    expect(rules.at(-1)).toEqual({ onReason: '*', action: 'EXIT' });
  });

  it('fit beside exactly as many exit codes as are not refused', () => {
    for (let codes = 0; codes <= 6; codes++) {
      const said = retries({ on, exitCodes: Array.from({ length: codes }, (_, i) => i + 1) });
      const fits = retryStrategy(said).rules.length <= MOST_RETRY_RULES;
      expect([codes, checkRetries(said, 'retries').length]).toEqual([codes, fits ? 0 : 1]);
    }
  });
});

describe('retries by exit code', () => {
  it('are of the code itself, and not of those that begin with it', () => {
    const { rules } = retryStrategy(retries({ exitCodes: [1, 75] }));
    const starts = Array.from({ length: 255 }, (_, i) => i + 1).filter(
      (code) => decided(rules, ended(code)) === 'RETRY',
    );
    expect(starts).toEqual([1, 75]);
  });

  it('are sorted, and said twice are one', () => {
    expect(retryStrategy(retries({ on: [], exitCodes: [75, 1, 75] })).rules).toEqual([
      { onExitCode: '1', action: 'RETRY' },
      { onExitCode: '75', action: 'RETRY' },
      { onReason: '*', action: 'EXIT' },
    ]);
  });

  it('are refused with the number that fits', () => {
    expect(checkRetries(retries({ exitCodes: [1, 2, 3] }), 'retries').map(renderProblem)).toEqual([
      "retries.exitCodes has 3 codes, and beside 'interruption', 'image-pull' AWS Batch takes 2 of them; use 2 or less, or name fewer causes in retries.on; let the process end with one code for all that is worth another start [TooManyRetryRules]",
    ]);
  });
});

describe('a job that may start once', () => {
  it('says no cause', () => {
    expect(retryStrategy(retries({ attempts: 1 }))).toEqual({
      attempts: 1,
      rules: [{ onReason: '*', action: 'EXIT' }],
    });
  });
});
