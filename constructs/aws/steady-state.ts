import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { steadyMinutes } from '../../src/sizing/steady-state';
import type { ServiceSpec } from '../../src/spec/service';

/**
 * Makes Terraform wait, when it creates or updates a service, until all replicas of the new revision run and those of the old are gone; a run
 * that is interrupted meanwhile rolls the deployment back instead of leaving it half way.
 */
export function reachSteadyState(service: EcsService, spec: ServiceSpec): void {
  const minutes = `${steadyMinutes(spec)}m`;
  service.waitForSteadyState = true;
  service.sigintRollback = true;
  service.putTimeouts({ create: minutes, update: minutes });
}
