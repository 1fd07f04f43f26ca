import { laptopPlan } from '../../../src/local/laptop-plan';
import type { LaptopPlan, LocalContainer } from '../../../src/local/plan';
import type { LaptopInput } from '../../../src/spec/laptop';
import type { SystemInput } from '../../../src/spec/system';

const HASH = '0123456789abcdef';
const base = { image: 'example/app:1', cpus: 1, memoryMiB: 512 };
const web = { ...base, ports: { http: { number: 8080 } } };

function planOf(parts: Partial<SystemInput>, settings: LaptopInput = {}): LaptopPlan {
  return laptopPlan([{ name: 'shop', services: {}, ...parts }], settings, () => HASH);
}

function find(plan: LaptopPlan, name: string): LocalContainer {
  const found = plan.containers.find((container) => container.name === name);
  if (found === undefined) throw new Error(`no ${name} among ${plan.containers.map((c) => c.name).join(', ')}`);
  return found;
}

/** Names of the networks that a container is on. */
function networksOf(plan: LaptopPlan, name: string): string[] {
  const { place } = find(plan, name);
  return place.kind === 'networks' ? Object.keys(place.networks).sort() : [];
}

describe('the network of a laptop', () => {
  const plan = planOf({
    services: {
      a: web,
      b: { ...web, egress: [{ kind: 'cidr', cidr: '0.0.0.0/0', ports: [443], why: 'asks the weather' }] },
      c: { ...web, allow: ['a', 'b', { job: 'train' }], routes: [{ path: '/c/*' }] },
      d: web,
    },
    jobs: { train: base },
  });

  it('has one network for each edge, so that two callers of one service share none', () => {
    expect(networksOf(plan, 'c.shop')).toEqual([
      'a.shop--c.shop',
      'b.shop--c.shop',
      'gateway--c.shop',
      'train.shop--c.shop',
    ]);
    expect(networksOf(plan, 'a.shop')).toEqual(['a.shop--c.shop']);
    const members = (network: string) => plan.containers.filter(({ name }) => networksOf(plan, name).includes(network));
    expect(members('a.shop--c.shop').map(({ name }) => name)).toEqual(['a.shop', 'c.shop']);
  });

  it('leads outside for gateways, and for who says so; who has no edge is nowhere', () => {
    const outward = plan.networks.filter(({ isInternal }) => !isInternal).map(({ name }) => name);
    expect(outward).toEqual(['outside.b.shop', 'outside.gateway', 'outside.train.shop']);
    expect(find(plan, 'd.shop').place).toEqual({ kind: 'nowhere' });
  });

  it('knows a callee by the address that it has on AWS, and tells callers of it in the same variable', () => {
    const { place } = find(plan, 'c.shop');
    expect(place).toMatchObject({ networks: { 'a.shop--c.shop': ['c.shop'] } });
    expect(find(plan, 'a.shop').environment.C_URL).toBe('http://c.shop:8080');
    expect(find(plan, 'train.shop').environment.C_URL).toBe('http://c.shop:8080');
    expect(find(plan, 'd.shop').environment).not.toHaveProperty('C_URL');
  });
});

