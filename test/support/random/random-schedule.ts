import type { JobScheduleInput } from '../../../src/spec/training/job-schedule';
import type { SystemJobInput } from '../../../src/spec/training/system-job';
import type { Draw } from './draw';

/** When jobs start by themselves: the first by a schedule, and those behind it after it, or by one of their own. */
export function withSchedules(
  draw: Draw,
  jobs: Readonly<Record<string, SystemJobInput>>,
): Record<string, SystemJobInput> {
  const [first] = Object.keys(jobs);
  const scheduled = Object.entries(jobs).map(([name, job]): [string, SystemJobInput] => {
    if (name !== first && draw.chance(0.85)) return [name, { ...job, after: [first as string] }];
    return [name, draw.chance(0.85) ? { ...job, schedule: randomSchedule(draw) } : job];
  });
  return Object.fromEntries(scheduled);
}

function randomSchedule(draw: Draw): JobScheduleInput {
  const way = draw.one('cron', 'rate', 'repeat');
  const counted = way === 'repeat' && draw.chance(0.3);
  return {
    ...(way === 'cron' && { cron: draw.one('0 4 * * ? *', '0/30 6-18 ? * MON-FRI *', '15 2 L * ? *') }),
    ...(way === 'rate' && { rate: draw.one('1 day', '6 hours', '30 minutes') }),
    ...(way === 'repeat' && {
      repeat: `R${counted ? draw.int(1, 40) : ''}/2026-03-05T04:30:00Z/${draw.one('P1D', 'PT6H', 'P1M')}`,
    }),
    ...draw.some<JobScheduleInput>(
      {
        timezone: () => draw.one('Europe/Vilnius', 'America/New_York', 'Asia/Kolkata'),
        ...(way !== 'repeat' && { start: () => '2026-12-01T00:00:00Z' }),
        ...(!counted && { end: () => '2030-01-01T00:00:00+02:00' }),
        period: () => draw.one('date', 'hour', 'timestamp'),
        overlap: () => draw.one('allow', 'skip', 'replace'),
      },
      0.6,
    ),
  };
}
