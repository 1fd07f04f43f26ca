import { shiftMinutes, shiftOf } from '../rollout/strategy';
import { DEFAULT_READINESS } from '../spec/health';
import type { ServiceSpec } from '../spec/service';

/**
 * Minutes in which hosts start, images are pulled and replicas become healthy, once: twice what the provider allows by itself (AWS provider
 * 6.25, `aws_ecs_service`: 20 minutes), because images of models are large and hosts may have to be started first.
 */
const ONE_START = 40;

/** Minutes after which a deployment of a service that has not reached its steady state counts as failed: its tasks and bakes included. */
export function steadyMinutes({ stopSeconds, health, rollout, beforeDeploy }: ServiceSpec): number {
  const { graceSeconds } = health.readiness ?? DEFAULT_READINESS;
  const shift = shiftOf(rollout);
  const tasks = beforeDeploy.reduce((sum, { timeoutMinutes }) => sum + timeoutMinutes, 0);
  return (
    ONE_START + Math.ceil((graceSeconds + stopSeconds) / 60) + tasks + (shift === undefined ? 0 : shiftMinutes(shift))
  );
}