describe('a replica on a laptop', () => {
  it('has its init containers and tasks before it, one after another', () => {
    const plan = planOf({
      services: {
        a: {
          ...web,
          init: [
            { name: 'one', image: 'example/init:1' },
            { name: 'two', image: 'example/init:1' },
          ],
          beforeDeploy: [{ name: 'migrate', command: ['migrate'] }],
          sidecars: { agent: { image: 'example/agent:1', cpus: 0.1, memoryMiB: 128, essential: false } },
        },
      },
    });
    expect(find(plan, 'migrate.a.shop')).toMatchObject({ image: 'example/app:1', life: 'task', after: {} });
    expect(find(plan, 'one.a.shop').after).toEqual({ 'migrate.a.shop': 'completed' });
    expect(find(plan, 'two.a.shop').after).toEqual({ 'one.a.shop': 'completed' });
    expect(find(plan, 'a.shop').after).toEqual({ 'two.a.shop': 'completed' });
    expect(find(plan, 'agent.a.shop')).toMatchObject({
      life: 'helper',
      place: { kind: 'beside', container: 'a.shop' },
      after: { 'a.shop': 'started', 'two.a.shop': 'completed' },
    });
  });

  it('has the place of a sidecar that it waits for', () => {
    const plan = planOf({
      services: {
        a: {
          ...web,
          routes: [{ path: '/*' }],
          startAfter: { agent: 'HEALTHY' },
          sidecars: {
            agent: { image: 'example/agent:1', cpus: 0.1, memoryMiB: 128, health: { liveness: { command: ['ok'] } } },
          },
        },
      },
    });
    expect(find(plan, 'agent.a.shop').place.kind).toBe('networks');
    expect(find(plan, 'a.shop')).toMatchObject({
      place: { kind: 'beside', container: 'agent.a.shop' },
      after: { 'agent.a.shop': 'healthy' },
    });
  });

  it('is one, whatever runs on AWS, but where the laptop says how many', () => {
    const services = { a: { ...web, replicas: { min: 4, max: 8 } }, b: { ...web, after: ['a'] } };
    expect(planOf({ services }).containers.map(({ name }) => name)).toEqual(['a.shop', 'b.shop']);
    const more = planOf({ services, environments: { local: { services: { a: { replicas: 2 } } } } });
    expect(more.containers.map(({ name }) => name)).toEqual(['a.shop.1', 'a.shop.2', 'b.shop']);
    expect(find(more, 'b.shop').after).toEqual({ 'a.shop.1': 'started', 'a.shop.2': 'started' });
  });

  it('is none where the laptop wants none, and nobody waits for it then', () => {
    const services = { a: { ...web, allow: ['b'], routes: [{ path: '/a' }] }, b: { ...web, after: ['a'] } };
    const plan = planOf({ services, environments: { local: { services: { a: { replicas: 0 } } } } });
    expect(plan.containers.map(({ name }) => name)).toEqual(['b.shop']);
    expect(find(plan, 'b.shop').after).toEqual({});
  });

  it('waits for others until they are well, if they can say so', () => {
    const health = { liveness: { command: ['CMD-SHELL', 'ok'] } };
    const plan = planOf({ services: { a: { ...web, health }, b: { ...web, after: ['a'] } } });
    expect(find(plan, 'b.shop').after).toEqual({ 'a.shop': 'healthy' });
  });
});

