import fc from 'fast-check';
import { type Problem, renderProblem } from '../../../src/errors';
import { hostCapacity } from '../../../src/sizing/host-capacity';
import {
  checkTaskFits,
  cpuUnits,
  type Fleet,
  fitProblems,
  SERVICE_CONNECT_PROXY,
  type TaskRequest,
} from '../../../src/sizing/task-fit';
import { tasksPerHost } from '../../../src/sizing/tasks-per-host';
import { anyFleet, fleetAndTask, taskNear, typeNamed } from './arbitraries';

const FIELD = 'services.bidder';
const codesOf = (problems: readonly Problem[]) => problems.map(({ code }) => code).sort();
const check = (task: TaskRequest, fleet: Fleet) => checkTaskFits(task, fleet, FIELD);
const without = (fleet: Fleet, drop: readonly string[]): Fleet => ({
  ...fleet,
  instanceTypes: fleet.instanceTypes.filter((name) => !drop.includes(name)),
});

/** The codes that a task deserves, by placing it by hand on an empty host of each type. */
function deserved({ cpus, memoryMiB, gpus }: TaskRequest, fleet: Fleet): string[] {
  const hosts = fleet.instanceTypes.map((name) => hostCapacity(typeNamed(name), fleet));
  const codes = new Set<string>();
  for (const host of hosts) {
    if (host.cpuUnits / 1024 - cpus < -1e-9) codes.add('TaskExceedsCpu');
    if (host.memoryMiB - memoryMiB < 0) codes.add('TaskExceedsMemory');
    if (host.gpus - gpus < 0) codes.add(hosts.some((h) => h.gpus > 0) ? 'TaskExceedsGpus' : 'NoGpuOnFleet');
  }
  return [...codes].sort();
}

/** The task with the field of a problem set to `value`. */
function asking(task: TaskRequest, { field }: Problem, value: number): TaskRequest {
  return { ...task, [field.slice(`${FIELD}.`.length)]: value };
}

