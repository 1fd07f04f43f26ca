import { QUOTAS, WITHOUT_QUOTA } from '../src/catalog/quotas';
import { platformUsage } from '../src/quotas/platform-usage';
import { resolveAll } from '../src/rules/resolve-all';
import { resolveEnvironment } from '../src/rules/resolve-environment';
import type { EnvironmentInput } from '../src/spec/environment';
import type { SystemInput } from '../src/spec/system';
import { environments } from '../stacks/environments';
import { systems } from '../stacks/systems';
import { constructedTypes } from './acceptance/resource-table';
import { variants } from './acceptance/verify-variants';
import { synthPlatform } from './support/builders/synth-platform';
import { testLock } from './support/builders/test-lock';
import { counted, UNSEEN } from './support/counted';
import { randomPlatforms } from './support/random/random-platforms';

/** What the specs say that there will be. */
function foretold(input: EnvironmentInput, inputs: readonly SystemInput[]): Record<string, number> {
  const environment = resolveEnvironment(input);
  const usages = platformUsage(
    environment,
    resolveAll(inputs, environment, ['dev', 'prod', environment.name], testLock(inputs)),
  );
  return Object.fromEntries(
    usages
      .filter(({ quota, count }) => count > 0 && !UNSEEN.includes(quota))
      .map(({ quota, of, count }) => [`${quota}: ${of}`, count]),
  );
}

/** Services whose image a parameter names. */
function byParameter(input: EnvironmentInput, inputs: readonly SystemInput[]): string[] {
  return resolveAll(inputs, resolveEnvironment(input), ['dev', 'prod', input.name], testLock(inputs)).flatMap(
    ({ name, services }) =>
      Object.keys(services)
        .sort()
        .filter((service) => services[service]?.imageFrom !== undefined)
        .map((service) => `${name}/${service}`),
  );
}

describe('counts that are foretold from the specs', () => {
  const random = randomPlatforms(11, { regions: ['eu-west-1'], environments: 8, systemsEach: 3 }).platforms;
  const cases: readonly (readonly [string, EnvironmentInput, readonly SystemInput[]])[] = [
    ['dev', environments.dev, systems],
    ['prod', environments.prod, systems],
    ...variants.map((v) => [v.environment.name, v.environment, v.systems] as const),
    ...random.map((r, i) => [`a random environment, ${i + 1}`, r.environment, r.systems] as const),
  ];

  it.each(cases)('are those of what is synthesized: %s', (_name, environment, inputs) => {
    const found = counted(synthPlatform(environment, inputs), environment.name);
    const told = foretold(environment, inputs);
    const unknown = Object.keys(told).filter((key) => key.startsWith('taskDefinitionBytes') && !(key in found));
    expect(unknown.map((key) => key.replace('taskDefinitionBytes: ', ''))).toEqual(byParameter(environment, inputs));
    expect(Object.fromEntries(Object.entries(told).filter(([key]) => !unknown.includes(key)))).toEqual(found);
  });
});

describe('the catalog of quotas', () => {
  const bounded = new Set(Object.values(QUOTAS).flatMap((quota) => quota.types as readonly string[]));

  it('bounds every type that a construct can make, or says why nothing does', () => {
    expect(constructedTypes().filter((type) => !bounded.has(type) && WITHOUT_QUOTA[type] === undefined)).toEqual([]);
    expect(Object.keys(WITHOUT_QUOTA).filter((type) => bounded.has(type))).toEqual([]);
  });

  it('refuses by documents only, and names each', () => {
    for (const { source, title } of Object.values(QUOTAS)) expect([source, title]).not.toContain('');
  });
});
