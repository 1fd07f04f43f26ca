import fc from 'fast-check';
import { AwsPlatform } from '../../constructs/aws';
import { checkAfter } from '../../src/rules/check-after';
import { callsOf, waitsOf } from '../../src/rules/start-order';
import type { SystemSpec } from '../../src/spec/system';
import { renderSystem } from '../../stacks/render-system';
import { synthPlatform } from '../support/builders/synth-platform';
import { synthStack } from '../support/builders/synth-stack';
import type { SynthesizedStack } from '../support/builders/synthesized-stack';
import { testContract } from '../support/builders/test-contract';
import { testEnvironment } from '../support/builders/test-environment';
import { testSystem, testSystemSpec } from '../support/builders/test-system';

const render = (system: SystemSpec) =>
  synthStack((stack) => {
    renderSystem(stack, system, AwsPlatform.fromContract(stack, testContract()));
  });

/** Which services of the stack a service depends on. */
function dependencies(stack: SynthesizedStack, name: string): string[] {
  const all = (stack.at('aws_ecs_service', `${name}/Service`).depends_on ?? []) as string[];
  return all.flatMap((address) => /^aws_ecs_service\[(.+)\/Service\]$/.exec(address)?.[1] ?? []).sort();
}

const waits = (stack: SynthesizedStack) =>
  Object.entries(stack.of('aws_ecs_service'))
    .filter(([, service]) => service.wait_for_steady_state === true)
    .map(([path]) => path);

describe('the order in which a system starts', () => {
  it('is that of its calls, and nobody is waited for, where nothing is said', () => {
    const stack = render(testSystemSpec({ a: {}, b: { allow: ['a'] } }));
    expect([dependencies(stack, 'a'), dependencies(stack, 'b'), waits(stack)]).toEqual([['b'], [], []]);
  });

  it('lets who waits come after whom it waits for, and Terraform wait until that runs', () => {
    const stack = render(testSystemSpec({ a: { after: ['b', 'ads/b'] }, b: {}, c: {} }));
    expect([dependencies(stack, 'a'), dependencies(stack, 'b'), waits(stack)]).toEqual([['b'], [], ['b/Service']]);
  });

  it('lets waits go before calls where two call each other', () => {
    const mutual = { a: { allow: ['b'] }, b: { allow: ['a'] } };
    const first = render(testSystemSpec({ ...mutual, a: { ...mutual.a, after: ['b'] } }));
    const second = render(testSystemSpec({ ...mutual, b: { ...mutual.b, after: ['a'] } }));
    expect([dependencies(first, 'a'), dependencies(first, 'b')]).toEqual([['b'], []]);
    expect([dependencies(second, 'a'), dependencies(second, 'b')]).toEqual([[], ['a']]);
  });

  it('of two systems is that of their stacks alone', () => {
    const stacks = synthPlatform(testEnvironment(), [
      testSystem({ a: { after: ['features/store'] } }),
      testSystem({ store: {} }, 'features'),
    ]);
    expect(dependencies(stacks['test-ads'] as SynthesizedStack, 'a')).toEqual([]);
    expect(waits(stacks['test-features'] as SynthesizedStack)).toEqual([]);
  });

  it('keeps every wait and every call that does not lead back, without a circle', () => {
    const NAMES = ['a', 'b', 'c', 'd'];
    const others = (name: string) => fc.subarray(NAMES.filter((other) => other !== name));
    const anySystem = fc
      .record(
        Object.fromEntries(
          NAMES.map((name) => [
            name,
            fc.record({ allow: others(name), after: fc.oneof(fc.constant<string[]>([]), others(name)) }),
          ]),
        ),
      )
      .map((services) => testSystemSpec(services))
      .filter((system) => checkAfter(system, {}).length === 0);
    fc.assert(
      fc.property(anySystem, (system) => {
        const stack = render(system);
        const before = new Map(NAMES.map((name) => [name, dependencies(stack, name)]));
        for (const graph of [waitsOf(system), callsOf(system)])
          for (const [name, targets] of graph) expect(before.get(name)).toEqual(expect.arrayContaining([...targets]));
        const left = new Set(NAMES);
        for (let round = 0; round < NAMES.length; round += 1)
          for (const name of left) if (before.get(name)?.every((other) => !left.has(other))) left.delete(name);
        expect([...left]).toEqual([]);
      }),
      { numRuns: 20, seed: 3 },
    );
  });
});
