import type { Problem } from '../errors';
import { trackers } from '../scaling/tracking';
import type { ScheduleSpec } from '../spec/scaling';
import { replicaBounds, type ServiceSpec } from '../spec/service';

/**
 * Replicas that cannot come back from 0, or that never go there. What measures replicas has no data where none run, and target tracking
 * does nothing without data (Application Auto Scaling User Guide, "Target tracking scaling policies", read 2026-11-22): only messages of a
 * queue, and a schedule, are there at 0.
 */
export function checkZero(service: ServiceSpec): Problem[] {
  const { min, max } = replicaBounds(service.replicas);
  if (min > 0) return [];
  const { queueDelay, schedules } = service.scaling;
  if (queueDelay !== undefined) return keepers(service);
  const lifted = Object.values(schedules).some((schedule) => (schedule.min ?? min) > 0);
  return lifted
    ? Object.keys(schedules)
        .sort()
        .flatMap((name) => stranded(schedules[name] as ScheduleSpec, max, `scaling.schedules.${name}.min`))
    : [
        {
          code: 'ScaleFromZero',
          field: 'replicas.min',
          problem: 'is 0, and nothing that is measured brings replicas back from there',
          fix: 'use 1 or more, or scale it by the messages of a queue, in scaling.queueDelay',
        },
      ];
}

/** A schedule that lets something measured take the last replica away: it would stay away until the next schedule. */
function stranded(schedule: ScheduleSpec, most: number, field: string): Problem[] {
  const [min, max] = [schedule.min ?? 0, schedule.max ?? most];
  if (min > 0 || max === 0) return [];
  const problem = `is 0 and max is ${max}, and nothing that is measured brings replicas back from 0`;
  return [{ code: 'ScaleFromZero', field, problem, fix: 'use 1 or more, or max 0' }];
}

/**
 * Measures that hold the last replica: a number falls only when all policies that let go agree, one that runs uses some memory and cores,
 * and without requests there are no data.
 */
function keepers(service: ServiceSpec): Problem[] {
  return trackers(service)
    .filter((field) => ['cpuPercent', 'memoryPercent', 'requestsPerReplica'].includes(field))
    .map((field) => ({
      code: 'KeptFromZero',
      field: `scaling.${field}`,
      problem: 'never agrees to let the last replica go, and replicas.min is 0',
      fix: 'delete it, or use replicas.min 1',
    }));
}
