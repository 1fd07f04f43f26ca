import type { JobScheduleInput } from '../../spec/training/job-schedule';

/** How periods are written, and how often a job with such periods runs. */
const FORMS: readonly (readonly [RegExp, JobScheduleInput])[] = [
  [/^\d{4}-\d{2}-\d{2}$/, { cron: '0 4 * * ? *', period: 'date' }],
  [/^\d{4}-\d{2}-\d{2}T\d{2}$/, { cron: '15 * * * ? *', period: 'hour' }],
  [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?$/, { cron: '15 * * * ? *', period: 'timestamp' }],
];

/** The schedule that gives a job periods such as this one; undefined where it is written in no way that is known here. */
export function scheduleOf(period: string): JobScheduleInput | undefined {
  return FORMS.find(([form]) => form.test(period))?.[1];
}
