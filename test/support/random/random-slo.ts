import { countsErrors } from '../../../src/rollout/error-percent';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { Draw } from './draw';

type Slo = NonNullable<ServiceInput['slo']>;

/** Anything that may be promised of this service: what is measured of it, and what can be missed and kept. */
export function randomSlo(draw: Draw, input: ServiceInput): Slo {
  const service = serviceSpec.parse({ ...input, acknowledge: {} });
  const { routes, listeners, access, scaling } = service;
  const consumes = access.some(
    (entry) => entry.kind === 'queue' && entry.actions.includes('consume') && !entry.queue.startsWith('arn:'),
  );
  const worked = scaling.queueDelay?.processingSeconds ?? 0;
  const said = draw.some<Slo>(
    {
      ...(countsErrors(service) && { errorPercent: () => draw.one(0.1, 5, 99.9) }),
      ...(routes.length > 0 && {
        latency: () => ({ percentile: draw.one(50, 99, 99.99), seconds: draw.one(0.05, 0.9) }),
      }),
      ...(routes.length + listeners.length > 0 && { unhealthyReplicas: () => 0 }),
      ...(consumes && { queueSeconds: () => Math.min(86_399, worked + draw.int(1, 3600)) }),
      minutes: () => draw.one(1, 15, 60),
    },
    0.9,
  );
  const silent = (['errors', 'latency', 'unhealthy', 'queue'] as const).filter(
    (_, i) =>
      said[(['errorPercent', 'latency', 'unhealthyReplicas', 'queueSeconds'] as const)[i] as never] === undefined,
  );
  return { ...said, ...(draw.chance(0.6) && { untold: draw.subset([...silent]) }) };
}

/** Promises of some services, of some only in an environment. @param services as they are there */
export function withSlos(
  draw: Draw,
  environment: string,
  system: SystemInput,
  services: SystemInput['services'],
): SystemInput {
  const change = system.environments?.[environment];
  const bases: Record<string, Record<string, unknown>> = { ...system.services };
  const changes: Record<string, Record<string, unknown>> = { ...change?.services };
  for (const [name, service] of Object.entries(services)) {
    if (!draw.chance(0.7)) continue;
    const slo = randomSlo(draw, service);
    // What is overridden anyway may be in this, too.
    const to = draw.chance(0.5) && changes[name] !== undefined ? changes : bases;
    to[name] = { ...to[name], slo };
  }
  const environments = change && { ...system.environments, [environment]: { ...change, services: changes } };
  return { ...system, services: bases as unknown as SystemInput['services'], ...(environments && { environments }) };
}
