import fc from 'fast-check';
import type { ServiceInput } from '../../../src/spec/service';
import {
  type ContainerDefinition,
  containerDefinitions,
  EXEC_PATHS,
  type TaskContext,
  taskCpuUnits,
} from '../../../src/task/container-definitions';
import { endpointsHash, endpointsOf, urlVariables } from '../../../src/task/endpoint';
import { testServiceSpec } from '../../support/builders/test-service';
import { anyService } from './any-service';

const callees = endpointsOf('ads', 'model', testServiceSpec().ports);
const context: TaskContext = {
  place: { name: 'test', account: '123456789012', region: 'us-east-1' },
  registry: { account: '123456789012', region: 'us-east-1' },
  system: 'ads',
  service: 'bidder',
  logGroup: '/test/ads/bidder',
  callees: [],
};
const define = (service: Partial<ServiceInput>, own: Partial<TaskContext> = {}) =>
  containerDefinitions(testServiceSpec(service), { ...context, ...own });
const main = (service: Partial<ServiceInput>, own?: Partial<TaskContext>) =>
  define(service, own)[0] as ContainerDefinition;
const environmentOf = ({ environment }: ContainerDefinition) =>
  Object.fromEntries((environment as { name: string; value: string }[]).map(({ name, value }) => [name, value]));
const namesOf = (list: unknown, key = 'name') =>
  ((list ?? []) as Record<string, string>[]).map((item) => item[key] as string);

/** The same document with the keys of each of its records in another order. */
function shuffled<T>(value: T): T {
  if (Array.isArray(value)) return value.map(shuffled) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner)] as const);
  return Object.fromEntries(entries.reverse()) as T;
}

function holes(value: unknown, path = ''): string[] {
  if (value === undefined || value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => holes(inner, `${path}.${key}`));
}

describe('container definitions', () => {
  it('are the same text whatever the order in which the spec was written', () => {
    fc.assert(
      fc.property(anyService, (service) => {
        const written = JSON.stringify(define(service, { callees }));
        expect(JSON.stringify(define(shuffled(service), { callees: [...callees].reverse() }))).toBe(written);
      }),
    );
  });

  it('hold nothing that is undefined or null', () => {
    fc.assert(
      fc.property(anyService, (service) => {
        expect(holes(define(service, { callees }))).toEqual([]);
      }),
    );
  });

  it('name each variable once, plain ones and secrets together, sorted', () => {
    const clashing = fc.constantFrom<Partial<ServiceInput>>(
      {},
      { secrets: { AWS_REGION: { parameter: '/region' } } },
      { secrets: { MODEL_URL: { parameter: '/url' } } },
      { environment: { MODEL_URL: 'http://localhost' } },
    );
    fc.assert(
      fc.property(anyService, clashing, (service, clash) => {
        for (const container of define({ ...service, ...clash }, { callees })) {
          const [plain, secret] = [namesOf(container.environment), namesOf(container.secrets)];
          expect(plain).toEqual([...plain].sort());
          expect(secret).toEqual([...secret].sort());
          expect(new Set([...plain, ...secret]).size).toBe(plain.length + secret.length);
        }
      }),
    );
  });

  it('wait for each container once, and never for one that comes to wait for them', () => {
    fc.assert(
      fc.property(anyService, (service) => {
        const waits = new Map(
          define(service).map((c) => [c.name as string, namesOf(c.dependsOn, 'containerName')] as const),
        );
        const reach = (from: string, seen = new Set<string>()): Set<string> => {
          for (const next of waits.get(from) ?? []) if (!seen.has(next)) reach(next, seen.add(next));
          return seen;
        };
        for (const [name, after] of waits) {
          expect(new Set(after).size).toBe(after.length);
          expect(reach(name)).not.toContain(name);
        }
      }),
    );
  });

  it('promise no more than they limit', () => {
    fc.assert(
      fc.property(anyService, (service) => {
        for (const { memory, memoryReservation } of define(service))
          expect(Number(memoryReservation ?? memory)).toBeLessThanOrEqual(Number(memory));
      }),
    );
  });

  it('begin with the service, then sidecars by name, then init containers in their order', () => {
    const service = {
      sidecars: { z: { image: 'a/b:1', cpus: 1, memoryMiB: 64 }, a: { image: 'a/b:1', cpus: 1, memoryMiB: 64 } },
      init: [
        { name: 'second', image: 'a/b:1' },
        { name: 'first', image: 'a/b:1' },
      ],
    };
    expect(namesOf(define(service))).toEqual(['main', 'a', 'z', 'second', 'first']);
  });
});

describe('the order of a start', () => {
  const helper = { image: 'a/b:1', cpus: 0.1, memoryMiB: 64 };
  const waitsOf = (service: Partial<ServiceInput>) =>
    Object.fromEntries(define(service).map((c) => [c.name, c.dependsOn]));

  it('is init containers one after the other, then everything else', () => {
    const init = ['load', 'check'].map((name) => ({ name, image: 'a/b:1' }));
    const afterCheck = [{ containerName: 'check', condition: 'SUCCESS' }];
    expect(waitsOf({ init, sidecars: { proxy: helper } })).toEqual({
      main: afterCheck,
      proxy: afterCheck,
      load: undefined,
      check: [{ containerName: 'load', condition: 'SUCCESS' }],
    });
  });

  it('is also what the spec says', () => {
    const service = { sidecars: { proxy: helper, log: helper }, startAfter: { proxy: 'START', log: 'START' } } as const;
    expect(waitsOf(service).main).toEqual([
      { containerName: 'log', condition: 'START' },
      { containerName: 'proxy', condition: 'START' },
    ]);
  });

  it('is not said twice for an init container that is waited for anyway', () => {
    const init = [{ name: 'load', image: 'a/b:1' }];
    expect(waitsOf({ init, startAfter: { load: 'COMPLETE' } }).main).toEqual([
      { containerName: 'load', condition: 'SUCCESS' },
    ]);
  });
});