describe('volumes on a laptop', () => {
  const services = {
    a: { ...web, mounts: [{ volume: 'files', path: '/files' }] },
    b: {
      ...web,
      mounts: [
        { volume: 'files', path: '/part', subPath: 'x/y', readOnly: true },
        { volume: 'disk', path: '/disk', preparedInImage: true },
        { volume: 'own', path: '/own' },
      ],
    },
  };
  const volumes: SystemInput['volumes'] = {
    files: { kind: 'efs', owner: { uid: 1000, gid: 1000 }, permissions: '0700' },
    disk: { kind: 'scratch', sizeGiB: 1 },
    own: { kind: 'task-ebs', sizeGiB: 1 },
  };
  const plan = planOf({ services, volumes });

  it('are directories that are shared by part, a disk of the engine, or a directory for each replica', () => {
    expect(find(plan, 'a.shop').mounts).toEqual([
      { from: 'directory', source: 'shop/files', target: '/files', readOnly: false },
    ]);
    expect(find(plan, 'b.shop').mounts).toEqual([
      { from: 'volume', source: 'disk.shop', target: '/disk', readOnly: false },
      { from: 'directory', source: 'shop/own/b.shop', target: '/own', readOnly: false },
      { from: 'directory', source: 'shop/files/x/y', target: '/part', readOnly: true },
    ]);
    expect(plan.volumes).toEqual(['disk.shop']);
  });

  it('of the hosts of a training cluster are directories that jobs of all systems share, under the same names', () => {
    const mounts = [{ volume: 'gpu/clicks', path: '/data/clicks', readOnly: true }];
    const hosted = planOf({ jobs: { fit: { ...base, mounts } } });
    const source = '_hosts/gpu/clicks';
    expect(find(hosted, 'fit.shop').mounts).toEqual([
      { from: 'directory', source, target: '/data/clicks', readOnly: true },
    ]);
    expect(find(hosted, '_directories').command?.[0]).toContain(`mkdir -p '/volumes/${source}'`);
    expect(() => planOf({ services: { a: { ...web, mounts } } })).toThrow('[UnknownVolume]');
  });

  it('are made for their owners before anybody mounts them, once', () => {
    const { command, after } = find(plan, '_directories');
    const script = command?.join('') ?? '';
    expect(script).toContain("mkdir -p '/volumes/shop/files' && chmod 0700 '/volumes/shop/files' && chown 1000:1000");
    expect(script.indexOf("mkdir -p '/volumes/shop/files'")).toBeLessThan(
      script.indexOf("mkdir -p '/volumes/shop/files/x/y'"),
    );
    expect(script).toContain("chmod 0777 '/volumes/shop/own/b.shop'");
    expect(after).toEqual({});
    expect(find(plan, 'a.shop').after).toEqual({ _directories: 'completed' });
  });
});

describe('a job on a laptop', () => {
  it('is told what it is told on AWS, and its period by who starts it', () => {
    const plan = planOf({
      jobs: {
        train: {
          ...base,
          array: 4,
          schedule: { cron: '0 4 * * ? *', period: 'date' },
          mounts: [{ volume: 'files', path: '/files', persistent: true }],
          checkpoint: { volume: 'files', everySeconds: 60 },
        },
      },
      volumes: { files: { kind: 'efs' } },
    });
    const job = find(plan, 'train.shop');
    expect(job.environment).toMatchObject({
      AWS_BATCH_JOB_ARRAY_INDEX: '0',
      AWS_EC2_METADATA_DISABLED: 'true',
      CHECKPOINT_DIR: '/files/checkpoints/train',
      CHECKPOINT_EVERY_SECONDS: '60',
    });
    expect(job.asked).toEqual({ PERIOD: { from: 'PERIOD', isRequired: false } });
    expect(job.life).toBe('job');
  });

  it('has a period exactly where its schedule, or that of those before it, has one', () => {
    const asked = (period: object) => {
      const schedule = { cron: '0 4 * * ? *', ...period };
      const plan = planOf({ jobs: { first: { ...base, schedule }, next: { ...base, after: ['first'] }, other: base } });
      return ['first', 'next', 'other'].map((name) => Object.keys(find(plan, `${name}.shop`).asked));
    };
    expect(asked({ period: 'date' })).toEqual([['PERIOD'], ['PERIOD'], []]);
    expect(asked({})).toEqual([[], [], []]);
  });
});

describe('a system without those that it knows', () => {
  it('runs, and says whom it does without', () => {
    const plan = planOf({ services: { a: { ...web, allow: ['other/x'], after: ['other/y'] } } });
    expect(plan.containers.map(({ name }) => name)).toEqual(['a.shop']);
    expect(plan.absent).toEqual(['other/x', 'other/y']);
  });
});

