import { type AlarmPlan, alarmPlans, type Watched } from '../../../src/rollout/alarm-plans';
import type { ServiceInput } from '../../../src/spec/service';
import { testServiceSpec } from '../../support/builders/test-service';

const pair = {
  key: 'public-x',
  kind: 'application',
  port: 'http',
  loadBalancer: 'app/l/1',
  groups: ['a', 'b'],
} as const;
const WATCHED: Watched = {
  targets: [pair],
  cluster: 'prod',
  service: 'ads-bidder',
  mesh: { http: 'prod-ads-bidder-http' },
};
const CANARY = { strategy: 'canary', percent: 10 } as const;
const plans = (service: Partial<ServiceInput>, watched: Partial<Watched> = {}) =>
  alarmPlans(testServiceSpec(service), { ...WATCHED, ...watched });
const keys = (all: readonly AlarmPlan[]) => all.map(({ key, threshold, minutes }) => [key, threshold, minutes]);
const routed = (more: Partial<ServiceInput> = {}) => plans({ routes: [{ path: '/*' }], rollout: CANARY, ...more });

/** What an alarm sees: its last expression, where a metric that sends nothing is undefined. CloudWatch's functions as its user guide gives them. */
function seen({ queries }: AlarmPlan, metrics: Readonly<Record<string, number | undefined>>): number {
  const known: Record<string, number | undefined> = { ...metrics };
  for (const query of queries)
    if ('expression' in query) {
      const code = query.expression
        .replace(/\bIF\(/g, 'when(')
        .replace(/\bFILL\(/g, 'fill(')
        .replace(/\bMAX\(/g, 'most(');
      const names = queries.map(({ id }) => id);
      const run = new Function('when', 'fill', 'most', ...names, `return ${code}`);
      known[query.id] = run(
        (test: boolean, yes: number, no: number) => (test ? yes : no),
        (value: number | undefined, other: number) => value ?? other,
        (values: number[]) => Math.max(...values),
        ...names.map((name) => known[name]),
      );
    }
  return known[queries.at(-1)?.id as string] as number;
}

describe('alarmPlans', () => {
  it('watches the errors of a rollout that moves requests, and of no other', () => {
    expect(keys(plans({ routes: [{ path: '/*' }] }))).toEqual([]);
    expect(keys(routed())).toEqual([['errors-public-x', 5, 3]]);
    expect(keys(routed({ rollout: { strategy: 'canary', percent: 4 } }))).toEqual([['errors-public-x', 2, 3]]);
    expect(keys(plans({ rollout: CANARY }, { targets: [] }))).toEqual([['errors-http', 5, 3]]);
  });

  it('watches what it is told to', () => {
    const alarms = {
      errorPercent: 1,
      latency: { percentile: 99.9, seconds: 0.2 },
      unhealthyReplicas: 2,
      cpuPercent: 90,
      memoryPercent: 95,
    };
    const all = plans({ routes: [{ path: '/*' }], alarms, health: { readiness: { graceSeconds: 300 } } });
    expect(keys(all)).toEqual([
      ['errors-public-x', 1, 3],
      ['latency-public-x', 0.2, 3],
      ['unhealthy-public-x', 1, 8],
      ['cpu', 90, 3],
      ['memory', 95, 3],
    ]);
    for (const { queries } of all) expect(queries.filter((query) => 'metric' in query).length).toBeLessThanOrEqual(10);
    expect(all.at(-1)?.queries).toEqual([
      {
        id: 'm0',
        namespace: 'AWS/ECS',
        metric: 'MemoryUtilization',
        stat: 'Average',
        dimensions: { ClusterName: 'prod', ServiceName: 'ads-bidder' },
      },
    ]);
  });

  it('adds the errors of both groups, whichever has the replicas', () => {
    const [errors] = routed() as [AlarmPlan];
    expect(seen(errors, { e0: 5, c0: 0, r0: 100 })).toBe(5);
    expect(seen(errors, { e1: 5, c1: 1, r1: 100 })).toBe(6);
    expect(seen(errors, { e0: 0, r0: 90, e1: 10, r1: 10 })).toBe(10);
    expect(seen(errors, {})).toBe(0);
  });

  it('takes the slower of both groups, and the unhealthy replicas of both', () => {
    const [, slow, sick] = routed({
      alarms: { latency: { percentile: 99, seconds: 1 }, unhealthyReplicas: 1 },
    }) as AlarmPlan[];
    expect(slow?.queries[0]).toMatchObject({ metric: 'TargetResponseTime', stat: 'p99' });
    expect(seen(slow as AlarmPlan, { l0: 0.1, l1: 3 })).toBe(3);
    expect(seen(sick as AlarmPlan, { u0: 1, u1: 2 })).toBe(3);
  });

  it('counts the answers of the mesh by their class', () => {
    const [errors] = plans({ rollout: CANARY }, { targets: [] }) as [AlarmPlan];
    expect(seen(errors, { a0: 90, a2: 5, a3: 5 })).toBe(5);
    expect(seen(errors, {})).toBe(0);
    expect(errors.queries[0]).toMatchObject({ dimensions: { TargetDiscoveryName: 'prod-ads-bidder-http' } });
  });
});