describe('a task on a fleet', () => {
  test('has one problem for each dimension in which some host of the fleet is too small', () => {
    fc.assert(
      fc.property(fleetAndTask, ({ fleet, task }) => {
        expect(codesOf(check(task, fleet))).toEqual(deserved(task, fleet));
      }),
      { numRuns: 300 },
    );
  });

  test('without a problem really packs at least once on every type', () => {
    fc.assert(
      fc.property(fleetAndTask, ({ fleet, task }) => {
        fc.pre(check(task, fleet).length === 0);
        const packed = fleet.instanceTypes.map((name) => tasksPerHost(task, hostCapacity(typeNamed(name), fleet)));
        expect(Math.min(...packed)).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('that asks for less never gets a problem that it did not have', () => {
    fc.assert(
      fc.property(fleetAndTask, fc.double({ min: 0.1, max: 1, noNaN: true }), ({ fleet, task }, share) => {
        const less = {
          cpus: task.cpus * share,
          memoryMiB: Math.floor(task.memoryMiB * share),
          gpus: Math.floor(task.gpus * share),
        };
        expect(codesOf(check(task, fleet))).toEqual(expect.arrayContaining(codesOf(check(less, fleet))));
      }),
    );
  });

  test('passes with the number that the fix names, and not with more', () => {
    fc.assert(
      fc.property(fleetAndTask, ({ fleet, task }) => {
        for (const problem of check(task, fleet)) {
          const largest = /^use ([\d.]+)/.exec(problem.fix)?.[1];
          if (largest === undefined) continue;
          const sameField = (p: Problem) => p.field === problem.field;
          expect(check(asking(task, problem, Number(largest)), fleet).filter(sameField)).toEqual([]);
          expect(check(asking(task, problem, Number(largest) + 1), fleet).filter(sameField)).toHaveLength(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('passes when the types that the fix names leave the fleet', () => {
    fc.assert(
      fc.property(fleetAndTask, ({ fleet, task }) => {
        for (const problem of check(task, fleet)) {
          const drop = /drop (.*) from fleet/.exec(problem.fix)?.[1]?.split(', ');
          if (drop === undefined) continue;
          const rest = without(fleet, drop);
          expect(rest.instanceTypes.length).toBeGreaterThan(0);
          expect(codesOf(check(task, rest))).not.toContain(problem.code);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('fits alone on the type that the fix gives as an example', () => {
    fc.assert(
      fc.property(fleetAndTask, ({ fleet, task }) => {
        for (const problem of check(task, fleet)) {
          const example = /such as (\S+)$/.exec(problem.fix)?.[1];
          if (example !== undefined) expect(check(task, { ...fleet, instanceTypes: [example] })).toEqual([]);
        }
      }),
    );
  });

  test('of types that nobody knows is not judged', () => {
    const fleet = { name: 'general', instanceTypes: ['m6i.huge'], trunking: true, maxHosts: 1 };
    expect(check({ cpus: 1000, memoryMiB: 1e9, gpus: 99 }, fleet)).toEqual([]);
  });
});

describe('what a person reads when a task does not fit', () => {
  const fleet = (...instanceTypes: string[]): Fleet => ({
    name: 'general',
    instanceTypes,
    trunking: true,
    maxHosts: 3,
  });
  const read = (task: Partial<TaskRequest>, of: Fleet) =>
    check({ cpus: 1, memoryMiB: 1024, gpus: 0, ...task }, of).map(renderProblem);

  test('names the smallest type and what to change for CPU', () => {
    expect(read({ cpus: 4.25 }, fleet('m6i.2xlarge', 'm6i.large'))).toEqual([
      "services.bidder.cpus comes to 4.25 vCPU (4352 CPU units) over all containers, but the smallest host of fleet 'general', " +
        "m6i.large, has 2 (2048); use 2 or less over all containers, or drop m6i.large from fleet 'general' [TaskExceedsCpu]",
    ]);
  });

  test('says where the memory of the host went', () => {
    expect(read({ memoryMiB: 8192 }, fleet('m6i.large'))).toEqual([
      "services.bidder.memoryMiB comes to 8192 over all containers, but the smallest host of fleet 'general', m6i.large, has " +
        '7052 for tasks (8192 less 730 for kernel and hypervisor and 410 reserved for the host); use 7052 or less over all ' +
        'containers, or a fleet of larger types such as m6i.xlarge [TaskExceedsMemory]',
    ]);
  });

  test('tells too many GPUs from none at all', () => {
    expect(read({ gpus: 2 }, fleet('g5.xlarge', 'g5.12xlarge'))).toEqual([
      "services.bidder.gpus is 2, but the smallest host of fleet 'general', g5.xlarge, has 1; use 1 or less, or drop " +
        "g5.xlarge from fleet 'general' [TaskExceedsGpus]",
    ]);
    expect(read({ gpus: 1 }, fleet('m6i.large', 'inf2.xlarge'))).toEqual([
      "services.bidder.gpus is 1, but no type of fleet 'general' has a whole NVIDIA GPU (m6i.large, inf2.xlarge); use 0, or " +
        'a fleet of GPU types such as g4dn.xlarge [NoGpuOnFleet]',
    ]);
  });

  test('tells all dimensions at once', () => {
    expect(codesOf(check({ cpus: 500, memoryMiB: 1e8, gpus: 1 }, fleet('m6i.large')))).toEqual([
      'NoGpuOnFleet',
      'TaskExceedsCpu',
      'TaskExceedsMemory',
    ]);
  });

  test('names the fleet whose hosts have no interface left', () => {
    const type = typeNamed('m6i.large');
    const hosts = [{ type, capacity: { ...hostCapacity(type, { trunking: false }), taskInterfaces: 0 } }];
    const untrunked = { ...fleet('m6i.large'), trunking: false };
    expect(fitProblems({ cpus: 1, memoryMiB: 1024, gpus: 0 }, hosts, untrunked, FIELD).map(renderProblem)).toEqual([
      "services.bidder.fleet is 'general', but the smallest host of fleet 'general', m6i.large, has no network interface left " +
        "for a task; turn trunking on for fleet 'general', or a fleet of larger types such as m6i.large [NoTaskInterfaces]",
    ]);
  });
});

describe('CPU units', () => {
  test('are 1,024 a vCPU, and a fraction of a unit is a whole one', () => {
    expect([1, 0.25, 0.1, 192, 0.0005].map(cpuUnits)).toEqual([1024, 256, 103, 196_608, 1]);
  });

  test('of a sum of decimals are those of the number that was meant', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 10 }), (units) => {
        const cpus = units.reduce((sum, unit) => sum + unit / 1024, 0);
        expect(cpuUnits(cpus)).toBe(units.reduce((sum, unit) => sum + unit, 0));
      }),
    );
    expect(cpuUnits(0.1 + 0.2 + 0.7)).toBe(1024);
  });
});

test('the Service Connect proxy takes a quarter of a vCPU and 64 MiB', () => {
  expect(SERVICE_CONNECT_PROXY).toMatchObject({ cpuUnits: 256, memoryMiB: 64, source: expect.stringContaining('ECS') });
});

test('every fleet has a task that fits it: a fraction of its smallest host', () => {
  fc.assert(
    fc.property(anyFleet, (fleet) => {
      expect(check({ cpus: 0.25, memoryMiB: 16, gpus: 0 }, fleet)).toEqual([]);
    }),
  );
  expect(fc.sample(taskNear(typeNamed('g5.xlarge')), { seed: 1, numRuns: 200 }).some(({ gpus }) => gpus > 1)).toBe(
    true,
  );
});
