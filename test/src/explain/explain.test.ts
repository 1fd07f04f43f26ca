import { explain } from '../../../src/explain/explain';
import { explanationText } from '../../../src/explain/text/explanation-text';
import { resolveAll } from '../../../src/rules/resolve-all';
import { resolveEnvironment } from '../../../src/rules/resolve-environment';
import { taskRequest } from '../../../src/rules/task-request';
import { DIMENSIONS } from '../../../src/sizing/host-capacity';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { PricesInput } from '../../../src/spec/prices';
import type { ServiceInput } from '../../../src/spec/service';
import { type SystemInput, systemSpec } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import { systems as examples } from '../../../stacks/systems';
import { AMD64, testEnvironmentSpec } from '../../support/builders/test-environment';
import { testLock } from '../../support/builders/test-lock';
import { testSystemSpec } from '../../support/builders/test-system';
import { randomPlatforms } from '../../support/random/random-platforms';

const fleet = (overrides: object = {}) => ({
  fleets: { general: { instanceTypes: ['m6i.2xlarge'], amiRelease: AMD64, maxHosts: 20, ...overrides } },
});

function explained(
  services: Readonly<Record<string, Partial<ServiceInput>>>,
  environment: Partial<EnvironmentInput> = fleet(),
  prices: PricesInput = {},
) {
  return explain(testEnvironmentSpec(environment), [testSystemSpec(services)], { prices });
}

const SIZE = { regions: ['eu-central-1', 'us-east-1'], environments: 8, systemsEach: 3 };
const platforms = randomPlatforms(11, SIZE).platforms.map(({ environment: input, systems }) => {
  const environment = resolveEnvironment(input);
  return { environment, systems: resolveAll(systems, environment, undefined, testLock(systems)) };
});

describe('what any environment comes to', () => {
  const all = platforms.map(({ environment, systems }) => ({ systems, explanation: explain(environment, systems) }));

  it('is data: nothing in it is lost when it is printed and read again, and the same input gives the same', () => {
    for (const { explanation } of all) expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    expect(platforms.map(({ environment, systems }) => explain(environment, systems))).toEqual(
      all.map(({ explanation }) => explanation),
    );
  });

  it('counts for each service all containers and the proxy, as placement does', () => {
    for (const { systems, explanation } of all)
      for (const { system, service, containers, demand, cpuLimitUnits } of explanation.services) {
        const spec = systems.find(({ name }) => name === system)?.services[service];
        const request = taskRequest(spec as never);
        expect(containers.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0)).toBe(request.memoryMiB);
        if (cpuLimitUnits === undefined)
          expect(containers.reduce((sum, { cpuUnits }) => sum + cpuUnits, 0)).toBe(demand.cpuUnits);
        else expect(demand.cpuUnits).toBe(cpuLimitUnits);
      }
  });

  it('fills each host with as many replicas as fit, and not one more', () => {
    for (const { explanation } of all)
      for (const { demand, hosts } of explanation.services)
        for (const { left, scarcest, replicas } of hosts) {
          expect(replicas).toBeGreaterThan(0);
          expect(DIMENSIONS.filter((d) => left[d] < 0)).toEqual([]);
          expect(left[scarcest]).toBeLessThan(demand[scarcest]);
        }
  });

  it('never needs fewer hosts than the lower bound, nor fewer with more tasks', () => {
    for (const { explanation } of all)
      for (const { atMinimum, inRollout, allReplaced, minHosts } of explanation.fleets) {
        for (const state of [atMinimum, inRollout, allReplaced]) {
          expect(state.hosts).toBeGreaterThanOrEqual(state.leastHosts);
          expect(state.hosts).toBeGreaterThanOrEqual(Math.max(minHosts, atMinimum.hosts));
        }
      }
  });

  it('has no price outside the region of the catalog, and says so', () => {
    for (const { explanation } of all.filter((one) => one.explanation.region !== 'us-east-1')) {
      expect(explanation.cost.atMinimum.usdPerHour).toBe(0);
      expect(explanation.cost.atMinimum.unknown).toEqual(explanation.cost.atMinimum.lines.map(({ what }) => what));
    }
  });

  it('can be told as text of lines without trailing space', () => {
    for (const { explanation } of all) expect(explanationText(explanation)).not.toMatch(/ \n|undefined|NaN|Infinity/);
  });
});

describe('the example systems', () => {
  it.each([
    ['dev', 4, 14],
    ['prod', 5, 23],
  ] as const)('run in %s on %d hosts at the fewest replicas and on %d at the most', (name, fewest, most) => {
    const environment = resolveEnvironment(environments[name]);
    const { fleets } = explain(environment, resolveAll(examples, environment, ['dev', 'prod'], testLock(examples)));
    expect(fleets.map(({ atMinimum, atMaximum }) => [atMinimum.hosts, atMaximum.hosts])).toEqual([
      [fewest, most],
      // Those of the index, whatever else there is.
      [1, 1],
      [1, 1],
    ]);
  });
});

