import fc from 'fast-check';
import { SpecError } from '../../../../src/errors';
import { importMarathon, type MarathonOptions } from '../../../../src/import/marathon/import-marathon';
import { absoluteId } from '../../../../src/import/marathon/paths';

const read = (document: unknown, options?: MarathonOptions) => importMarathon(JSON.stringify(document), options);
const app = (id: string, fields: object = {}) => ({
  id,
  container: { docker: { image: 'a:1' }, portMappings: [{ containerPort: 80 }] },
  ...fields,
});
const refused = (document: unknown) => {
  try {
    read(document);
  } catch (error) {
    if (error instanceof SpecError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
};
const afters = (document: unknown) =>
  Object.fromEntries(Object.entries(read(document).system.services).map(([name, { after = [] }]) => [name, after]));

describe('a group of Marathon', () => {
  it('stands side by side, by the way to each app', () => {
    const group = {
      id: '/product',
      apps: [app('web')],
      groups: [{ id: 'data', apps: [app('db'), app('/product/data/cache')] }],
    };
    const { name, services } = read(group).system;
    expect([name, Object.keys(services).sort()]).toEqual(['product', ['data-cache', 'data-db', 'web']]);
  });

  it('gives its dependencies to all that is in it, and they may be relative, or groups', () => {
    const group = {
      id: '/product',
      groups: [
        { id: 'data', apps: [app('db'), app('cache', { dependencies: ['../db'] })] },
        {
          id: 'service',
          dependencies: ['../data'],
          apps: [app('web', { dependencies: ['/product/service/api'] }), app('api')],
        },
      ],
    };
    expect(afters(group)).toEqual({
      'data-db': [],
      'data-cache': ['data-db'],
      'service-web': ['data-cache', 'data-db', 'service-api'],
      'service-api': ['data-cache', 'data-db'],
    });
    expect(read(group).system.services['data-db']?.allow).toEqual(['data-cache', 'service-api', 'service-web']);
  });

  it('is refused where things wait for each other, or two have one id after all', () => {
    const circle = {
      id: '/',
      apps: [
        app('a', { dependencies: ['/b'] }),
        app('b', { dependencies: ['/c'] }),
        app('c', { dependencies: ['/a'] }),
      ],
    };
    expect(refused(circle)).toEqual(['DependencyCycle']);
    expect(refused({ id: '/', apps: [app('a', { dependencies: ['/a'] })] })).toEqual(['DependencyCycle']);
    expect(refused({ id: '/x', apps: [app('a')], groups: [{ id: '/', apps: [app('/x/a')] }] })).toEqual(['SameApp']);
    expect(refused({ id: '/', apps: [app('a/b'), app('a-b')] })).toEqual(['SameName']);
    const group = (id: string, on: string) => ({ id, dependencies: [on], apps: [app('app')] });
    expect(refused({ id: '/', groups: [group('a', '/b'), group('b', '/a')] })).toEqual(['DependencyCycle']);
  });

  it('is refused where there is nothing in it, or more than one system has', () => {
    expect(refused({ id: '/', groups: [] })).toEqual(['NoApps']);
    expect(refused(Array.from({ length: 501 }, (_, i) => app(`/a${i}`)))).toEqual(['TooManyApps']);
  });

  it('asks where something is that is not in it', () => {
    const { notes } = read(app('/a', { dependencies: ['/elsewhere'] }));
    expect(notes.find(({ field }) => field === 'dependencies.0')?.kind).toBe('question');
  });

  it('resolves ids as paths, whatever they are', () => {
    const segment = fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/);
    const way = fc
      .array(fc.oneof(segment, fc.constantFrom('..', '.', '')), { maxLength: 6 })
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(way, way, (id, base) => {
        const own = new URL(`http://x/${base}/`.replace(/\/{2,}/g, '/').replace('http:/', 'http://'));
        const expected = new URL(id.replace(/\/{2,}/g, '/') || '.', own).pathname
          .replace(/\/{2,}/g, '/')
          .replace(/(.)\/$/, '$1');
        expect(absoluteId(id, `/${base}`)).toBe(expected);
      }),
    );
  });
});