describe('what a laptop refuses', () => {
  const problems = (parts: Partial<SystemInput>, settings: LaptopInput = {}) => {
    try {
      planOf(parts, settings);
      return [];
    } catch (error) {
      return (error as { problems: { code: string; field: string }[] }).problems.map(
        ({ code, field }) => `${code} ${field}`,
      );
    }
  };

  it.each<[string, Partial<SystemInput>, LaptopInput]>([
    ['LaptopAddresses addresses', {}, { addresses: '8.8.0.0/16' }],
    ['LaptopAddresses addresses', { services: { a: { ...web, allow: ['b'] }, b: web } }, { addresses: '10.0.0.0/29' }],
    [
      'NoLaptopImage shop.services.a.imageFrom',
      { services: { a: { cpus: 1, memoryMiB: 128, imageFrom: { parameter: '/a/image', repository: 'a/a' } } } },
      {},
    ],
    ['UnknownImage shop.services.a.image.build', { services: { a: { ...base, image: { build: 'nothing' } } } }, {}],
    ['WhichPort shop.services.a.routes.0', { services: { a: { ...base, routes: [{ path: '/a' }] } } }, {}],
    ['UnknownPort shop.services.a.routes.0.port', { services: { a: { ...web, routes: [{ port: 'x' }] } } }, {}],
    [
      'LaptopSecrets shop.services.a.secrets.B',
      { services: { a: { ...base, secrets: { A: { parameter: '/a/b' }, B: { secretsManager: 'a-b' } } } } },
      {},
    ],
    [
      'LaptopSecrets shop.services.a.sidecars.s.secrets.B',
      {
        services: {
          a: {
            ...base,
            sidecars: { s: { ...base, secrets: { A: { parameter: '/a/b' }, B: { secretsManager: 'a-b' } } } },
          },
        },
      },
      {},
    ],
    [
      'InvalidName shop.services.a.routes.0.gateway',
      { services: { a: { ...web, routes: [{ gateway: '../x', path: '/' }] } } },
      {},
    ],
    [
      'ListenPortTaken gateway net',
      {
        services: {
          a: { ...web, listeners: [{ gateway: 'net', listenPort: 7000 }] },
          b: { ...web, listeners: [{ gateway: 'net', listenPort: 7000 }] },
        },
      },
      {},
    ],
    [
      'UnknownGateway gatewayPorts.nope',
      { services: { a: { ...web, routes: [{ path: '/' }] } } },
      { gatewayPorts: { nope: 80 } },
    ],
    [
      'InvalidHeader shop.services.a.routes.0.headers.X) { always_true } #',
      { services: { a: { ...web, routes: [{ path: '/', headers: { 'X) { always_true } #': ['a'] } }] } } },
      {},
    ],
    [
      'InvalidName shop.jobs.j.mounts.0.volume',
      { jobs: { j: { ...base, mounts: [{ volume: 'gpu/x/../../../etc', path: '/x' }] } } },
      {},
    ],
    [
      'NoSubPaths shop.jobs.j.mounts.0.subPath',
      { jobs: { j: { ...base, mounts: [{ volume: 'gpu/x', path: '/x', subPath: 'y' }] } } },
      {},
    ],
    ['UnknownService shop.services.a.allow.0', { services: { a: { ...web, allow: ['nobody'] } } }, {}],
  ])('%s', (problem, parts, settings) => {
    expect(problems(parts, settings)).toContain(problem);
  });
});

it('refuses two systems of one name', () => {
  const system = { name: 'shop', services: { a: web } };
  expect(() => laptopPlan([system, system], {}, () => HASH)).toThrow('DuplicateSystem');
});

describe('an image on a laptop', () => {
  it('is built by the hash of what it is made of, pulled, or one that the laptop has', () => {
    const images = { app: { context: 'apps/app', arguments: { A: '1' } } };
    const services = {
      a: { ...base, image: { build: 'app' } },
      b: { ...base, image: { repository: 'x/b', tag: '1' } },
    };
    const plan = planOf({ images, services });
    expect(find(plan, 'a.shop')).toMatchObject({
      image: 'stowage/app:0123456789ab',
      build: { context: 'apps/app', dockerfile: 'Dockerfile', arguments: { A: '1' } },
    });
    expect(find(plan, 'b.shop').image).toBe('x/b:1');
    expect(find(planOf({ images, services }, { registry: 'registry.example.com' }), 'b.shop').image).toBe(
      'registry.example.com/x/b:1',
    );
  });
});
