import type { EnvironmentInput } from '../src/spec/environment';
import type { SystemInput } from '../src/spec/system';
import { environments } from '../stacks/environments';
import { systems } from '../stacks/systems';
import { variants } from './acceptance/verify-variants';
import { synthPlatform } from './support/builders/synth-platform';
import { randomPlatforms } from './support/random/random-platforms';

interface Service {
  readonly lifecycle?: { readonly ignore_changes?: readonly string[] };
}

/** Paths of the services whose number of replicas a deploy leaves alone, and of those that something scales, over all stacks. */
function services(environment: EnvironmentInput, inputs: readonly SystemInput[]) {
  const stacks = Object.values(synthPlatform(environment, inputs));
  const left = stacks.flatMap((stack) =>
    Object.entries(stack.of('aws_ecs_service') as Record<string, Service>)
      .filter(([, { lifecycle }]) => lifecycle?.ignore_changes?.includes('desired_count'))
      .map(([path]) => `${stack.name}: ${path}`),
  );
  const scaled = stacks.flatMap((stack) =>
    Object.values(stack.of('aws_appautoscaling_target')).map(
      ({ resource_id: id }) => `${stack.name}: ${/aws_ecs_service\[([^\]]+)\]/.exec(String(id))?.[1]}`,
    ),
  );
  return { left: left.sort(), scaled: scaled.sort() };
}

describe('the number of replicas', () => {
  const random = randomPlatforms(5, { regions: ['eu-west-1'], environments: 3, systemsEach: 3 }).platforms;
  const cases: readonly (readonly [string, EnvironmentInput, readonly SystemInput[]])[] = [
    ['dev', environments.dev, systems],
    ['prod', environments.prod, systems],
    ...variants.map((v) => [v.environment.name, v.environment, v.systems] as const),
    ...random.map((r, i) => [`a random environment, ${i + 1}`, r.environment, r.systems] as const),
  ];

  it.each(cases)('is left to a scaler where there is one, and set at every deploy elsewhere: %s', (_, ...platform) => {
    const { left, scaled } = services(...platform);
    expect(left).toEqual(scaled);
  });
});
