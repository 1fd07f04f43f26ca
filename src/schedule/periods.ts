import type { Problem } from '../errors';
import type { ContractJob } from '../spec/training/jobs-contract';
import { isPeriod, PERIOD_FORMATS, periodOf, startOf } from './period';
import { readCron } from './read-cron';
import { timesBetween } from './times';

/** What is known of the periods of a job. */
export type Periods = NonNullable<ContractJob['periods']>;

/** Most periods of one backfill. */
export const MOST_PERIODS = 1000;

const DAY_MS = 86_400_000;

/** The periods that a user asked for, or what is wrong with what was asked. */
export type AskedPeriods = { readonly periods: readonly string[] } | { readonly problems: readonly Problem[] };

/**
 * The periods of texts as '2026-11-21' and '2026-11-15..2026-11-21', sorted, each once. Of a range they are those of its schedule's times, both ends
 * included: of one that runs on Mondays, the Mondays.
 *
 * @param field where they were said, for problems: `--period`.
 */
export function askedPeriods(texts: readonly string[], known: Periods, field: string): AskedPeriods {
  const read = texts.map((text) => one(text, known, field));
  const problems = read.flatMap((asked) => ('problems' in asked ? asked.problems : []));
  if (problems.length > 0) return { problems };
  const periods = [...new Set(read.flatMap((asked) => ('periods' in asked ? asked.periods : [])))].sort();
  if (periods.length <= MOST_PERIODS) return { periods };
  return { problems: [tooMany(field)] };
}

function one(text: string, { format, timezone, cron }: Periods, field: string): AskedPeriods {
  const [from = '', to, ...more] = text.split('..');
  const wrong = [from, ...(to === undefined ? [] : [to])].find((period) => !isPeriod(period, format));
  const { example } = PERIOD_FORMATS[format];
  if (wrong !== undefined || more.length > 0)
    return refused({
      code: 'InvalidPeriod',
      field,
      problem: `is '${text}', and a period of this job is a ${format}`,
      fix: `use one as '${example}', or a range of them with '..' between`,
    });
  if (to === undefined) return { periods: [from] };
  if (cron === undefined) {
    const problem = `is '${text}', and the times of a rate are those of its deployment, which nobody here knows`;
    return refused({ code: 'PeriodsUnknown', field, problem, fix: 'say each period by itself' });
  }
  const [first, last] = [startOf(from) - DAY_MS, startOf(to) + 2 * DAY_MS];
  const found = new Set<string>();
  for (const at of timesBetween(readCron(cron), timezone, new Date(first), new Date(last))) {
    const period = periodOf(at, format, timezone);
    if (period >= from && period <= to) found.add(period);
    if (found.size > MOST_PERIODS) return refused(tooMany(field));
  }
  if (found.size > 0) return { periods: [...found] };
  const problem = `is '${text}', and no time of its schedule is in there (cron ${cron}, ${timezone})`;
  return refused({ code: 'NoPeriods', field, problem, fix: 'use a later end' });
}

function refused(problem: Problem): AskedPeriods {
  return { problems: [problem] };
}

function tooMany(field: string): Problem {
  const problem = `comes to more than ${MOST_PERIODS} periods`;
  return { code: 'TooManyPeriods', field, problem, fix: 'run one part of them after another' };
}
