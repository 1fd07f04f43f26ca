import fc from 'fast-check';
import { renderProblem } from '../../../src/errors';
import { hostCapacity } from '../../../src/sizing/host-capacity';
import type { Fleet, TaskRequest } from '../../../src/sizing/task-fit';
import { checkFleetHolds, type FleetLoad, tasksPerHost } from '../../../src/sizing/tasks-per-host';
import { anyType, fleetAndTask, taskNear, typeNamed } from './arbitraries';

/** Places copies of a task on one host until one thing runs out. */
function placeOneByOne(task: TaskRequest, name: string, trunking: boolean): number {
  const left = { ...hostCapacity(typeNamed(name), { trunking }) };
  for (let placed = 0; ; placed++) {
    left.cpuUnits -= Math.ceil(Number((task.cpus * 1024).toFixed(3)));
    left.memoryMiB -= task.memoryMiB;
    left.gpus -= task.gpus;
    left.taskInterfaces -= 1;
    if (Object.values(left).some((amount) => amount < 0)) return placed;
  }
}

/** The most tasks that the hosts of a fleet can run, host by host. */
function placeOnFleet(task: TaskRequest, fleet: Fleet): number {
  const best = Math.max(...fleet.instanceTypes.map((name) => placeOneByOne(task, name, fleet.trunking)));
  return Array.from({ length: fleet.maxHosts }, () => best).reduce((sum, tasks) => sum + tasks, 0);
}

const typeAndTask = anyType.chain((type) => fc.record({ type: fc.constant(type), task: taskNear(type) }));

const load: fc.Arbitrary<FleetLoad> = fleetAndTask.chain(({ fleet, task }) =>
  fc.record({
    fleet: fc.constant(fleet),
    task: fc.constant(task),
    replicas: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2000 })),
    surge: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 20 })),
    field: fc.constant('services.bidder'),
  }),
);

describe('tasks on one host', () => {
  test('are as many as can be placed one by one', () => {
    fc.assert(
      fc.property(typeAndTask, fc.boolean(), ({ type, task }, trunking) => {
        const tasks = tasksPerHost(task, hostCapacity(type, { trunking }));
        expect(tasks).toBe(placeOneByOne(task, type.type, trunking));
      }),
      { numRuns: 300 },
    );
  });

  test('never become fewer when each asks for less', () => {
    fc.assert(
      fc.property(typeAndTask, fc.double({ min: 0.1, max: 1, noNaN: true }), ({ type, task }, share) => {
        const host = hostCapacity(type, { trunking: true });
        const less = { ...task, cpus: task.cpus * share, memoryMiB: Math.floor(task.memoryMiB * share) };
        expect(tasksPerHost(less, host)).toBeGreaterThanOrEqual(tasksPerHost(task, host));
      }),
    );
  });

  test('are bounded by the interfaces however small they are', () => {
    const tiny = { cpus: 0.001, memoryMiB: 6, gpus: 0 };
    const on = (trunking: boolean) => tasksPerHost(tiny, hostCapacity(typeNamed('m6i.2xlarge'), { trunking }));
    expect([on(false), on(true)]).toEqual([3, 38]);
  });
});

describe('a fleet', () => {
  test('is too small exactly when its hosts, filled one by one, cannot run the replicas and the surge', () => {
    fc.assert(
      fc.property(load, (of) => {
        const room = placeOnFleet(of.task, of.fleet);
        expect(checkFleetHolds(of).length).toBe(room > 0 && of.replicas + of.surge > room ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });

  test('holds the replicas, or has the hosts, that the fix names, and not one more or less', () => {
    fc.assert(
      fc.property(load, (of) => {
        const fix = checkFleetHolds(of)[0]?.fix;
        fc.pre(fix !== undefined);
        const replicas = Number(/use (\d+) replica/.exec(fix ?? '')?.[1] ?? Number.NaN);
        const maxHosts = Number(/maxHosts of fleet '\w+' to (\d+)/.exec(fix ?? '')?.[1]);
        const hosts = (count: number) => checkFleetHolds({ ...of, fleet: { ...of.fleet, maxHosts: count } });
        expect(hosts(maxHosts)).toEqual([]);
        expect(hosts(maxHosts - 1)).toHaveLength(1);
        if (Number.isNaN(replicas)) return;
        expect(checkFleetHolds({ ...of, replicas })).toEqual([]);
        expect(checkFleetHolds({ ...of, replicas: replicas + 1 })).toHaveLength(1);
      }),
    );
  });

  const fleet = { name: 'general', instanceTypes: ['m6i.large', 'm6i.xlarge'], trunking: true, maxHosts: 2 };
  const task = { cpus: 1, memoryMiB: 2000, gpus: 0 };

  test('that is too small is told with counts and the ways out', () => {
    const problems = checkFleetHolds({ task, replicas: 9, surge: 1, fleet, field: 'services.bidder' });
    expect(problems.map(renderProblem)).toEqual([
      "services.bidder.fleet is 'general', whose 2 hosts hold 8 of this task even if all are m6i.xlarge (4 on each), but 9 " +
        "replicas and 1 more during a rollout are wanted; use 7 replicas or fewer, set maxHosts of fleet 'general' to 3 or " +
        'more, or ask for less for each replica [FleetTooSmall]',
    ]);
  });

  test('needs room for the surge of a rollout only', () => {
    const full = { task, replicas: 8, fleet, field: 'services.bidder' };
    expect(checkFleetHolds({ ...full, surge: 0 })).toEqual([]);
    expect(checkFleetHolds({ ...full, surge: 1 })).toHaveLength(1);
  });

  test('whose hosts are too small for one task, or unknown, is left to the rules that say so', () => {
    const huge = { ...task, cpus: 1000 };
    const strange = { ...fleet, instanceTypes: ['m6i.large', 'm6i.huge'] };
    expect(checkFleetHolds({ task: huge, replicas: 9, surge: 0, fleet, field: 'x' })).toEqual([]);
    expect(checkFleetHolds({ task, replicas: 999, surge: 0, fleet: strange, field: 'x' })).toEqual([]);
  });
});