describe('a service', () => {
  it('shares its hosts with whoever runs on its fleet, and with itself where a host holds two of it', () => {
    const large = { cpus: 7, replicas: 2 };
    const { services } = explained({ large, small: { cpus: 1 } });
    expect(services.map(({ service, neighbours }) => [service, neighbours])).toEqual([
      ['large', ['ads/small']],
      ['small', ['ads/large', 'ads/small']],
    ]);
    expect(explained({ large }).services[0]?.neighbours).toEqual([]);
  });

  it('with a hard limit has what it may use, and nothing beside it', () => {
    const [service] = explained({ capped: { cpus: 1, limits: { cpus: 2 } } }).services;
    expect(service?.cpuLimitUnits).toBe(2304);
    expect(service?.demand.cpuUnits).toBe(2304);
  });
});

describe('a fleet', () => {
  const whole = { cpus: 7.75, replicas: 2 };

  it('has room for a rollout at rest, beside it, and for all at once', () => {
    const [general] = explained({ a: whole, b: { ...whole, replicas: 4 } }).fleets;
    expect([general?.atMinimum.hosts, general?.inRollout.hosts, general?.allReplaced.hosts]).toEqual([6, 10, 12]);
    expect(general?.inRollout.service).toBe('ads/b');
    expect(general?.atMinimum.used.cpuUnits).toBe(1);
  });

  it('keeps its fewest hosts and its spare ones', () => {
    const hosts = (overrides: object) => explained({ a: whole }, fleet(overrides)).fleets[0]?.atMinimum.hosts;
    expect([hosts({}), hosts({ minHosts: 5 }), hosts({ targetCapacityPercent: 50 })]).toEqual([2, 5, 4]);
    expect(hosts({ maxHosts: 3, targetCapacityPercent: 50 })).toBe(3);
  });

  it('that its services outgrow at most is said to be, and costs what it may have', () => {
    const both = { a: { ...whole, replicas: { min: 1, max: 4 } }, b: { ...whole, replicas: { min: 1, max: 4 } } };
    const { fleets, cost } = explained(both, fleet({ maxHosts: 6 }));
    expect(fleets.map(({ atMaximum }) => [atMaximum.hosts, atMaximum.beyond])).toEqual([[8, true]]);
    expect(cost.atMaximum.lines[0]).toEqual({
      what: 'm6i.2xlarge on demand, fleet general',
      count: 6,
      usdPerHour: 0.384,
    });
  });

  it('that loses a zone says whether the rest holds its fewest replicas', () => {
    const lost = (overrides: object, services = { a: whole }) =>
      explained(services, fleet(overrides)).fleets[0]?.zoneLosses.map(({ tasks, newHosts, recovers }) => [
        tasks,
        newHosts,
        recovers,
      ]);
    expect(lost({})).toEqual([
      [1, 1, 'after new hosts'],
      [1, 1, 'after new hosts'],
    ]);
    expect(lost({ minHosts: 4 })).toEqual([
      [1, 0, 'at once'],
      [1, 0, 'at once'],
    ]);
    expect(lost({ zones: ['us-east-1a'] })).toEqual([[2, 0, 'never']]);
  });

  it('of spot hosts costs what is known of them: their price where it is given, else a part of the whole', () => {
    const spot = fleet({ onDemand: { base: 1, percentAboveBase: 0 } });
    const unknown = explained({ a: whole }, spot).cost.atMinimum;
    expect(unknown.unknown).toEqual(['spot host of fleet general (m6i.2xlarge)']);
    const given = explained({ a: whole }, spot, { spotUsdPerHour: { 'm6i.2xlarge': 0.1 } }).cost.atMinimum;
    expect(given.unknown).toEqual([]);
    expect(given.usdPerHour).toBeCloseTo(unknown.usdPerHour + 0.1, 5);
  });
});

describe('placement', () => {
  const apart = (constraints: NonNullable<ServiceInput['placement']>) =>
    explained({ a: { cpus: 0.5, replicas: 3, placement: constraints } }).fleets[0];

  it('that keeps replicas apart takes a host for each', () => {
    const general = apart({ constraints: [{ unique: 'host' }] });
    expect([general?.atMinimum.hosts, general?.atMinimum.leastHosts, general?.allReplaced.hosts]).toEqual([3, 3, 6]);
    expect(apart({})?.atMinimum.leastHosts).toBe(1);
  });

  it('other than the default is said not to be simulated, and what ECS only approximates is an exception', () => {
    expect(apart({ pack: 'cpu' })?.otherwisePlaced).toEqual(['ads/a']);
    expect(apart({})?.otherwisePlaced).toEqual([]);
    const { exceptions } = explained({ a: { placement: { constraints: [{ groupBy: 'zone' }] } } });
    expect(exceptions.map(({ field }) => field)).toContain('ads.services.a.placement.constraints.0');
  });
});

