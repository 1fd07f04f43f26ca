import { shiftOf } from '../../../src/rollout/strategy';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import type { Draw } from './draw';
import { reason } from './text';

/** The same services, some of which let jobs of their system in: all but those that move requests, which have no name for jobs. */
export function withJobCallers(
  draw: Draw,
  services: Record<string, ServiceInput>,
  jobs: readonly string[],
): Record<string, ServiceInput> {
  if (jobs.length === 0) return services;
  return Object.fromEntries(Object.entries(services).map(([name, service]) => [name, called(draw, service, jobs)]));
}

function called(draw: Draw, service: ServiceInput, jobs: readonly string[]): ServiceInput {
  const ports = Object.keys(service.ports ?? {});
  const shifts = shiftOf(serviceSpec.shape.rollout.parse(service.rollout)) !== undefined;
  // Past a limit nobody is let in but by listeners, which is acknowledged already.
  const limited = service.maxConcurrencyPerReplica !== undefined && !service.listeners?.length;
  if (ports.length === 0 || shifts || limited || draw.chance(0.15)) return service;
  const callers = draw.subset(jobs, 1).map((job) => ({
    job,
    ...draw.some({ ports: () => draw.subset(ports, 1), why: () => reason(draw, 5) }),
  }));
  return { ...service, allow: [...(service.allow ?? []), ...callers] };
}
