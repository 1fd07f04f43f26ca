import fc from 'fast-check';
import { DIMENSIONS, type HostCapacity, holds } from '../../../src/sizing/host-capacity';
import { type Load, leastHosts } from '../../../src/sizing/least-hosts';
import { hostCount, type PackedHosts, pack, packBeside } from '../../../src/sizing/pack';

const ZONES = ['a', 'b', 'c'];

/** Small numbers, so that sizes often add up to just a host: where packing is decided. */
const host: HostCapacity = { cpuUnits: 12, memoryMiB: 20, gpus: 4, taskInterfaces: 5 };
const demand: fc.Arbitrary<HostCapacity> = fc.record({
  cpuUnits: fc.integer({ min: 1, max: 12 }),
  memoryMiB: fc.integer({ min: 1, max: 20 }),
  gpus: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 4 })),
  taskInterfaces: fc.constant(1),
});

const loadsOf = (mostServices: number, replicas: fc.Arbitrary<number>): fc.Arbitrary<Load[]> =>
  fc
    .array(fc.record({ demand, replicas, apart: fc.boolean() }), { minLength: 1, maxLength: mostServices })
    .map((loads) => loads.map((load, i) => ({ key: `service-${i}`, ...load })));

/** One to six tasks in all, of some services. */
const sixTasks: fc.Arbitrary<Load[]> = loadsOf(6, fc.integer({ min: 1, max: 6 })).map((loads) => {
  let left = 6;
  return loads.flatMap((load) => {
    const replicas = Math.min(left, load.replicas);
    left -= replicas;
    return replicas > 0 ? [{ ...load, replicas }] : [];
  });
});

const one = (of: HostCapacity, i: number): Load => ({ key: `service-${i}`, demand: of, replicas: 1 });

const manyTasks = loadsOf(8, fc.integer({ min: 0, max: 40 }));

/** The fewest hosts that hold so many tasks, by trying every way to put them together. */
function fewestHosts(loads: readonly Load[]): number {
  const tasks = loads.flatMap((load) => Array.from({ length: load.replicas }, () => load));
  let best = tasks.length;
  const put = (next: number, hosts: { free: HostCapacity; keys: readonly string[] }[]): void => {
    const task = tasks[next];
    if (hosts.length >= best) return;
    if (task === undefined) {
      best = hosts.length;
      return;
    }
    const on = ({ free, keys }: (typeof hosts)[number]) => ({
      free: less(free, task.demand),
      keys: [...keys, task.key],
    });
    for (const [i, other] of hosts.entries())
      if (holds(other.free, task.demand) && !(task.apart && other.keys.includes(task.key)))
        put(next + 1, hosts.with(i, on(other)));
    put(next + 1, [...hosts, on({ free: host, keys: [] })]);
  };
  put(0, []);
  return best;
}

function less(free: HostCapacity, task: HostCapacity): HostCapacity {
  return {
    cpuUnits: free.cpuUnits - task.cpuUnits,
    memoryMiB: free.memoryMiB - task.memoryMiB,
    gpus: free.gpus - task.gpus,
    taskInterfaces: free.taskInterfaces - task.taskInterfaces,
  };
}

/** Tasks of a service in a zone. */
function tasksIn(packed: readonly PackedHosts[], zone: string, key: string): number {
  return packed
    .filter((group) => group.zone === zone)
    .reduce((sum, { hosts, tasks }) => sum + hosts * (tasks[key] ?? 0), 0);
}

/** Each host holds what is on it, says rightly what is left, and has no two of what is kept apart. */
function isPossible(packed: readonly PackedHosts[], loads: readonly Load[]): boolean {
  const apart = loads.filter((load) => load.apart);
  if (packed.some(({ tasks }) => apart.some(({ key }) => (tasks[key] ?? 0) > 1))) return false;
  return packed.every(({ tasks, free }) =>
    DIMENSIONS.every((d) => {
      const used = loads.reduce((sum, load) => sum + (tasks[load.key] ?? 0) * load.demand[d], 0);
      return used + free[d] === host[d] && free[d] >= 0;
    }),
  );
}

