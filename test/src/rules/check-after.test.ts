import fc from 'fast-check';
import type { Problem } from '../../../src/errors';
import { checkAfter } from '../../../src/rules/check-after';
import { edgesInOrder } from '../../../src/rules/start-order';
import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { testSystemSpec } from '../../support/builders/test-system';

type Services = Readonly<Record<string, Partial<ServiceInput>>>;

const NEIGHBOURS = testSystemSpec({ store: {}, sleeper: { replicas: 0 } }, 'features').services;

function judge(services: Services): Problem[] {
  const neighbours = Object.fromEntries(Object.entries(NEIGHBOURS).map(([name, spec]) => [`features/${name}`, spec]));
  return checkAfter(testSystemSpec(services), neighbours);
}

const refusals: Refusal<Services>[] = [
  {
    what: 'a wait for a service that does not exist',
    code: 'UnknownService',
    field: 'services.bidder.after.0',
    refused: { bidder: { after: ['modl'] }, model: {} },
    legal: { bidder: { after: ['model'] }, model: {} },
    says: "services.bidder.after.0 is 'modl', which is not a service; did you mean 'model'?",
  },
  {
    what: 'a wait for a service that another system does not have',
    code: 'UnknownService',
    field: 'services.bidder.after.1',
    refused: { bidder: { after: ['model', 'features/stor'] }, model: {} },
    legal: { bidder: { after: ['model', 'features/store'] }, model: {} },
    says: "services.bidder.after.1 is 'features/stor', which is not a service; did you mean 'features/store'?",
  },
  {
    what: 'a wait for itself',
    code: 'SelfWait',
    field: 'services.bidder.after.0',
    refused: { bidder: { after: ['ads/bidder'] } },
    legal: { bidder: {} },
    says: "services.bidder.after.0 is 'bidder' itself; remove it",
  },
  {
    what: 'a wait for what never starts',
    code: 'WaitForNothing',
    field: 'services.bidder.after.0',
    refused: { bidder: { after: ['model'] }, model: { replicas: 0 } },
    legal: { bidder: { after: ['model', 'features/sleeper'] }, model: { replicas: 1 } },
    says: "services.bidder.after.0 is 'model', which may have 0 replicas, and then there is nothing to wait for; give 'model' 1 replica or more, or remove the wait",
  },
  {
    what: 'a circle of waits',
    code: 'AfterCycle',
    field: 'services.a.after.0',
    refused: { a: { after: ['b'] }, b: { after: ['c', 'd'] }, c: { after: ['a'] }, d: {} },
    legal: { a: { after: ['b'] }, b: { after: ['c', 'd'] }, c: {}, d: {} },
    says: "services.a.after.0 leads in a circle: 'a' waits for 'b', 'b' waits for 'c', 'c' waits for 'a'; remove one of these waits",
  },
  {
    what: 'a wait for a service that calls the waiter',
    code: 'AfterAgainstCall',
    field: 'services.a.after.0',
    refused: { a: { after: ['b'], allow: ['c'] }, b: {}, c: { allow: ['b'] } },
    legal: { a: { after: ['b'], allow: ['c'] }, b: { allow: ['c'] }, c: {} },
    says: "services.a.after.0 cannot be kept: 'a' waits for 'b', 'b' calls 'c', 'c' calls 'a', and who calls starts after whom it calls, or would not see it; remove the wait, or a call of the circle",
  },
];

describe('waits between services', () => {
  describeRefusals(judge, refusals);

  it('may lead either way between two that call each other', () => {
    const mutual: Services = { a: { allow: ['b'] }, b: { allow: ['a'] } };
    expect(judge({ ...mutual, a: { ...mutual.a, after: ['b'] } })).toEqual([]);
    expect(judge({ ...mutual, b: { ...mutual.b, after: ['a'] } })).toEqual([]);
  });

  it('are told of once for each circle, and with it whole', () => {
    const problems = judge({ a: { after: ['b'] }, b: { after: ['a'] }, c: { after: ['d'] }, d: { after: ['c', 'c'] } });
    expect(problems.map((p) => [p.field, p.code])).toEqual([
      ['services.a.after.0', 'AfterCycle'],
      ['services.c.after.0', 'AfterCycle'],
    ]);
  });

  const NAMES = ['a', 'b', 'c', 'd'];
  const anySystem = fc
    .record(
      Object.fromEntries(
        NAMES.map((name) => {
          const others = fc.subarray(NAMES.filter((other) => other !== name));
          return [name, fc.record({ allow: others, after: fc.oneof(fc.constant<string[]>([]), others) })];
        }),
      ),
    )
    .map((services) => testSystemSpec(services));
  type AnySystem = ReturnType<typeof testSystemSpec>;
  const graph = (system: AnySystem) =>
    Object.entries(system.services).flatMap(([callee, { allow }]) =>
      allow.map((caller) => [String(caller), callee] as const),
    );

  /** Tries every order of starts: by definition, and not as the rule does. */
  function isOrderable(system: AnySystem): boolean {
    const calls = new Set(graph(system).map(([caller, callee]) => `${caller} ${callee}`));
    const reach = new Set(calls);
    for (const over of NAMES)
      for (const from of NAMES)
        for (const to of NAMES)
          if (reach.has(`${from} ${over}`) && reach.has(`${over} ${to}`)) reach.add(`${from} ${to}`);
    const order = (first: string, then: string) => (starts: readonly string[]) =>
      starts.indexOf(first) < starts.indexOf(then);
    const demands = [
      ...graph(system)
        .filter(([caller, callee]) => !reach.has(`${callee} ${caller}`))
        .map(([caller, callee]) => order(callee, caller)),
      ...Object.entries(system.services).flatMap(([waiter, { after }]) =>
        after.map((awaited) => order(awaited, waiter)),
      ),
    ];
    return permutations(NAMES).some((starts) => demands.every((kept) => kept(starts)));
  }

  it('are accepted exactly where some order of starts keeps all of them, and every call that does not lead back', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anySystem, (system) => {
        const legal = checkAfter(system, {}).length === 0;
        accepted += Number(legal);
        expect(legal).toBe(isOrderable(system));
      }),
      { numRuns: 1000, seed: 3 },
    );
    expect(accepted).toBeGreaterThan(200);
    expect(accepted).toBeLessThan(900);
  });

  it('change nothing about which edges there are', () => {
    fc.assert(
      fc.property(anySystem, (system) => {
        const said = edgesInOrder(system).map(({ caller, callee }) => `${caller.service} ${callee.service}`);
        expect(said.sort()).toEqual(
          graph(system)
            .map(([caller, callee]) => `${caller} ${callee}`)
            .sort(),
        );
      }),
    );
  });
});

function permutations(names: readonly string[]): string[][] {
  if (names.length === 0) return [[]];
  return names.flatMap((first) => permutations(names.filter((name) => name !== first)).map((rest) => [first, ...rest]));
}
