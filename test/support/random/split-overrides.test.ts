import fc from 'fast-check';
import { resolveEnvironment } from '../../../src/rules/resolve-environment';
import { parseSystem } from '../../../src/spec/resolve-system';
import { serviceSpec } from '../../../src/spec/service';
import { drawn } from './draw';
import { randomPlatforms } from './random-platforms';
import { randomSystem } from './random-system';
import { splitOverrides } from './split-overrides';

const [platform] = randomPlatforms(3, { regions: ['us-east-1'], environments: 1, systemsEach: 1 }).platforms;
const environment = resolveEnvironment(platform!.environment);

describe('splitOverrides', () => {
  test('cuts any service so that its base is legal and the change gives it back', () => {
    const services = randomSystem({ environment, others: [], serial: 1 }).map(
      (system) => parseSystem(system, environment.name).services,
    );
    const cut = services.chain((all) =>
      drawn((draw) => Object.values(all).map((whole) => ({ whole, ...splitOverrides(draw, serviceSpec, whole) }))),
    );
    fc.assert(
      fc.property(cut, (parts) => {
        for (const { whole, base, change } of parts) {
          const system = { name: 'ads', services: { it: base }, environments: { dev: { services: { it: change } } } };
          expect(parseSystem(system as never, 'dev').services.it).toEqual(whole);
        }
      }),
      { numRuns: 40, seed: 5 },
    );
  });
});