describe('exceptions', () => {
  it('are everything that was acknowledged, opened or left to move, with its reason', () => {
    const reason = 'the vendor gives nothing better';
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
    const gateways = {
      public: { kind: 'application' as const, scheme: 'internet-facing' as const, certificateArn },
    };
    const auth = { kind: 'jwt' as const, issuer: 'https://id.example.com', keysUrl: 'https://id.example.com/keys' };
    const routes = [
      { path: '/v1/*', public: { why: 'the catalog is for everybody' } },
      { path: '/v2/*', auth },
    ];
    const { exceptions, warnings } = explained(
      { bidder: { user: '0', exec: true, rollout: 'recreate', acknowledge: { RootUser: reason }, routes } },
      { ...fleet({ amiRelease: 'latest' }), protect: false, network: { nat: 'single' }, gateways },
    );
    expect(exceptions).toEqual([
      { field: 'ads.services.bidder.acknowledge.RootUser', what: 'lives with RootUser', why: reason },
      { field: 'ads.services.bidder.exec', what: 'people with the permission may open a shell in it' },
      {
        field: 'ads.services.bidder.exec',
        what: 'may connect to 0.0.0.0/0 on 443: the network has not all endpoints that a shell needs',
      },
      { field: 'ads.services.bidder.rollout', what: 'may be down while a version replaces another' },
      {
        field: 'ads.services.bidder.routes.0.public',
        what: 'everybody on the internet may call it',
        why: 'the catalog is for everybody',
      },
      { field: 'gateways.public.clients', what: 'anybody on the internet may connect' },
      {
        field: 'gateways.public.outboundHttps',
        what: 'it may call any host',
        why: 'Routes ask identity providers who somebody is',
      },
      { field: 'network.nat', what: 'all zones go out through one of them' },
      { field: 'protect', what: 'everything can be destroyed in one step' },
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['MovingImage']);
  });

  it('are also the containers that may write to their own root, wherever they run', () => {
    const helper = { image: 'a/b:1', readOnlyRoot: false };
    const { exceptions } = explained({
      a: {
        readOnlyRoot: false,
        sidecars: {
          log: { ...helper, cpus: 0.1, memoryMiB: 128 },
          proxy: { image: 'a/b:1', cpus: 0.1, memoryMiB: 128 },
        },
        init: [{ name: 'load', ...helper }],
      },
    });
    const fields = exceptions.filter(({ what }) => what === 'may write to its own root').map(({ field }) => field);
    expect(fields.map((field) => field.slice('ads.services.a.'.length))).toEqual([
      'init.0.readOnlyRoot',
      'readOnlyRoot',
      'sidecars.log.readOnlyRoot',
    ]);
  });

  it('are not a shell that goes through endpoints, nor the way of one to where its service may connect anyway', () => {
    const why = 'partners move their addresses';
    const fieldsOf = (service: Partial<ServiceInput>, endpoints: string[]) =>
      explained({ a: { exec: true, ...service } }, { ...fleet(), network: { endpoints } })
        .exceptions.filter(({ field }) => field.startsWith('ads.'))
        .map(({ field }) => field.slice('ads.services.a.'.length));
    expect(fieldsOf({}, ['kms', 'logs', 'ssmmessages'])).toEqual(['exec']);
    expect(fieldsOf({}, ['kms', 'logs'])).toEqual(['exec', 'exec']);
    expect(fieldsOf({ egress: [{ kind: 'cidr', cidr: '0.0.0.0/0', ports: [443], why }] }, [])).toEqual([
      'egress.0',
      'exec',
    ]);
  });

  it('are also the volumes that are not backed up', () => {
    const why = 'made again every night';
    const volumes: SystemInput['volumes'] = {
      cache: { kind: 'efs', noBackups: { why } },
      models: { kind: 'efs' },
      runs: { kind: 'lustre', sizeGiB: 1200, deployment: 'SCRATCH_2' },
      weights: { kind: 'lustre', sizeGiB: 1200, repositories: [{ path: '/', bucket: 'ml-weights' }] },
      steps: { kind: 'lustre', sizeGiB: 1200 },
    };
    const { exceptions } = explain(testEnvironmentSpec(), [
      { ...testSystemSpec(), volumes: systemSpec.parse({ name: 'ads', services: {}, volumes }).volumes },
    ]);
    expect(exceptions.filter(({ field }) => field.includes('volumes'))).toEqual([
      { field: 'ads.volumes.cache.noBackups', what: 'is not backed up', why },
      { field: 'ads.volumes.runs', what: 'is not backed up: FSx makes none of a file system that is scratch' },
      {
        field: 'ads.volumes.weights',
        what: 'is not backed up: FSx makes none of a file system with buckets behind it',
      },
    ]);
  });

  it('are also every wildcard, and every way out of the platform, each with its reason', () => {
    const why = 'features of all markets are read';
    const { exceptions } = explained({
      reader: {
        access: [
          { kind: 'bucket', bucket: 'features-*', actions: ['read'], why },
          { kind: 'table', table: 'users', actions: ['read'] },
        ],
        egress: [{ kind: 'cidr', cidr: '0.0.0.0/0', ports: [443], why: 'partners move their addresses' }],
      },
    });
    expect(exceptions.filter(({ field }) => field.startsWith('ads.'))).toEqual([
      { field: 'ads.services.reader.access.0', what: 'may use bucket features-*', why },
      {
        field: 'ads.services.reader.egress.0',
        what: 'may connect to 0.0.0.0/0 on 443',
        why: 'partners move their addresses',
      },
    ]);
  });
});