describe('a packing of up to six tasks', () => {
  it('never takes fewer hosts than the best of all packings, and the lower bound never asks for more', () => {
    fc.assert(
      fc.property(sixTasks, fc.constantFrom(1, 2, 3), (loads, zones) => {
        const best = fewestHosts(loads);
        const packed = hostCount(pack(loads, { host, zones: ZONES.slice(0, zones) }));
        const least = leastHosts(loads, host).hosts;
        expect(least).toBeLessThanOrEqual(best);
        expect(packed).toBeGreaterThanOrEqual(best);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['of any number of services', sixTasks],
    ['of six services', fc.array(demand, { minLength: 6, maxLength: 6 }).map((all) => all.map(one))],
  ])('%s takes at most one host more than the best in one zone, and no more in 98 of 100', (_what, arbitrary) => {
    const trials = fc.sample(arbitrary, { seed: 3, numRuns: 1000 }).map((loads) => {
      const best = fewestHosts(loads);
      const packed = hostCount(pack(loads, { host, zones: ['a'] }));
      return { over: packed - best, under: best - leastHosts(loads, host).hosts };
    });
    const share = (fits: (trial: { over: number; under: number }) => boolean) =>
      trials.filter(fits).length / trials.length;
    expect(Math.max(...trials.map(({ over }) => over))).toBe(1);
    expect(share(({ over }) => over === 0)).toBeGreaterThan(0.98);
    expect(Math.max(...trials.map(({ under }) => under))).toBe(1);
    expect(share(({ under }) => under === 0)).toBeGreaterThan(0.7);
  });
});

describe('a packing of any number of tasks', () => {
  it('places every replica on a host that holds it, spread over zones as evenly as their number allows', () => {
    fc.assert(
      fc.property(manyTasks, fc.constantFrom(1, 2, 3), (loads, count) => {
        const zones = ZONES.slice(0, count);
        const packed = pack(loads, { host, zones });
        expect(isPossible(packed, loads)).toBe(true);
        for (const { key, replicas } of loads) {
          const inZones = zones.map((zone) => tasksIn(packed, zone, key));
          expect(inZones.reduce((sum, n) => sum + n, 0)).toBe(replicas);
          expect(Math.max(...inZones) - Math.min(...inZones)).toBeLessThanOrEqual(1);
        }
        expect(hostCount(packed)).toBeGreaterThanOrEqual(leastHosts(loads, host).hosts);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves what runs where it is, and uses its hosts first', () => {
    fc.assert(
      fc.property(manyTasks, manyTasks, (before, loads) => {
        const more = loads.map((load) => ({ ...load, key: `more-${load.key}` }));
        const running = pack(before, { host, zones: ZONES });
        const packed = packBeside(running, more, { host, zones: ZONES });
        for (const { key, replicas } of more)
          expect(ZONES.reduce((sum, zone) => sum + tasksIn(packed, zone, key), 0)).toBe(replicas);
        expect(isPossible(packed, [...before, ...more])).toBe(true);
        for (const { key } of before)
          for (const zone of ZONES) expect(tasksIn(packed, zone, key)).toBe(tasksIn(running, zone, key));
        expect(hostCount(packed)).toBeGreaterThanOrEqual(hostCount(running));
      }),
    );
  });

  it('opens no host beside those that run while one of them has room', () => {
    const small = { cpuUnits: 1, memoryMiB: 1, gpus: 0, taskInterfaces: 1 };
    const running = pack([{ key: 'one', demand: small, replicas: 1 }], { host, zones: ZONES });
    const beside = (replicas: number) =>
      hostCount(packBeside(running, [{ key: 'two', demand: small, replicas }], { host, zones: ZONES }));
    expect([0, 1, 4, 5, 9, 10].map(beside)).toEqual([1, 1, 1, 2, 2, 3]);
  });

  it('has no empty host, and none where there is nothing to place', () => {
    fc.assert(
      fc.property(manyTasks, (loads) => {
        for (const { tasks } of pack(loads, { host, zones: ZONES })) expect(Object.values(tasks)).not.toEqual([]);
      }),
    );
    expect(pack([], { host, zones: ZONES })).toEqual([]);
  });

  it('gives replicas that are kept apart a host each, which others may share', () => {
    const small = { cpuUnits: 1, memoryMiB: 1, gpus: 0, taskInterfaces: 1 };
    const loads = [
      { key: 'one', demand: small, replicas: 7, apart: true },
      { key: 'two', demand: small, replicas: 9 },
    ];
    expect(hostCount(pack(loads, { host, zones: ZONES }))).toBe(7);
    expect(leastHosts(loads, host)).toEqual({ hosts: 7, scarcest: 'apart' });
  });

  it('leaves out what no host holds', () => {
    const huge = { key: 'huge', demand: { ...host, cpuUnits: 13 }, replicas: 3 };
    expect(pack([huge], { host, zones: ZONES })).toEqual([]);
    expect(leastHosts([huge], host).hosts).toBe(0);
  });
});

describe('the lower bound', () => {
  const tasks = (cpuUnits: number, replicas: number): Load => ({
    key: `${cpuUnits}`,
    demand: { cpuUnits, memoryMiB: 1, gpus: 0, taskInterfaces: 1 },
    replicas,
  });

  it.each([
    ['what is asked for over what a host has', [tasks(3, 9)], 3],
    ['how many of one service a host holds', [tasks(5, 8)], 4],
    ['what cannot share a host', [tasks(7, 3), tasks(6, 1)], 4],
    ['interfaces, where tasks are small', [tasks(1, 12)], 3],
  ])('counts %s', (_what, loads, hosts) => {
    expect(leastHosts(loads, host).hosts).toBe(hosts);
  });

  it('says which dimension asks for so many', () => {
    expect(leastHosts([tasks(5, 8)], host).scarcest).toBe('cpuUnits');
    expect(leastHosts([tasks(1, 12)], host).scarcest).toBe('taskInterfaces');
  });
});
