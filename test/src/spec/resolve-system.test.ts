import { renderProblem } from '../../../src/errors';
import { parseSystem, resolveSystem, unknownEnvironments } from '../../../src/spec/resolve-system';
import type { SystemInput } from '../../../src/spec/system';

const base = {
  name: 'ads',
  services: {
    bidder: {
      image: 'ads/bidder:1',
      cpus: 1,
      memoryMiB: 512,
      replicas: 2,
      ports: { http: { number: 8080 } },
      secrets: { KEY: { secretsManager: 'ads/key' } },
    },
  },
} satisfies SystemInput;
const withProd = (bidder: object): SystemInput =>
  ({ ...base, environments: { prod: { services: { bidder } } } }) as SystemInput;
const told = (input: unknown, environment = 'prod') =>
  resolveSystem(input as SystemInput, environment).problems.map(renderProblem);

describe('overrides', () => {
  it('change only the environment they name', () => {
    const input = withProd({ replicas: 6 });
    expect(parseSystem(input, 'prod').services.bidder?.replicas).toBe(6);
    expect(parseSystem(input, 'dev').services.bidder?.replicas).toBe(2);
  });

  it('reach into objects key by key and replace lists and forms whole', () => {
    const service = parseSystem(
      withProd({
        ports: { http: { timeoutSeconds: 9 } },
        command: ['x'],
        secrets: { KEY: { parameter: '/ads/key' } },
        replicas: { min: 1, max: 3 },
      }),
      'prod',
    ).services.bidder;
    expect(service?.ports.http).toEqual({ number: 8080, protocol: 'http', timeoutSeconds: 9 });
    expect(service?.command).toEqual(['x']);
    expect(service?.secrets.KEY).toEqual({ parameter: '/ads/key' });
    expect(service?.replicas).toEqual({ min: 1, max: 3 });
  });

  it('can add a service that only one environment has', () => {
    const input: SystemInput = {
      ...base,
      environments: { prod: { services: { canary: { image: 'ads/canary:1', cpus: 1, memoryMiB: 128 } } } },
    };
    expect(Object.keys(parseSystem(input, 'prod').services)).toEqual(['bidder', 'canary']);
    expect(Object.keys(parseSystem(input, 'dev').services)).toEqual(['bidder']);
  });

  it('reach queues as they reach services', () => {
    const input: SystemInput = {
      ...base,
      queues: { jobs: { maxReceives: 3 } },
      environments: { prod: { queues: { jobs: { retentionDays: 9 }, more: {} } } },
    };
    expect(parseSystem(input, 'prod').queues).toMatchObject({
      jobs: { maxReceives: 3, retentionDays: 9 },
      more: { maxReceives: 5, retentionDays: 4 },
    });
    expect(Object.keys(parseSystem(input, 'dev').queues)).toEqual(['jobs']);
    expect(told({ ...input, environments: { prod: { queues: { jobs: { retentionDays: 15 } } } } })).toEqual([
      'environments.prod.queues.jobs.retentionDays is 15; use 14 or less [TooLarge]',
    ]);
  });

  it('are as strict as services are', () => {
    expect(told(withProd({ replica: 6 }))).toEqual([
      "environments.prod.services.bidder.replica is not a field; did you mean 'replicas'? [UnknownField]",
    ]);
  });

  it('are named as the place of a problem where they bring it in', () => {
    expect(told(withProd({ stopSeconds: 0 }))).toEqual([
      'environments.prod.services.bidder.stopSeconds is 0; use 1 or more [TooSmall]',
    ]);
    expect(told({ ...base, services: { bidder: { ...base.services.bidder, stopSeconds: 0 } } })).toEqual([
      'services.bidder.stopSeconds is 0; use 1 or more [TooSmall]',
    ]);
  });

  it('are judged in every environment, also in those that are not deployed', () => {
    expect(told(withProd({ replica: 6 }), 'dev')).toHaveLength(1);
  });

  it('leave what they were given as it was', () => {
    const input = withProd({ ports: { http: { timeoutSeconds: 9 } } });
    const before = JSON.stringify(input);
    resolveSystem(input, 'prod');
    expect(JSON.stringify(input)).toBe(before);
  });
});

describe('resolveSystem', () => {
  it('goes on judging what can be read beside a misspelt field', () => {
    const resolved = resolveSystem(
      { ...base, services: { bidder: { ...base.services.bidder, cpu: 1 } } } as SystemInput,
      'dev',
    );
    expect(resolved.problems).toHaveLength(1);
    expect(resolved.readable?.services.bidder?.cpus).toBe(1);
  });

  it('tells of names that AWS or the mesh would refuse', () => {
    expect(told({ name: 'Ads', services: { Ctr_Predictor: base.services.bidder } })).toEqual(
      expect.arrayContaining([expect.stringContaining("'ads'"), expect.stringContaining("'ctr-predictor'")]),
    );
  });

  it('tells of a job with the name of a service', () => {
    const job = { image: 'ads/fit:1', cpus: 1, memoryMiB: 512 };
    expect(told({ ...base, jobs: { bidder: job } })).toEqual([
      'jobs.bidder is the name of a service too; rename one [DuplicateWorkload]',
    ]);
    expect(told({ ...base, jobs: { fit: job } })).toEqual([]);
  });

  it('takes anything for input without throwing', () => {
    for (const input of [undefined, null, 1, 'x', [], {}, { name: 1 }, { services: null }])
      expect(told(input).length).toBeGreaterThan(0);
  });
});

describe('unknownEnvironments', () => {
  it('asks whether a near environment was meant', () => {
    const input = { ...base, environments: { prd: { services: {} } } };
    expect(unknownEnvironments(input, ['dev', 'prod']).map(renderProblem)).toEqual([
      "environments.prd is not an environment; did you mean 'prod'? [UnknownEnvironment]",
    ]);
  });
});
