import { replicaBounds, type ServiceSpec } from '../spec/service';
import { isScaled } from './scaled';
import { trackers } from './tracking';

/** How many of what AWS bounds the scaling of a service needs. */
export interface ScalingCounts {
  readonly targets: number;
  readonly policies: number;
  readonly schedules: number;
  /** With the two that AWS makes for each measure it keeps at a value. */
  readonly alarms: number;
}

/** What `planScaling` will make, counted from the spec alone. */
export function scalingCounts(service: ServiceSpec): ScalingCounts {
  if (!isScaled(service)) return { targets: 0, policies: 0, schedules: 0, alarms: 0 };
  const { latency, queueDelay, schedules } = service.scaling;
  const wakes = replicaBounds(service.replicas).min === 0 && queueDelay !== undefined;
  const tracking = Math.max(1, trackers(service).length);
  const steps = (latency === undefined ? 0 : 1) + (wakes ? 1 : 0);
  return {
    targets: 1,
    policies: tracking + steps,
    schedules: Object.keys(schedules).length,
    alarms: 2 * tracking + steps,
  };
}
