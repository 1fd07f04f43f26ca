import { resolveAll } from '../../../src/rules/resolve-all';
import { resolveEnvironment } from '../../../src/rules/resolve-environment';
import { testLock } from '../builders/test-lock';
import { coverageOf } from './coverage';
import { coveringPlatforms } from './covering-platforms';
import { randomPlatforms } from './random-platforms';

const SIZE = { regions: ['eu-central-1', 'us-east-1'], environments: 6, systemsEach: 3 };
const sample = randomPlatforms(7, SIZE);

describe('randomPlatforms', () => {
  test('gives as many environments and systems as were asked for, in the regions in turn', () => {
    const regions = sample.platforms.map(({ environment }) => environment.region);
    expect(regions).toEqual(['eu-central-1', 'us-east-1', 'eu-central-1', 'us-east-1', 'eu-central-1', 'us-east-1']);
    expect(sample.platforms.map(({ systems }) => systems.length)).toEqual([3, 3, 3, 3, 3, 3]);
  });

  test('gives what the rules accept, each environment with all of its systems', () => {
    for (const { environment, systems } of sample.platforms)
      expect(resolveAll(systems, resolveEnvironment(environment), undefined, testLock(systems))).toHaveLength(3);
  });

  test('is valid by construction: of what it draws the rules refuse less than a fifth', () => {
    for (const { drawn, rejected } of [sample.environments, sample.systems]) {
      expect(rejected / drawn).toBeLessThan(0.2);
      expect(drawn - rejected).toBe(drawn === sample.environments.drawn ? 6 : 18);
    }
  });

  test('gives the same sample for the same seed, and another for another', () => {
    expect(randomPlatforms(7, SIZE)).toEqual(sample);
    expect(randomPlatforms(8, SIZE).platforms).not.toEqual(sample.platforms);
  });

  test('gives JSON: nothing in it is lost when it is printed and read again', () => {
    expect(JSON.parse(JSON.stringify(sample.platforms))).toEqual(sample.platforms);
  });

  test('names everything differently, so that specs can be packed into one stack', () => {
    const names = sample.platforms.map(({ environment }) => environment.name);
    const systems = sample.platforms.flatMap((platform) => platform.systems.map(({ name }) => name));
    expect([new Set(names).size, new Set(systems).size]).toEqual([6, 18]);
  });
});

describe('coverageOf', () => {
  test('finds nothing missing in a sample of the size that verify plans', () => {
    const { gaps, fields, pairs } = coveringPlatforms(7, { ...SIZE, environments: 24 }).coverage;
    expect(gaps).toEqual([]);
    expect(fields.length).toBeGreaterThan(200);
    expect(Object.keys(pairs).length).toBeGreaterThan(150);
  });

  test('lets a sample that is too small grow by half, and it keeps what it began with', () => {
    const { platforms } = coveringPlatforms(7, { ...SIZE, environments: 8 }).sample;
    expect(platforms).toHaveLength(12);
    expect(platforms.slice(0, 6)).toEqual(sample.platforms);
  });

  test('names the fields and pairs that a small sample misses', () => {
    const plain = {
      environment: {
        name: 'dev',
        account: '123456789012',
        region: 'us-east-1',
        zones: ['us-east-1a', 'us-east-1b'],
        backend: { kind: 'local' as const },
        fleets: { general: { instanceTypes: ['m6i.xlarge'], amiRelease: 'latest', maxHosts: 4 } },
      },
      systems: [
        { name: 'ads', services: { bidder: { image: 'x:1', cpus: 1, memoryMiB: 512, exec: true, user: '1:1' } } },
      ],
    };
    const { gaps } = coverageOf([plain]);
    expect(gaps).toContain('field services.*.gpus is said in 0 of 1 places');
    expect(gaps).toContain('field gateways.*.scheme is said in 0 of 0 places');
    expect(gaps).toContain('no service has both exec and gpu');
    expect(gaps.filter((gap) => /^field services\.\*\.(exec|user) |arm64 and gpu/.test(gap))).toEqual([]);
  });
});