describe("a service's own container", () => {
  it('is closed: root is read-only, no capabilities, not root', () => {
    expect(main({})).toMatchObject({
      essential: true,
      user: '1000:1000',
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
      stopTimeout: 30,
    });
  });

  it('may write to its root where it says so, and has no /tmp of its own then', () => {
    const open = main({ readOnlyRoot: false });
    expect(open.readonlyRootFilesystem).toBe(false);
    expect(open.linuxParameters).not.toHaveProperty('tmpfs');
    const withCache = main({ readOnlyRoot: false, writable: ['/cache'] }).linuxParameters as { tmpfs: object[] };
    expect(withCache.tmpfs).toHaveLength(1);
  });

  it('knows its region, which ECS on EC2 tells nobody', () => {
    expect(environmentOf(main({}))).toEqual({ AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' });
  });

  it('knows where those are that it may call, and changes when they do', () => {
    const calling = main({}, { callees });
    expect(environmentOf(calling)).toMatchObject(urlVariables('ads', callees));
    expect(calling.dockerLabels).toEqual({ 'stowage.endpoints': endpointsHash(callees) });
    expect(main({}).dockerLabels).toBeUndefined();
  });

  it('prefers what the spec says of a variable', () => {
    const environment = { AWS_REGION: 'eu-west-1', MODEL_URL: 'http://localhost:1' };
    expect(environmentOf(main({ environment }, { callees }))).toMatchObject(environment);
  });

  it('has the numbers and switches of its environment as text', () => {
    expect(environmentOf(main({ environment: { A: 1.5, B: true, C: '' } }))).toMatchObject({
      A: '1.5',
      B: 'true',
      C: '',
    });
  });

  it('is promised memory below a limit, where there is one', () => {
    expect(main({ memoryMiB: 1024 })).toMatchObject({ memory: 1024 });
    expect(main({ memoryMiB: 1024 })).not.toHaveProperty('memoryReservation');
    expect(main({ memoryMiB: 1024, limits: { memoryMiB: 2048 } })).toMatchObject({
      memory: 2048,
      memoryReservation: 1024,
    });
  });

  it('has whole GPUs', () => {
    expect(main({ gpus: 2 }).resourceRequirements).toEqual([{ type: 'GPU', value: '2' }]);
    expect(main({})).not.toHaveProperty('resourceRequirements');
  });

  it('maps each port to itself, with the protocol that the mesh is to speak', () => {
    const ports = { raw: { number: 9000, protocol: 'tcp' }, http: { number: 8080 } } as const;
    expect(main({ ports }).portMappings).toEqual([
      { name: 'http', containerPort: 8080, hostPort: 8080, protocol: 'tcp', appProtocol: 'http' },
      { name: 'raw', containerPort: 9000, hostPort: 9000, protocol: 'tcp' },
    ]);
  });

  it('mounts what a shell needs, only where shells are allowed', () => {
    expect(main({ exec: true }).mountPoints).toEqual(
      EXEC_PATHS.map(({ name, path }) => ({ sourceVolume: name, containerPath: path })),
    );
    expect(main({})).not.toHaveProperty('mountPoints');
  });

  it.each([
    [
      ['curl', '-f', 'localhost'],
      ['CMD', 'curl', '-f', 'localhost'],
    ],
    [
      ['CMD-SHELL', 'exit 0'],
      ['CMD-SHELL', 'exit 0'],
    ],
    [
      ['CMD', 'true'],
      ['CMD', 'true'],
    ],
  ])('is asked for health with %j as %j', (command, asked) => {
    expect(main({ health: { liveness: { command } } }).healthCheck).toEqual({
      command: asked,
      interval: 10,
      timeout: 5,
      retries: 3,
      startPeriod: 30,
    });
  });

  it('writes logs that cannot block it', () => {
    expect(main({}).logConfiguration).toEqual({
      logDriver: 'awslogs',
      options: {
        'awslogs-group': '/test/ads/bidder',
        'awslogs-region': 'us-east-1',
        'awslogs-stream-prefix': 'main',
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    });
  });

  it('has its limits of the kernel sorted', () => {
    const ulimits = { nofile: { soft: 1024, hard: 2048 }, core: { soft: 0, hard: 0 } };
    expect(main({ limits: { ulimits, shmMiB: 128 } })).toMatchObject({
      ulimits: [
        { name: 'core', softLimit: 0, hardLimit: 0 },
        { name: 'nofile', softLimit: 1024, hardLimit: 2048 },
      ],
      linuxParameters: { sharedMemorySize: 128 },
    });
  });
});

describe('the cores of a task', () => {
  it('are without a limit where the service has none', () => {
    fc.assert(
      fc.property(anyService, (service) => {
        expect(taskCpuUnits(testServiceSpec({ ...service, limits: {} }))).toBeUndefined();
      }),
    );
  });

  it('cover what all its containers and the proxy are promised', () => {
    fc.assert(
      fc.property(anyService, fc.double({ min: 0, max: 8, noNaN: true }), (service, more) => {
        const limited = testServiceSpec({ ...service, limits: { cpus: Number(service.cpus) + more } });
        const promised = containerDefinitions(limited, context).reduce((sum, { cpu }) => sum + Number(cpu), 256);
        expect(taskCpuUnits(limited)).toBeGreaterThanOrEqual(promised);
      }),
    );
  });
});
