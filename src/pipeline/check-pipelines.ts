import { type Problem, within } from '../errors';
import { wayBetween } from '../rules/start-order';
import { unknownName } from '../rules/unknown-name';
import { checkJobSchedule, jobScheduleWarnings } from '../schedule/check-job-schedule';
import { PERIOD_VARIABLE } from '../schedule/period';
import type { SystemJobSpec } from '../spec/training/system-job';
import { checkSize } from './check-size';
import { partsOf } from './graph';
import { jobGraph } from './pipelines';

type Jobs = Readonly<Record<string, SystemJobSpec>>;

/** Schedules that never start anything, and jobs after others that never end. Fields are those of `jobs`. */
export function checkPipelines(jobs: Jobs): Problem[] {
  const names = Object.keys(jobs).sort();
  const problems = [
    ...names.flatMap((name) => within(name, checkOne(name, jobs))),
    ...checkCircles(jobs, names),
    ...partsOf(jobGraph(jobs)).flatMap((part) => checkPart(part, jobs)),
  ];
  return problems.length > 0 ? problems : checkSize(jobs);
}

/** What is legal of schedules and of jobs after others, and may surprise. */
export function pipelineWarnings(jobs: Jobs): Problem[] {
  const warned = Object.entries(jobs).flatMap(([name, { schedule }]) =>
    schedule === undefined ? [] : within(`${name}.schedule`, jobScheduleWarnings(schedule)),
  );
  const unscheduled = partsOf(jobGraph(jobs)).filter(
    (part) => part.length > 1 && part.every((name) => jobs[name]?.schedule === undefined),
  );
  return [
    ...warned,
    ...unscheduled.map((part) => ({
      code: 'NeverScheduled',
      field: `${part[0]}`,
      problem: `runs with ${part.slice(1).join(', ')}, and none of them has a schedule`,
      fix: 'give one that waits for none a schedule, or start their state machine by hand',
    })),
  ];
}

function checkOne(name: string, jobs: Jobs): Problem[] {
  const { after, schedule } = jobs[name] as SystemJobSpec;
  return [
    ...after.flatMap((other, i): Problem[] => {
      const field = `after.${i}`;
      if (other === name) return [{ code: 'SelfWait', field, problem: `is '${name}' itself`, fix: 'remove it' }];
      return other in jobs && Object.hasOwn(jobs, other)
        ? []
        : [unknownName('UnknownJob', field, 'job of this system', other, Object.keys(jobs))];
    }),
    ...(schedule === undefined ? [] : within('schedule', checkJobSchedule(schedule))),
  ];
}

/** One problem for each circle. */
function checkCircles(jobs: Jobs, names: readonly string[]): Problem[] {
  const graph = jobGraph(jobs);
  const found = new Map<string, Problem>();
  for (const name of names)
    jobs[name]?.after.forEach((other, i) => {
      const back = other === name ? undefined : wayBetween(graph, other, name);
      const key = back && [...back].sort().join(' ');
      if (back === undefined || key === undefined || found.has(key)) return;
      const told = [name, ...back].map((job) => `'${job}'`).join(' waits for ');
      found.set(key, {
        code: 'AfterCycle',
        field: `${name}.after.${i}`,
        problem: `leads in a circle: ${told}`,
        fix: 'remove one of these waits',
      });
    });
  return [...found.values()];
}

/** Jobs that run together have one schedule, which starts those that wait for none. */
function checkPart(part: readonly string[], jobs: Jobs): Problem[] {
  const scheduled = part.filter((name) => jobs[name]?.schedule !== undefined);
  const [first, ...more] = scheduled;
  const problems: Problem[] = scheduled
    .filter((name) => jobs[name]?.after.length !== 0)
    .map((name) => ({
      code: 'ScheduledAfter',
      field: `${name}.schedule`,
      problem: `is said of a job that is after '${jobs[name]?.after[0]}', and runs when that is over`,
      fix: 'say it of a job that waits for none',
    }));
  for (const name of more)
    problems.push({
      code: 'ScheduledTwice',
      field: `${name}.schedule`,
      problem: `is beside the schedule of '${first}', with which it runs`,
      fix: 'say one schedule for all jobs that wait for each other',
    });
  const hasPeriod = scheduled.some((name) => jobs[name]?.schedule?.period !== undefined);
  return hasPeriod
    ? [...problems, ...part.flatMap((name) => checkPeriod(name, jobs[name] as SystemJobSpec))]
    : problems;
}

/** What every run is told differently, nobody else can say. */
function checkPeriod(name: string, job: SystemJobSpec): Problem[] {
  return (['environment', 'secrets', 'sweep'] as const)
    .filter((kind) => Object.hasOwn(job[kind], PERIOD_VARIABLE))
    .map((kind) => ({
      code: 'PeriodSaid',
      field: `${name}.${kind}.${PERIOD_VARIABLE}`,
      problem: 'is said, and its schedule says it for each run',
      fix: 'remove it, or give it another name',
    }));
}
