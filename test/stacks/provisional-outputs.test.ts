import { resolveAll } from '../../src/rules/resolve-all';
import { resolveEnvironment } from '../../src/rules/resolve-environment';
import { MADE_UP, madeUpValues } from '../../src/spec/made-up';
import { environments } from '../../stacks/environments';
import { provisionalOutputs } from '../../stacks/provisional-outputs';
import { systems } from '../../stacks/systems';
import { testLock } from '../support/builders/test-lock';

const environment = resolveEnvironment(environments.prod);
const published = provisionalOutputs(
  environment,
  resolveAll(systems, environment, Object.keys(environments), testLock(systems)),
);

describe('what stacks would publish', () => {
  it('is there for every stack that others read', () => {
    expect(Object.entries(published).map(([stack, { outputs }]) => [stack, Object.keys(outputs)])).toEqual([
      ['prod-foundation', ['contract']],
      ['prod-ads', ['services']],
      ['prod-ads-data', ['volumes']],
      ['prod-recommendations', ['services']],
      ['prod-recommendations-data', ['volumes']],
    ]);
  });

  it('says which of its values nobody knows yet, and no other', () => {
    for (const { outputs, madeUp } of Object.values(published)) {
      const text = JSON.stringify(outputs);
      expect(madeUp.length).toBeGreaterThan(0);
      for (const value of madeUp) expect(text).toContain(`"${value}"`);
    }
    const { madeUp } = published['prod-foundation'] as (typeof published)[string];
    const known = [environment.region, environment.network.cidr, ...environment.zones, 'internal', '123456789012'];
    expect(madeUp.filter((value) => known.includes(value))).toEqual([]);
    expect(madeUp.some((value) => /^vpc-[0-9a-f]{17}$/.test(value))).toBe(true);
  });

  it('is told apart place by place', () => {
    const shape = { a: MADE_UP, b: [MADE_UP, 'x'], c: { d: 1, e: MADE_UP }, f: 'y' };
    expect(madeUpValues({ a: 'id-2', b: ['id-1', 'x'], c: { d: 1, e: 7 }, f: 'y' }, shape)).toEqual(['id-1', 'id-2']);
    expect(madeUpValues(undefined, shape)).toEqual([]);
  });
});
