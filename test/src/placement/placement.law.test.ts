import fc from 'fast-check';
import { ANSWERS, type Answer, OPERATORS, type Operator } from '../../../src/placement/answers';
import { type Decision, decideConstraint, type PlacedTask } from '../../../src/placement/decide-constraint';
import { decidePlacement } from '../../../src/placement/decide-placement';
import { hostCapacity } from '../../../src/sizing/host-capacity';
import { tasksPerHost } from '../../../src/sizing/tasks-per-host';
import { type Constraint, PLACEMENT_FIELDS, type PlacementField, placementSpec } from '../../../src/spec/placement';
import { typeNamed } from '../sizing/arbitraries';
import { hostSets, placements, spreadOut } from './ecs';
import { type Host, satisfies } from './marathon';

/** Values and patterns that some hosts of these little worlds have, and some that none has. */
const WORDS: Readonly<Record<PlacementField, readonly string[]>> = {
  host: ['i-0', 'i-9'],
  zone: ['a', 'b', 'z'],
  'instance-type': ['m6i.large', 'm6i.xlarge', 'c5.large'],
  architecture: ['x86_64', 'arm64'],
  os: ['linux', 'windows'],
  ami: ['ami-1', 'ami-2'],
  fleet: ['general', 'gpu'],
};
const PATTERNS: Readonly<Record<PlacementField, readonly string[]>> = {
  ...WORDS,
  zone: ['a', '[ab]', 'z', 'a|b'],
  'instance-type': ['m6i', 'm6i\\..*', '.*\\.large'],
  os: ['lin', 'linux'],
};

const placedTask: fc.Arbitrary<PlacedTask> = fc.record({
  // The second fills half an m6i.large: so that a host has room for some replicas, and not for all.
  task: fc.constantFrom({ cpus: 0.25, memoryMiB: 256, gpus: 0 }, { cpus: 1, memoryMiB: 2048, gpus: 0 }),
  replicas: fc.integer({ min: 1, max: 4 }),
  surge: fc.constantFrom(0, 1),
  fleet: fc.record({
    name: fc.constant('general'),
    instanceTypes: fc.subarray(['m6i.large', 'm6i.xlarge'], { minLength: 1 }),
    zones: fc.subarray(['a', 'b'], { minLength: 1 }),
    trunking: fc.boolean(),
    maxHosts: fc.integer({ min: 1, max: 3 }),
  }),
});

function constraintOf(operator: Operator, field: PlacementField): fc.Arbitrary<Constraint> {
  const word = fc.constantFrom(...WORDS[field]);
  const few = fc.integer({ min: 1, max: 3 });
  const forms: Readonly<Record<Operator, fc.Arbitrary<unknown>>> = {
    unique: fc.constant({ unique: field }),
    cluster: fc.oneof(
      fc.constant({ cluster: field }),
      word.map((value) => ({ cluster: field, value })),
    ),
    groupBy: fc.oneof(
      fc.constant({ groupBy: field }),
      few.map((values) => ({ groupBy: field, values })),
    ),
    like: fc.constantFrom(...PATTERNS[field]).map((pattern) => ({ like: field, pattern })),
    unlike: fc.constantFrom(...PATTERNS[field]).map((pattern) => ({ unlike: field, pattern })),
    maxPer: few.map((count) => ({ maxPer: field, count })),
    is: word.map((value) => ({ is: field, value })),
  };
  return forms[operator] as fc.Arbitrary<Constraint>;
}

/** Each way to place so many tasks that ECS is free to choose, on one to `maxHosts` hosts of any kind. */
function* outcomes(
  placed: PlacedTask,
  apart: boolean,
  tasks = placed.replicas + placed.surge,
): Generator<{ hosts: Host[]; used: Host[] }> {
  const { task, fleet } = placed;
  const room = (host: Host) => tasksPerHost(task, hostCapacity(typeNamed(host['instance-type']), fleet));
  for (let size = 1; size <= fleet.maxHosts; size += 1)
    for (const hosts of hostSets(placed, size))
      for (const used of placements(hosts, tasks, room, apart)) yield { hosts, used };
}

