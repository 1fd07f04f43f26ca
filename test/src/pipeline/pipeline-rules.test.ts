import { renderProblem } from '../../../src/errors';
import { checkPipelines, pipelineWarnings } from '../../../src/pipeline/check-pipelines';
import { pipelinesOf } from '../../../src/pipeline/pipelines';
import { mapValues } from '../../../src/spec/map-values';
import { type SystemJobInput, systemJobSpec } from '../../../src/spec/training/system-job';
import { textsOf } from '../../support/problem-codes';

type Said = Readonly<Record<string, Partial<SystemJobInput>>>;
const jobs = (said: Said) =>
  mapValues(said, (job) =>
    systemJobSpec.parse({ image: { repository: 'fit', tag: '1' }, cpus: 1, memoryMiB: 512, ...job }),
  );
const lines = (said: Said) => checkPipelines(jobs(said)).map(renderProblem);
const daily = { cron: '0 4 * * ? *' };

/** What is refused, the nearest that is not, and what is said. */
const REFUSED: readonly [what: string, refused: Said, legal: Said, says: string][] = [
  [
    'a schedule that says no time',
    { fit: { schedule: {} } },
    { fit: { schedule: daily } },
    'fit.schedule says no time; say one of cron, rate, repeat [OneTiming]',
  ],
  [
    'a schedule that says two',
    { fit: { schedule: { ...daily, rate: '1 day' } } },
    { fit: { schedule: { rate: '1 day' } } },
    'fit.schedule says cron and rate; say one of cron, rate, repeat [OneTiming]',
  ],
  [
    'a cron that is none',
    { fit: { schedule: { cron: '0 4 * * *' } } },
    { fit: { schedule: daily } },
    "fit.schedule.cron has 5 fields, and 6 are needed; use one such as '0 8 ? * MON-FRI *': minute, hour, day of month, month, day of week, year [InvalidCron]",
  ],
  [
    'a day that never comes',
    { fit: { schedule: { cron: '0 4 30 2 ? *' } } },
    { fit: { schedule: { cron: '0 4 29 2 ? *' } } },
    "fit.schedule.cron is '0 4 30 2 ? *', a day that never comes; use another day [NeverHappens]",
  ],
  [
    'a time zone that is none',
    { fit: { schedule: { ...daily, timezone: 'Europe/Vilnus' } } },
    { fit: { schedule: { ...daily, timezone: 'Europe/Vilnius' } } },
    "fit.schedule.timezone is 'Europe/Vilnus', which is not a time zone; did you mean 'Europe/Vilnius'? [UnknownTimeZone]",
  ],
  [
    'an interval without times of its own',
    { fit: { schedule: { repeat: 'R/2026-01-01T04:00:00Z/P2D' } } },
    { fit: { schedule: { repeat: 'R/2026-01-01T04:00:00Z/P1D' } } },
    "fit.schedule.repeat is 'R/2026-01-01T04:00:00Z/P2D', which repeats in a time that does not divide an hour or a day, and is neither a day nor a week, so that no times of a cron are its own; mend it, or say cron or rate [InvalidInterval]",
  ],
  [
    'a start beside an interval',
    { fit: { schedule: { repeat: 'R/2026-01-01T04:00:00Z/P1D', start: '2026-02-01T00:00:00Z' } } },
    { fit: { schedule: { repeat: 'R/2026-01-01T04:00:00Z/P1D', end: '2026-02-01T00:00:00Z' } } },
    'fit.schedule.start is said beside repeat, which says when it starts; leave it out [StartTwice]',
  ],
  [
    'an end beside a number of times',
    { fit: { schedule: { repeat: 'R5/2026-01-01T04:00:00Z/P1D', end: '2026-02-01T00:00:00Z' } } },
    { fit: { schedule: { repeat: 'R5/2026-01-01T04:00:00Z/P1D' } } },
    "fit.schedule.end is said beside a number of times in repeat, which says when it ends; leave it out, or begin repeat with 'R/' [EndTwice]",
  ],
  [
    'an end before the start',
    { fit: { schedule: { ...daily, start: '2026-02-01T00:00:00Z', end: '2026-02-01T01:00:00+02:00' } } },
    { fit: { schedule: { ...daily, start: '2026-02-01T00:00:00Z', end: '2026-02-02T00:00:00Z' } } },
    'fit.schedule.end is 2026-02-01T01:00:00+02:00, and it starts at 2026-02-01T00:00:00Z: nothing would ever start; use a later end [EndsBeforeStart]',
  ],
  [
    'a job after one that is not there',
    { fit: {}, report: { after: ['fitt'] } },
    { fit: {}, report: { after: ['fit'] } },
    "report.after.0 is 'fitt', which is not a job of this system; did you mean 'fit'? [UnknownJob]",
  ],
  ['a job after itself', { fit: { after: ['fit'] } }, { fit: {} }, "fit.after.0 is 'fit' itself; remove it [SelfWait]"],
  [
    'jobs that wait for each other',
    { a: { after: ['c'] }, b: { after: ['a'] }, c: { after: ['b'] } },
    { a: {}, b: { after: ['a'] }, c: { after: ['b'] } },
    "a.after.0 leads in a circle: 'a' waits for 'c' waits for 'b' waits for 'a'; remove one of these waits [AfterCycle]",
  ],
  [
    'a schedule of a job that waits',
    { fit: {}, report: { after: ['fit'], schedule: daily } },
    { fit: { schedule: daily }, report: { after: ['fit'] } },
    "report.schedule is said of a job that is after 'fit', and runs when that is over; say it of a job that waits for none [ScheduledAfter]",
  ],
  [
    'two schedules for what runs together',
    { a: { schedule: daily }, b: { schedule: daily }, c: { after: ['a', 'b'] } },
    { a: { schedule: daily }, b: { schedule: daily }, c: { after: ['a'] } },
    "b.schedule is beside the schedule of 'a', with which it runs; say one schedule for all jobs that wait for each other [ScheduledTwice]",
  ],
  [
    'a period that the job says itself',
    { a: { schedule: { ...daily, period: 'date' } }, b: { after: ['a'], environment: { PERIOD: 'x' } } },
    { a: { schedule: daily }, b: { after: ['a'], environment: { PERIOD: 'x' } } },
    'b.environment.PERIOD is said, and its schedule says it for each run; remove it, or give it another name [PeriodSaid]',
  ],
];

