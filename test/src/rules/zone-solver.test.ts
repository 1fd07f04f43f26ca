import fc from 'fast-check';
import { explain } from '../../../src/explain/explain';
import { explanationText } from '../../../src/explain/text/explanation-text';
import { checkStorage } from '../../../src/rules/check-storage';
import { placeVolumes } from '../../../src/rules/place-volumes';
import { settle } from '../../../src/rules/settle';
import { solveZones, zoneChain } from '../../../src/rules/zone-solver';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemSpec } from '../../../src/spec/system';
import { type VolumeInput, volumeSpec } from '../../../src/spec/volume';
import { zoneOf } from '../../../src/storage/capabilities';
import { testContract } from '../../support/builders/test-contract';
import { AMD64, testEnvironmentSpec } from '../../support/builders/test-environment';
import { testSystemSpec } from '../../support/builders/test-system';

const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
const fleetIn = (zones: string[]) => ({ instanceTypes: ['m6i.2xlarge'], amiRelease: AMD64, maxHosts: 10, zones });
const environment = (fleets: Readonly<Record<string, string[]>>) => ({
  zones: ZONES,
  fleets: Object.fromEntries(Object.entries(fleets).map(([name, zones]) => [name, fleetIn(zones)])),
});
const contractWith = (zones: string[]) => testContract(environment({ general: zones }));

function system(
  services: Readonly<Record<string, Partial<ServiceInput>>>,
  volumes: Readonly<Record<string, VolumeInput>>,
): SystemSpec {
  const all = Object.entries(volumes).map(([name, volume]) => [name, volumeSpec.parse(volume)] as const);
  return { ...testSystemSpec(services), volumes: Object.fromEntries(all) };
}

const one = (...mounts: string[]): Partial<ServiceInput> => ({
  replicas: 1,
  rollout: 'recreate',
  mounts: mounts.map((volume) => ({ volume, path: `/data/${volume}` })),
});
const ebs = (zone?: string): VolumeInput => ({ kind: 'ebs', sizeGiB: 10, ...(zone && { zone }) });
const efs = (zone: string): VolumeInput => ({ kind: 'efs', oneZone: zone });
const solutionOf = (of: SystemSpec, zones: string[]) =>
  solveZones({ services: Object.values(of.services), volumes: of.volumes }, contractWith(zones));

describe('the zones of services and their volumes', () => {
  const some = fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1 });

  it('are those that everything allows, one by one', () => {
    const arbitrary = fc.record({
      fleet: some,
      index: fc.option(fc.constantFrom(...ZONES), { nil: undefined }),
      models: fc.option(fc.constantFrom(...ZONES), { nil: undefined }),
      wanted: fc.option(fc.constantFrom(...ZONES), { nil: undefined }),
    });
    fc.assert(
      fc.property(arbitrary, ({ fleet, index, models, wanted }) => {
        const placement =
          wanted === undefined ? {} : { placement: { constraints: [{ is: 'zone', value: wanted } as const] } };
        const names = ['index', ...(models === undefined ? [] : ['models'])];
        const of = system(
          { search: { ...one(...names), ...placement } },
          { index: ebs(index), ...(models !== undefined && { models: efs(models) }) },
        );
        const expected = ZONES.filter(
          (zone) =>
            fleet.includes(zone) && [index, models, wanted].every((other) => other === undefined || other === zone),
        );
        expect(solutionOf(of, fleet).zones).toEqual(expected);
      }),
    );
  });

  it('are told as a chain, with all that narrows them and nothing else', () => {
    const of = system({ search: one('index', 'models') }, { index: ebs('us-east-1b'), models: efs('us-east-1a') });
    expect(zoneChain(solutionOf(of, ['us-east-1a', 'us-east-1b']))).toBe(
      "the environment has us-east-1a, us-east-1b and us-east-1c; fleet 'general' is in us-east-1a and us-east-1b, which leaves us-east-1a and us-east-1b; " +
        "volume 'index' is in us-east-1b, which leaves us-east-1b; volume 'models' is in us-east-1a, which leaves none",
    );
    const free = system({ search: one('index') }, { index: ebs() });
    expect(zoneChain(solutionOf(free, ZONES))).toBe('the environment has us-east-1a, us-east-1b and us-east-1c');
  });

  it('are none for who may start on any host of several zones', () => {
    const of = system({ search: { mounts: [{ volume: 'models', path: '/m' }] } }, { models: efs('us-east-1a') });
    expect(solutionOf(of, ['us-east-1a']).zones).toEqual(['us-east-1a']);
    expect(zoneChain(solutionOf(of, ['us-east-1a', 'us-east-1b']))).toMatch(
      /; volume 'models' is in us-east-1a, which leaves us-east-1a; a replica on a host of fleet 'general' may be in us-east-1a and us-east-1b, which leaves none$/,
    );
  });
});

