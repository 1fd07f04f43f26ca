import fc from 'fast-check';
import { renderProblem } from '../../../src/errors';
import { checkLoadBalancers } from '../../../src/preview/check-load-balancers';
import { parsePlan } from '../../../src/preview/plan-json';
import { planJson, planned, type Route, serviceChange } from './planned';

const check = (plan: unknown) => checkLoadBalancers(parsePlan('Plan', plan));
const swapped = (route: Route): Route => ({ ...route, main: route.alternate as string, alternate: route.main });

const rolling: Route = { main: 'blue', rule: 'production' };
const moved: Route = { ...rolling, alternate: 'green' };
const tested: Route = { ...moved, testRule: 'test' };
const other: Route = { main: 'second', alternate: 'third', rule: 'internal' };

describe('the load balancers of a service in a plan', () => {
  it.each<[string, Parameters<typeof planned>[0]]>([
    ['nothing changes', { before: [moved], after: [moved] }],
    ['a route is added', { before: [moved], after: [moved, other] }],
    ['a route is taken away', { before: [moved, other], after: [other] }],
    ['one route takes the place of another', { before: [moved], after: [other] }],
    ['requests begin to be moved', { before: [rolling], after: [moved], replaced: ['production'] }],
    ['requests are no longer moved', { before: [moved], after: [rolling], replaced: ['production'] }],
    ['requests are no longer moved, and the rule stays', { before: [moved], after: [rolling] }],
    ['testers get a rule', { before: [moved], after: [tested] }],
    ['testers lose their rule', { before: [tested], after: [moved] }],
    ['groups get other names', { before: [moved], after: [moved], replaced: ['blue', 'green', 'production'] }],
    [
      'groups that ECS swapped get other names',
      { before: [moved], after: [moved], replaced: ['blue', 'green'], found: [swapped(moved)] },
    ],
    ['a service comes to be', { before: [], after: [moved] }],
  ])('are as asked for where %s', (_, change) => {
    expect(check(planned(change))).toEqual([]);
  });

  it('are put back to what ECS has moved on from: refused, with what would change', () => {
    const [problem, ...rest] = check(planned({ before: [moved], after: [moved], found: [swapped(moved)] }));
    expect(rest).toEqual([]);
    expect(problem && renderProblem(problem)).toBe(
      "aws_ecs_service.bidder_Service.load_balancer would no longer name target_group_arn targetgroup/green and no longer name alternate_target_group_arn targetgroup/blue and name target_group_arn targetgroup/blue and name alternate_target_group_arn targetgroup/green, and no route changes with it; do not apply this plan; name 'load_balancer' in lifecycle.ignore_changes of the service until terraform-provider-aws#45678 is closed, or apply it if you gave the service another group yourself [UnexplainedLoadBalancer]",
    );
  });

  it('say where the plan itself knows that others have changed them', () => {
    const plan = planned({ before: [moved], after: [moved], found: [swapped(moved)] });
    const changed = plan.resource_changes.find(({ type }) => type === 'aws_ecs_service');
    const back = {
      ...changed,
      change: { ...changed?.change, before: changed?.change.after, after: changed?.change.before },
    };
    expect(check({ ...plan, resource_drift: [back] })[0]?.problem).toMatch(
      /, against what was changed since the last apply$/,
    );
    const drifted = { ...back, change: { ...back.change, after: back.change.before } };
    expect(check({ ...plan, resource_drift: [drifted] })[0]?.problem).toMatch(/, and no route changes with it$/);
  });

  it('are not explained by a group whose health check changes, nor by another service that gets a route', () => {
    const plan = planned({ before: [moved], after: [moved, other], found: [swapped(moved)] });
    const updated = plan.resource_changes.map((one) =>
      JSON.stringify(one.change).includes('"no-op"') ? { ...one, change: { ...one.change, actions: ['update'] } } : one,
    );
    expect(check({ ...plan, resource_changes: updated }).map(({ code }) => code)).toEqual(['UnexplainedLoadBalancer']);
  });

  it('may leave one group for another that the plan makes, imports or forgets, and for no other', () => {
    const group = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup';
    const to = (name: string | undefined) => ({
      load_balancer: [{ ...(name && { target_group_arn: `${group}/${name}` }) }],
    });
    const target = (change: object) => ({
      address: 'aws_lb_target_group.x',
      mode: 'managed',
      type: 'aws_lb_target_group',
      change,
    });
    const [a, b] = [{ arn: `${group}/a` }, { arn: `${group}/b` }];
    const found = (service: ReturnType<typeof serviceChange>, ...others: object[]) =>
      check(planJson([service, ...(others as never[])])).length;
    const aToB = serviceChange(to('a'), to('b'));
    const forgets = target({ actions: ['forget'], before: a, after: null });
    expect(found(aToB)).toBe(1);
    expect(found(aToB, forgets, target({ actions: ['no-op'], before: b, after: b, importing: { id: 'b' } }))).toBe(0);
    expect(found(aToB, forgets)).toBe(1);
    const aToUnknown = { load_balancer: [{ target_group_arn: true }] };
    expect(found(serviceChange(to('a'), to(undefined), aToUnknown))).toBe(0);
    expect(found(serviceChange(to('a'), {}, { load_balancer: [true] }))).toBe(0);
    expect(found(serviceChange(to('a'), {}))).toBe(1);
    expect(found(serviceChange(null, to('a')))).toBe(0);
    expect(found(serviceChange(to('a'), null))).toBe(0);
    expect(found({ ...aToB, mode: 'data' })).toBe(0);
  });

  it('are refused in any mix of changes exactly where a group that stays was moved by ECS', () => {
    const slot = fc.record({
      was: fc.constantFrom('absent', 'rolling', 'moved', 'tested'),
      will: fc.constantFrom('absent', 'rolling', 'moved', 'tested'),
      isSwapped: fc.boolean(),
      replaced: fc.subarray(['blue', 'green', 'production', 'test']),
    });
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 4 }), (slots) => {
        const route = (kind: string, i: number): Route[] => {
          if (kind === 'absent') return [];
          const two = {
            ...(kind !== 'rolling' && { alternate: `green${i}` }),
            ...(kind === 'tested' && { testRule: `test${i}` }),
          };
          return [{ main: `blue${i}`, rule: `production${i}`, ...two }];
        };
        const before = slots.flatMap(({ was }, i) => route(was, i));
        const after = slots.flatMap(({ will }, i) => route(will, i));
        const found = slots.flatMap(({ was, isSwapped }, i) =>
          route(was, i).map((one) => (isSwapped && one.alternate !== undefined ? swapped(one) : one)),
        );
        const replaced = slots.flatMap((one, i) => one.replaced.map((name) => `${name}${i}`));
        const isWrong = slots.some(({ was, will, isSwapped, replaced: names }) => {
          const groups =
            { absent: [], rolling: ['blue'], moved: ['blue', 'green'], tested: ['blue', 'green'] }[will] ?? [];
          const stays = groups.some((name) => !names.includes(name));
          return isSwapped && ['moved', 'tested'].includes(was) && stays;
        });
        expect(check(planned({ before, after, replaced, found })).length).toBe(isWrong ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });
});