function some<T>(values: Iterable<T>, holds: (value: T) => boolean): boolean {
  for (const value of values) if (holds(value)) return true;
  return false;
}

/** Whether the simulated ECS bears a decision out. */
function borneOut(constraint: Constraint, placed: PlacedTask, decision: Decision): boolean {
  if (decision.answer === 'exact')
    return !some(outcomes(placed, decision.apart), ({ hosts, used }) => !satisfies(constraint, used, hosts));
  // The first of several replicas may be where the rest has no room.
  if (decision.answer === 'refused')
    return [placed.replicas + placed.surge, 1].some(
      (tasks) =>
        some(outcomes(placed, false, tasks), ({ hosts, used }) => !satisfies(constraint, used, hosts)) ||
        !some(outcomes(placed, false, tasks), () => true),
    );
  const { strategies } = decidePlacement(placementSpec.parse({ constraints: [constraint] }), placed, 200);
  const fields = strategies.filter(({ type }) => type === 'spread').map(({ field }) => field);
  const roomy = hostSets(placed, 'groupBy' in constraint && constraint.groupBy === 'host' ? placed.fleet.maxHosts : 1);
  const one = roomy.flat().map((host, i) => ({ ...host, host: `i-${i}` }));
  return satisfies(constraint, spreadOut(one, placed.replicas, fields), one);
}

const cells = OPERATORS.flatMap((operator) => PLACEMENT_FIELDS.map((field) => [operator, field] as const));

describe.each(cells)('%s of %s', (operator, field) => {
  const given = new Set<Answer>();

  it('is decided as a simulated ECS, free to choose any host, bears out', () => {
    fc.assert(
      fc.property(constraintOf(operator, field), placedTask, (constraint, placed) => {
        const decision = decideConstraint(constraint, placed);
        given.add(decision.answer);
        expect(borneOut(constraint, placed, decision)).toBe(true);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('gets the answers that the table has for it, and each of them', () => {
    expect([...given].sort()).toEqual(Object.keys(ANSWERS[operator][field]).sort());
  });
});

describe('a placement', () => {
  const constraint = fc.constantFrom(...cells).chain(([operator, field]) => constraintOf(operator, field));
  const placement = fc.record({
    constraints: fc.array(constraint, { maxLength: 10 }),
    spread: fc.option(fc.array(fc.constantFrom(...PLACEMENT_FIELDS), { maxLength: 7 }), { nil: undefined }),
    pack: fc.constantFrom('memory', 'cpu', false, undefined),
  });

  it('never has more strategies than ECS takes, nor one twice, and packs last', () => {
    fc.assert(
      fc.property(placement, placedTask, (input, placed) => {
        const { strategies } = decidePlacement(placementSpec.parse(input), placed, 200);
        expect(strategies.length).toBeLessThanOrEqual(5);
        expect(new Set(strategies.map(({ field }) => field)).size).toBe(strategies.length);
        expect(strategies.findIndex(({ type }) => type === 'binpack')).toBe(
          input.pack === false ? -1 : strategies.length - 1,
        );
      }),
    );
  });

  it('is rebalanced only where ECS does that: zones first or no strategy, and room to start before stopping', () => {
    fc.assert(
      fc.property(placement, placedTask, fc.integer({ min: 100, max: 200 }), (input, placed, maximumPercent) => {
        const { strategies, rebalanced } = decidePlacement(placementSpec.parse(input), placed, maximumPercent);
        const zonesFirst = strategies.length === 0 || strategies[0]?.field === 'attribute:ecs.availability-zone';
        expect(rebalanced).toBe(maximumPercent > 100 && zonesFirst);
      }),
    );
  });
});
