import type { Problem } from '../errors';
import { mapValues } from '../spec/map-values';
import type { JobSpec } from '../spec/training/job';
import { OVERRIDES_CHARACTERS, overridesLength } from './run-overrides';

/**
 * Runs of one sweep. Each is a submission of its own, and DescribeJobs tells of 100 jobs at a time (Batch API_DescribeJobs, 2026-11): all of a
 * sweep are seen together. More of one thing with a number each are an array.
 */
const SWEEP = { least: 2, most: 100 } as const;

/** The variables of one run of a sweep, as text. */
export type SweepRun = Readonly<Record<string, string>>;

type Sweep = JobSpec['sweep'];

/**
 * Every combination of the values of a sweep, once: variables by name, values as written, the last variable moving first. Each is
 * submitted by itself, in this order. A sweep of nothing has no runs.
 */
export function sweepRuns(sweep: Sweep): SweepRun[] {
  const names = Object.keys(sweep).sort();
  if (names.length === 0) return [];
  return names.reduce<SweepRun[]>(
    (runs, name) => runs.flatMap((run) => (sweep[name] ?? []).map((value) => ({ ...run, [name]: String(value) }))),
    [{}],
  );
}

/** How many runs a sweep has, without making them. */
export function sweepSize(sweep: Sweep): number {
  const counts = Object.values(sweep).map((values) => values.length);
  return counts.length === 0 ? 0 : counts.reduce((a, b) => a * b, 1);
}

/** How many runs of a job there are: of its array, of its sweep, or one. */
export function runsOf({ array, sweep }: Pick<JobSpec, 'array' | 'sweep'>): number {
  return array ?? Math.max(1, sweepSize(sweep));
}

/** Sweeps that are none, are too many, or try one thing twice. Fields are those of the job. */
export function checkSweep(job: Pick<JobSpec, 'array' | 'sweep' | 'environment' | 'secrets'>): Problem[] {
  const size = sweepSize(job.sweep);
  const names = Object.keys(job.sweep).sort();
  if (size === 0) return [];
  const problems: Problem[] = [];
  if (job.array !== undefined) {
    const problem = `is ${job.array} beside a sweep of ${size} runs, and a job has one number of runs`;
    problems.push({ code: 'ArrayBesideSweep', field: 'array', problem, fix: 'leave one of the two out' });
  }
  if (size < SWEEP.least || size > SWEEP.most) {
    const factors = names.map((name) => job.sweep[name]?.length).join(' x ');
    const problem = `comes to ${factors} = ${size} ${size === 1 ? 'run' : 'runs'}, and a sweep has ${SWEEP.least} to ${SWEEP.most}`;
    const fix =
      size < SWEEP.least ? 'say the value in environment' : 'try fewer values, or use array and choose by the number';
    problems.push({ code: 'SweepSize', field: 'sweep', problem, fix });
  }
  return [...problems, ...checkLength(job.sweep), ...names.flatMap((name) => variableProblems(name, job))];
}

/** The run with the longest values must still be taken. */
function checkLength(sweep: Sweep): Problem[] {
  const written = (value: unknown) => JSON.stringify(String(value)).length;
  const length = overridesLength(
    mapValues(sweep, (values) => String(values.reduce((a, b) => (written(b) > written(a) ? b : a)))),
  );
  if (length <= OVERRIDES_CHARACTERS) return [];
  const problem = `has a run of ${length} characters as overrides, and AWS Batch takes ${OVERRIDES_CHARACTERS}`;
  const fix = 'keep long values in a file or a parameter, and try their names';
  return [{ code: 'SweepTooLong', field: 'sweep', problem, fix }];
}

function variableProblems(
  name: string,
  { sweep, environment, secrets }: Pick<JobSpec, 'sweep' | 'environment' | 'secrets'>,
): Problem[] {
  const field = `sweep.${name}`;
  const values = (sweep[name] ?? []).map(String);
  const twice = values.find((value, i) => values.indexOf(value) < i);
  const also = name in environment ? 'environment' : name in secrets ? 'secrets' : undefined;
  return [
    ...(twice === undefined
      ? []
      : [{ code: 'SweptTwice', field, problem: `has '${twice}' more than once`, fix: 'name each value once' }]),
    ...(also === undefined
      ? []
      : [{ code: 'SweptVariable', field, problem: `is said in ${also} too`, fix: `leave it out of ${also}` }]),
  ];
}
