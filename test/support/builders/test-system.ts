import { resolveSystem } from '../../../src/spec/resolve-system';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput, SystemSpec } from '../../../src/spec/system';
import { testService } from './test-service';

/** A legal system of the services given, each a legal service but for what is said of it. */
export function testSystem(
  services: Readonly<Record<string, Partial<ServiceInput>>> = { bidder: {} },
  name = 'ads',
): SystemInput {
  return {
    name,
    services: Object.fromEntries(Object.entries(services).map(([key, service]) => [key, testService(service)])),
  };
}

/** The same with every default filled in, whether its rules hold or not. */
export function testSystemSpec(
  services: Readonly<Record<string, Partial<ServiceInput>>> = { bidder: {} },
  name = 'ads',
): SystemSpec {
  const resolved = resolveSystem(testSystem(services, name), 'test');
  if (resolved.value !== undefined) return resolved.value;
  throw new Error(resolved.problems.map((p) => `${p.field} ${p.problem}`).join('\n'));
}