describe('a service and volumes that cannot be together', () => {
  const problems = (of: SystemSpec, zones: string[]) =>
    checkStorage(Object.values(of.services)[0] as never, of.volumes, contractWith(zones));

  it('are refused with the whole chain, at the volume that leaves none', () => {
    const of = system({ search: one('index', 'models') }, { index: ebs('us-east-1b'), models: efs('us-east-1a') });
    expect(problems(of, ['us-east-1a', 'us-east-1b'])).toMatchObject([
      {
        code: 'VolumeOutOfZone',
        field: 'mounts.1.volume',
        problem: expect.stringMatching(
          /^is 'models', and there is no zone for all of it: the environment has .* which leaves none$/,
        ),
      },
    ]);
  });

  it('are accepted where the host of one is in the zone of the other', () => {
    const of = system({ search: one('index', 'models') }, { index: ebs('us-east-1a'), models: efs('us-east-1a') });
    expect(problems(of, ZONES)).toEqual([]);
  });
});

describe('the zone of a volume that says none', () => {
  const placed = (of: SystemSpec, zones: string[], recorded: Record<string, string> = {}) =>
    placeVolumes(of, contractWith(zones), (volume) => recorded[volume]);
  const zonesOf = (of: SystemSpec, zones: string[], recorded?: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(placed(of, zones, recorded).volumes).map(([name, volume]) => [name, zoneOf(volume)]),
    );

  it('is one that its fleet has', () => {
    for (const zone of ZONES)
      expect(zonesOf(system({ search: one('index') }, { index: ebs() }), [zone])).toEqual({ index: zone });
  });

  it('is that of the other volumes of its service', () => {
    for (const zone of ZONES)
      expect(
        zonesOf(system({ search: one('index', 'models') }, { index: ebs(), models: efs(zone) }), ZONES).index,
      ).toBe(zone);
  });

  it('is one that its placement asks for', () => {
    const constraints = [{ unlike: 'zone', pattern: 'us-east-1[ab]' } as const];
    const of = system({ search: { ...one('index'), placement: { constraints } } }, { index: ebs() });
    expect(zonesOf(of, ZONES)).toEqual({ index: 'us-east-1c' });
  });

  it('is where it was first made, whatever is possible now, and that is then refused', () => {
    const of = system({ search: one('index') }, { index: ebs() });
    expect(zonesOf(of, ['us-east-1b'], { index: 'us-east-1a' })).toEqual({ index: 'us-east-1a' });
    expect(placed(of, ZONES, { index: 'us-east-1a' }).places.index?.why).toBe('recorded');
    const there = { ...of, volumes: placed(of, ['us-east-1b'], { index: 'us-east-1a' }).volumes };
    expect(checkStorage(there.services.search as never, there.volumes, contractWith(['us-east-1b']))).toHaveLength(1);
  });

  it('is none where nothing is possible', () => {
    const of = system({ search: one('index', 'models') }, { index: ebs(), models: efs('us-east-1a') });
    expect(zonesOf(of, ['us-east-1b']).index).toBeUndefined();
  });

  it('is not that of others, which nothing ties to it', () => {
    const names = [...'abcdefghijklmnop'];
    const of = system(
      Object.fromEntries(names.map((name) => [`s${name}`, one(name)])),
      Object.fromEntries(names.map((name) => [name, ebs()])),
    );
    expect(new Set(Object.values(zonesOf(of, ZONES)))).toEqual(new Set(ZONES));
  });
});

describe('explain', () => {
  it('says in which zone a service is, with which volume, and why', () => {
    const spec = testEnvironmentSpec(environment({ general: ['us-east-1a', 'us-east-1b'] }));
    const contract = contractWith(['us-east-1a', 'us-east-1b']);
    const each = { kind: 'ebs', sizeGiB: 10, perReplica: true } as const;
    const of = system(
      { search: one('index'), shard: { ...one('part'), replicas: 2 }, said: one('there'), api: {} },
      { index: ebs(), part: each, there: ebs('us-east-1b') },
    );
    const recorded = { zone: (name: string) => (name === 'index' ? 'us-east-1a' : undefined), replicas: () => [] };
    const { services } = explain(spec, [settle(of, contract, recorded)]);
    expect(services.map(({ service, place }) => [service, place?.volume, place?.why])).toEqual([
      ['api', undefined, undefined],
      ['said', 'there', 'said'],
      ['search', 'index', 'recorded'],
      ['shard-0', 'part-0', 'chosen'],
      ['shard-1', 'part-1', 'chosen'],
    ]);
    const text = explanationText(explain(spec, [settle(of, contract, recorded)]));
    expect(text).toContain("  It is in us-east-1a with volume 'index', where it was first made.\n");
    expect(text).toMatch(
      / {2}It is in us-east-1[ab] with volume 'part-0', by its name: the environment has us-east-1a, us-east-1b and us-east-1c; fleet 'general' is in us-east-1a and us-east-1b, which leaves us-east-1a and us-east-1b\.\n/,
    );
  });
});
