import { resolveAll } from '../../../src/rules/resolve-all';
import { resolveEnvironment } from '../../../src/rules/resolve-environment';
import { testLock } from '../builders/test-lock';
import { amongThemselves, onlyServices } from './among-themselves';
import { randomPlatforms } from './random-platforms';

const service = (allow: string[]) => ({
  image: 'x:1',
  cpus: 1,
  memoryMiB: 512,
  ports: { http: { number: 80 } },
  allow,
});
const ads = {
  name: 'ads',
  services: { bidder: service(['model', 'feed/page']), model: service(['bidder']) },
  environments: { dev: { services: { model: { allow: ['bidder', { service: 'feed/page', why: 'because' }] } } } },
};
const feed = { name: 'feed', services: { page: service([]) } };

describe('amongThemselves', () => {
  test('keeps every call between systems that are all there', () => {
    expect(amongThemselves([ads, feed])).toEqual([ads, feed]);
  });

  test('drops calls from systems that are not there, in the base and in overrides', () => {
    const [alone] = amongThemselves([ads]);
    expect(alone?.services.bidder?.allow).toEqual(['model']);
    expect(alone?.environments?.dev?.services?.model).toEqual({ allow: ['bidder'] });
  });

  test('makes a whole of any part of a random sample', () => {
    for (const { environment, systems } of randomPlatforms(5, {
      regions: ['us-east-1'],
      environments: 3,
      systemsEach: 3,
    }).platforms) {
      const part = amongThemselves([systems[2]!]);
      expect(() => resolveAll(part, resolveEnvironment(environment), undefined, testLock(part))).not.toThrow();
    }
  });
});

describe('onlyServices', () => {
  test('takes services out of a system, with what overrides them', () => {
    expect(amongThemselves([onlyServices(ads, ['bidder'])])).toEqual([
      { name: 'ads', services: { bidder: service([]) }, environments: { dev: { services: {} } } },
    ]);
  });
});
