import type { Problem } from '../../errors';
import { PERIOD_VARIABLE } from '../../schedule/period';
import { askedPeriods } from '../../schedule/periods';
import type { ContractJob, Submission } from '../../spec/training/jobs-contract';
import type { Variables } from '../../training/run-overrides';
import { withVariables } from '../../training/submission';
import { checkVariables } from './check-variables';

/** What is submitted at once, and waited for before the next. */
export interface Round {
  /** What it is called where there are several. */
  readonly name: string;
  readonly submissions: readonly Submission[];
}

/** What a user asked for. */
export interface Asked {
  readonly variables: Variables;
  /** Periods and ranges of them, as written. */
  readonly periods: readonly string[];
  /** All periods side by side, also where runs of the job may not overlap. */
  readonly atOnce: boolean;
}

/** The rounds of a run, or what is wrong with what was asked for: one for all, or one for each period where its runs may not overlap. */
export function roundsOf(
  job: ContractJob,
  asked: Asked,
): { rounds: readonly Round[] } | { problems: readonly Problem[] } {
  const wrong = checkPeriods(job, asked);
  if (wrong.length > 0) return { problems: wrong };
  const found = job.periods ? askedPeriods(asked.periods, job.periods, '--period') : { periods: [] };
  if ('problems' in found) return found;
  const each = found.periods.map((period) => ({ ...asked.variables, [PERIOD_VARIABLE]: period }));
  const [first = asked.variables] = each;
  const problems = checkVariables(job, first);
  if (problems.length > 0) return { problems };
  const submissions = (variables: Variables) =>
    job.submissions.map((one) => named(withVariables(one, variables, job.nodes), variables[PERIOD_VARIABLE]));
  if (each.length === 0) return { rounds: [{ name: 'all', submissions: submissions(asked.variables) }] };
  if (asked.atOnce || job.periods?.overlap === 'allow')
    return { rounds: [{ name: 'all', submissions: each.flatMap(submissions) }] };
  return {
    rounds: each.map((variables) => ({ name: `${variables[PERIOD_VARIABLE]}`, submissions: submissions(variables) })),
  };
}

/** Characters of the name of a job (Batch API_SubmitJob, 2026-11). */
const MOST_NAME = 128;

/** Runs of several periods are told apart by their names. */
function named(submission: Submission, period: string | undefined): Submission {
  if (period === undefined) return submission;
  const end = `-${period.replace(/[^\w-]/g, '')}`;
  return { ...submission, jobName: `${submission.jobName.slice(0, MOST_NAME - end.length)}${end}` };
}

function checkPeriods({ periods }: ContractJob, asked: Asked): Problem[] {
  const field = '--period';
  const [first] = asked.periods;
  if (periods === undefined) {
    if (first === undefined) return [];
    const problem = `is '${first}', and this job has no periods`;
    return [{ code: 'NoPeriod', field, problem, fix: 'leave it out, or say period in its schedule and deploy' }];
  }
  if (Object.hasOwn(asked.variables, PERIOD_VARIABLE))
    return [
      {
        code: 'PeriodSaid',
        field: `--env ${PERIOD_VARIABLE}`,
        problem: 'is said, and this job has periods',
        fix: 'say it with --period',
      },
    ];
  if (first !== undefined) return [];
  const problem = 'is not said, and each run of this job has one';
  return [{ code: 'PeriodMissing', field, problem, fix: "say it, or a range of them: '2026-11-15..2026-11-21'" }];
}
