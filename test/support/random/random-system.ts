import type fc from 'fast-check';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { type Draw, drawn } from './draw';
import { label } from './label';
import { withWaits } from './random-after';
import { randomService } from './random-service';
import { splitOverrides } from './split-overrides';

/** Services that one random system may have. */
const MOST_SERVICES = 3;

/** What a system stands among. */
export interface Neighbourhood {
  readonly environment: EnvironmentSpec;
  /** Systems that are there already: its services may let theirs in. They never call it, so there is no circle. */
  readonly others: readonly SystemInput[];
  /** Different for each system of a sample. */
  readonly serial: number;
}

/** Any system, some of its fields only in what the environment overrides. */
export function randomSystem({ environment, others, serial }: Neighbourhood): fc.Arbitrary<SystemInput> {
  return drawn((draw) => {
    const system = label(draw, 'system', serial);
    const names = draw.list(1, MOST_SERVICES, (i) => label(draw, 'service', i));
    const guests = others.flatMap((other) => Object.keys(other.services).map((service) => `${other.name}/${service}`));
    const services = names.map((service, i) => {
      const siblings = names.filter((name) => name !== service);
      const place = { environment, system, service, serial: serial * MOST_SERVICES + i, siblings, guests };
      return [service, randomService(draw, place)] as const;
    });
    return {
      name: system,
      ...overridden(draw, environment.name, withWaits(draw, system, Object.fromEntries(services), guests)),
    };
  });
}

function overridden(
  draw: Draw,
  environment: string,
  whole: Readonly<Record<string, ServiceInput>>,
): Pick<SystemInput, 'services' | 'environments'> {
  const services: Record<string, ServiceInput> = {};
  const changes: Record<string, Record<string, unknown>> = {};
  for (const [name, service] of Object.entries(whole)) {
    const { base, change } = draw.chance(0.6)
      ? splitOverrides(draw, serviceSpec, service)
      : { base: service, change: {} };
    services[name] = base as ServiceInput;
    if (Object.keys(change).length > 0) changes[name] = change;
  }
  const any = Object.keys(changes).length > 0;
  return { services, ...(any && { environments: { [environment]: { services: changes } } }) };
}