describe('an app of Marathon', () => {
  it('is called by its new name where a variable names it, and may be called by who does', () => {
    const { services } = read({
      id: '/shop',
      apps: [
        app('web', { env: { DB: 'http://db.shop.marathon.mesos:80/x', H: 'db-shop.marathon.mesos:80' } }),
        app('db'),
      ],
    }).system;
    expect(services.web?.environment).toEqual({ DB: 'http://db.shop:80/x', H: 'db.shop:80' });
    expect(services.db?.allow).toEqual(['web']);
  });

  it('has routes for each host and path of its labels, and a listener where it has no host', () => {
    const labels = {
      HAPROXY_GROUP: 'external',
      HAPROXY_0_VHOST: 'a.com,b.com',
      HAPROXY_0_PATH: '/v1 /v2',
      HAPROXY_1_PORT: '9001',
      HAPROXY_1_MODE: 'tcp',
    };
    const container = { docker: { image: 'a:1' }, portMappings: [{ containerPort: 80 }, { containerPort: 90 }] };
    const web = read({ id: '/web', container, labels }, { gateway: 'public' }).system.services.web;
    expect(web?.routes?.map(({ gateway, host, path, port }) => [gateway, host, path, port])).toEqual(
      ['a.com', 'b.com'].flatMap((host) => ['/v1*', '/v2*'].map((path) => ['public', host, path, 'http'])),
    );
    expect(web?.listeners).toEqual([{ port: 'tcp', listenPort: 9001 }]);
  });

  it('is asked for readiness where a gateway asks, and in its container where none does', () => {
    const healthChecks = [{ path: '/health', gracePeriodSeconds: 10 }];
    const labels = { HAPROXY_GROUP: 'external', HAPROXY_0_VHOST: 'a.com' };
    expect(read(app('/web', { healthChecks, labels })).system.services.web?.health).toEqual({
      readiness: {
        path: '/health',
        codes: '200-399',
        intervalSeconds: 60,
        timeoutSeconds: 20,
        unhealthyThreshold: 3,
        graceSeconds: 10,
      },
    });
    expect(read(app('/web', { healthChecks })).system.services.web?.health?.liveness).toMatchObject({
      command: ['CMD-SHELL', expect.stringContaining("'http://localhost:80/health'")],
      startSeconds: 10,
    });
  });

  it('asks for no path in a shell that is more than a path', () => {
    const { system, notes } = read(app('/web', { healthChecks: [{ path: "/';rm -rf /'" }] }));
    expect(JSON.stringify(system)).not.toContain('rm -rf');
    expect(notes.find(({ field }) => field === 'healthChecks.0')?.kind).toBe('question');
  });

  it('is told the ports that Mesos would have picked', () => {
    const web = read({
      id: '/web',
      container: { docker: { image: 'a:1', network: 'HOST' } },
      portDefinitions: [{ port: 0 }, { port: 0, name: 'admin' }],
    }).system.services.web;
    expect(web?.environment).toEqual({ PORT: '8080', PORT0: '8080', PORT1: '8081' });
    expect(Object.entries(web?.ports ?? {}).map(([name, { number }]) => [name, number])).toEqual([
      ['http-8080', 8080],
      ['admin', 8081],
    ]);
  });

  it('has block storage of its own for what is persistent, shown where its second volume says', () => {
    const volumes = [
      { containerPath: 'data', mode: 'RW', persistent: { size: 2000 } },
      { containerPath: '/var/lib/data', hostPath: 'data', mode: 'RW' },
    ];
    const { services, volumes: kept } = read({
      id: '/db',
      instances: 3,
      container: { docker: { image: 'a:1' }, volumes },
    }).system;
    expect(kept).toEqual({ 'db-data': { kind: 'ebs', sizeGiB: 2, perReplica: true } });
    expect(services.db).toMatchObject({ rollout: 'recreate', mounts: [{ volume: 'db-data', path: '/var/lib/data' }] });
  });

  it('takes its secrets from where they are, and says none', () => {
    const { system } = read(
      app('/web', { env: { K: { secret: 's' }, PASSWORD: 'hunter22' }, secrets: { s: { source: '/prod/key' } } }),
    );
    expect(system.services.web?.secrets).toEqual({
      K: { secretsManager: 'prod/key' },
      PASSWORD: { secretsManager: 'web/web/PASSWORD' },
    });
    expect(refused(app('/web', { env: { K: { secret: 's' } } }))).toEqual(['UnknownSecret']);
  });

  it.each([
    [{ id: '/Web' }, 'UnreadableId'],
    [{ container: {} }, 'MissingImage'],
    [{ cmd: 'a', args: ['b'] }, 'CommandTwice'],
    [{ constraints: [['hostname', 'NEAR']] }, 'UnreadableConstraint'],
    [{ constraints: [['zone', 'LIKE', '(']] }, 'UnreadablePattern'],
    [{ instances: 'many' }, 'WrongType'],
    [{ upgradeStrategy: { minimumHealthCapacity: 2 } }, 'WrongType'],
  ])('is refused: %j', (fields, code) => {
    expect(refused({ ...app('/web'), ...fields })).toEqual([code]);
  });
});

