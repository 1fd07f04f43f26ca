import fc from 'fast-check';
import { checkSystem } from '../../../src/rules/check-system';
import { allowsService } from '../../../src/rules/edges';
import { memberServices, REPLICA_INDEX, withMembers } from '../../../src/rules/members';
import { settle } from '../../../src/rules/settle';
import { zoneOf } from '../../../src/storage/capabilities';
import { testContract } from '../../support/builders/test-contract';
import { testSystemSpec } from '../../support/builders/test-system';
import { EACH, INDEX, systemOfReplicas as system } from './volume-rules/per-replica';

describe('a system with a volume for each replica', () => {
  const settled = withMembers(system());

  it('has a service with one replica, its own volume and its number, for each', () => {
    expect(Object.keys(settled.services)).toEqual(['index-0', 'index-1', 'index-2']);
    expect(Object.keys(settled.volumes)).toEqual(['data-0', 'data-1', 'data-2']);
    const second = settled.services['index-1'];
    expect([second?.replicas, second?.mounts[0]?.volume, second?.environment]).toEqual([
      1,
      'data-1',
      { [REPLICA_INDEX]: '1' },
    ]);
    expect(settled.members.services['index-1']).toEqual({ of: 'index', replica: 1 });
    expect(settled.members.volumes['data-2']).toEqual({ of: 'data', replica: 2 });
  });

  it('replaces them one after another', () => {
    expect(Object.values(settled.services).map(({ after }) => after)).toEqual([[], ['index-0'], ['index-1']]);
  });

  it('tells the containers beside the replica its number too, and lets the spec say another', () => {
    const beside = {
      ...INDEX,
      sidecars: { tools: { image: 'tools:1', cpus: 0.1, memoryMiB: 64 } },
      init: [{ name: 'load', image: 'load:1', environment: { [REPLICA_INDEX]: 'none' } }],
    };
    const one = withMembers(system({ index: beside })).services['index-2'];
    expect(one?.sidecars.tools?.environment).toEqual({ [REPLICA_INDEX]: '2' });
    expect(one?.init[0]?.environment).toEqual({ [REPLICA_INDEX]: 'none' });
  });

  it('lets those call and wait for all of them who say its name, from any system', () => {
    const api = { ports: { http: { number: 80 } }, after: ['index'], allow: [{ service: 'index', why: 'asks back' }] };
    const own = withMembers(system({ api })).services.api;
    expect(own?.after).toEqual(['index-0', 'index-1', 'index-2']);
    expect(own?.allow).toEqual(['index-0', 'index-1', 'index-2'].map((service) => ({ service, why: 'asks back' })));
    const other = { ...testSystemSpec({ web: { allow: ['ads/index', 'ads/api'] } }), name: 'shop' };
    expect(withMembers(other, memberServices([system()])).services.web?.allow).toEqual([
      'ads/index-0',
      'ads/index-1',
      'ads/index-2',
      'ads/api',
    ]);
  });

  it('lets them call each other where it lets itself in, and none itself', () => {
    const own = withMembers(
      system({ index: { ...INDEX, allow: ['index', { service: 'ads/index', ports: ['http'] }] } }),
    );
    const callersOf = (name: string) =>
      own.services[name]?.allow
        .filter(allowsService)
        .map((allow) => (typeof allow === 'string' ? allow : allow.service));
    expect(callersOf('index-1')).toEqual(['index-0', 'index-2', 'ads/index-0', 'ads/index-2']);
    expect(checkSystem(own, testContract())).toEqual([]);
  });

  it('is what it was where nothing is one for each replica', () => {
    const plain = system({ index: { ...INDEX, replicas: 1 } }, { data: { kind: 'ebs', sizeGiB: 1 } });
    const { members, ...same } = withMembers(plain);
    expect(same).toEqual(plain);
    expect(members).toEqual({ services: {}, volumes: {}, unmounted: [] });
  });
});

describe('volumes of replicas', () => {
  const zones = ['a', 'b', 'c'];
  const zoned = (all: string[]) => testContract({ zones: all });
  const count = (replicas: number) => system({ index: { ...INDEX, replicas } });

  it('are those of all replicas that there are, and of all that there were', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 }), fc.uniqueArray(fc.nat({ max: 12 })), (replicas, recorded) => {
        const names = Object.keys(
          settle(count(replicas), zoned(zones), { zone: () => undefined, replicas: () => recorded }).volumes,
        );
        const wanted = new Set([...Array(replicas).keys(), ...recorded]);
        expect(names).toEqual([...wanted].map((replica) => `data-${replica}`).sort());
      }),
    );
  });

  it('go round the zones, and stay where they are when replicas come and go', () => {
    const placed = (replicas: number) =>
      Object.entries(settle(count(replicas), zoned(zones)).volumes).map(([n, v]) => [n, zoneOf(v)]);
    const six = placed(6);
    expect(new Set(six.slice(0, 3).map(([, zone]) => zone))).toEqual(new Set(zones));
    expect(six.slice(3).map(([, zone]) => zone)).toEqual(six.slice(0, 3).map(([, zone]) => zone));
    expect(placed(2)).toEqual(six.slice(0, 2));
  });

  it('are where they were first made, whatever zones there are now, or all where the spec says', () => {
    const recorded = { zone: (_: string, replica?: number) => (replica === 1 ? 'z' : undefined), replicas: () => [1] };
    expect(zoneOf(settle(count(2), zoned(zones), recorded).volumes['data-1'] as never)).toBe('z');
    const there = system({}, { data: { ...EACH, zone: 'b' } });
    expect(Object.values(settle(there, zoned(zones)).volumes).map(zoneOf)).toEqual(['b', 'b', 'b']);
  });

  it('settle once: a system that is settled stays as it is', () => {
    const once = settle(count(3), zoned(zones));
    expect(settle(once, zoned(['d']))).toBe(once);
  });
});