/** As many jobs one after another, each with a sweep of a hundred runs. */
const swept = (count: number): Said =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `s${i}`,
      { sweep: { LR: Array.from({ length: 100 }, (_, n) => n) }, ...(i > 0 && { after: [`s${i - 1}`] }) },
    ]),
  );

describe('jobs that run together', () => {
  it('are refused where their state machine is larger than Step Functions takes', () => {
    expect(lines(swept(20))).toEqual([
      expect.stringMatching(
        /^s0 runs as a state machine of \d+ bytes, and Step Functions takes 1048576; the sweeps of s0, s1, .*\[PipelineTooLarge\]$/,
      ),
    ]);
    expect(lines(swept(5))).toEqual([]);
  });

  it.each(REFUSED)('are refused %s, and not what is nearest to it', (_, refused, legal, says) => {
    expect(lines(refused)).toEqual([says]);
    expect(lines(legal)).toEqual([]);
  });

  it('raise each code of theirs in a case', () => {
    const raised = [
      ...textsOf('src/pipeline'),
      ...textsOf('src/schedule', (file) => file.startsWith('check-')),
    ].flatMap((text) =>
      [...text.matchAll(/(?:code: |unknownName\(\s*)'([A-Z]\w+)'/g)].map(([, code]) => code as string),
    );
    const shown = new Set([
      ...REFUSED.map(([, , , says]) => /\[(\w+)\]$/.exec(says)?.[1]),
      'HourTwice',
      'NeverScheduled',
      'PipelineTooLarge',
    ]);
    expect([...new Set(raised)].filter((code) => !shown.has(code))).toEqual([]);
  });

  it('are warned of where an hour comes twice, and where nothing starts them', () => {
    const warned = (said: Said) => pipelineWarnings(jobs(said)).map(renderProblem);
    const hourly = { cron: '0 * * * ? *', period: 'hour' } as const;
    expect(warned({ fit: { schedule: { ...hourly, timezone: 'Europe/Vilnius' } } })).toEqual([
      "fit.schedule.period is 'hour' in Europe/Vilnius, where one hour of the year comes twice: two runs have the same PERIOD; use timezone 'UTC', or period 'timestamp' [HourTwice]",
    ]);
    expect(warned({ fit: { schedule: hourly }, tune: { schedule: { ...hourly, timezone: 'Asia/Kolkata' } } })).toEqual(
      [],
    );
    expect(warned({ fit: {}, report: { after: ['fit'] } })).toEqual([
      'fit runs with report, and none of them has a schedule; give one that waits for none a schedule, or start their state machine by hand [NeverScheduled]',
    ]);
  });

  it('are pipelines, called by what starts them', () => {
    const made = pipelinesOf(
      jobs({
        a: {},
        z: { schedule: daily },
        b: { after: ['z', 'a'] },
        alone: {},
        timed: { schedule: daily },
        q: {},
        r: { after: ['q'] },
      }),
    );
    expect(made.map(({ name, graph, schedule }) => [name, [...graph.keys()], schedule !== undefined])).toEqual([
      ['z', ['a', 'b', 'z'], true],
      ['q', ['q', 'r'], false],
      ['timed', ['timed'], true],
    ]);
  });
});