describe('a pod of Marathon', () => {
  const container = (name: string, fields: object = {}) => ({
    name,
    image: { kind: 'DOCKER', id: `${name}:1` },
    resources: { cpus: 0.5, mem: 64 },
    ...fields,
  });
  const pod = (fields: object) => read({ id: '/pod', ...fields }).system.services.pod;

  it('is a service with sidecars: the container with endpoints, and those beside it', () => {
    const containers = [
      container('log', { environment: { A: '1' } }),
      container('web', { endpoints: [{ name: 'http', containerPort: 80 }], exec: { command: { argv: ['a', 'b'] } } }),
    ];
    expect(pod({ containers, scaling: { kind: 'fixed', instances: 2 } })).toMatchObject({
      image: 'web:1',
      command: ['a', 'b'],
      cpus: 0.5,
      replicas: 2,
      ports: { http: { number: 80 } },
      sidecars: { log: { image: 'log:1', memoryMiB: 64, environment: { A: '1' }, user: '0:0', readOnlyRoot: false } },
      acknowledge: { RootUser: expect.any(String), 'RootUser.log': expect.any(String) },
    });
  });

  it('is placed, replaced and ended as it says', () => {
    const scheduling = {
      placement: { constraints: [{ fieldName: '@hostname', operator: 'UNIQUE' }] },
      upgrade: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
    };
    expect(
      pod({ containers: [container('web', { lifecycle: { killGracePeriodSeconds: 7 } })], scheduling }),
    ).toMatchObject({
      placement: { constraints: [{ unique: 'host' }] },
      rollout: 'recreate',
      stopSeconds: 7,
    });
  });

  it('is refused without containers, or where one has no image', () => {
    expect(refused({ id: '/pod', containers: [] })).toEqual(['MissingField']);
    expect(refused({ id: '/pod', containers: [{ name: 'a' }] })).toEqual(['MissingImage']);
  });
});

describe('shares of an upgrade', () => {
  const shares = { upgradeStrategy: { minimumHealthCapacity: 0.3, maximumOverCapacity: 0.1 }, instances: 10 };
  const kinds = (document: unknown) =>
    read(document)
      .notes.filter(({ field }) => field.startsWith('upgradeStrategy.'))
      .map(({ kind }) => kind);

  it('are mapped where versions replace each other bit by bit', () => {
    expect(kinds(app('web', shares))).toEqual(['mapped', 'mapped']);
  });

  it('are dropped where a label asks for another rollout, wherever it stands', () => {
    const labels = { HAPROXY_GROUP: 'external', HAPROXY_0_VHOST: 'a.example.com', HAPROXY_DEPLOYMENT_GROUP: 'web' };
    expect(kinds(app('web', { ...shares, labels }))).toEqual(['dropped', 'dropped']);
    expect(kinds(app('web', { labels, ...shares }))).toEqual(['dropped', 'dropped']);
  });
});
