import { metricMath, type Series } from './metric-math';

const math = (expression: string, data: Record<string, Series> = { m: [1, 2] }) =>
  metricMath([{ id: 'result', expression }], data);
const of = (expression: string, data: Record<string, Series>) => {
  const metric = { namespace: 'N', name: 'M', dimensions: {}, statistic: 'Sum' };
  return metricMath([...Object.keys(data).map((id) => ({ id, metric })), { id: 'result', expression }], data);
};

describe('metricMath', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['7 - 2 - 1', 4],
    ['8 / 2 / 2', 2],
    ['2 * 3 ^ 2', 18],
    ['-2 + 5', 3],
    ['1.5e1 / 0.5', 30],
    ['1 + 1 == 2', 1],
    ['2 > 1 && 1 >= 2', 0],
    ['1 < 1 || 1 <= 1', 1],
    ['1 != 1', 0],
    ['IF(2 > 1, 10, 20)', 10],
    ['IF(0, 10, 20)', 20],
  ])('%s is %d', (expression, expected) => {
    expect(math(expression)).toEqual([expected, expected]);
  });

  test('goes minute by minute, a number being the same in each', () => {
    expect(of('a / b + 1', { a: [4, 9], b: [2, 3] })).toEqual([3, 4]);
    expect(of('IF(a > 4, a, b)', { a: [4, 9], b: [2, 3] })).toEqual([2, 9]);
  });

  test('leaves missing what depends on what is missing, and what is divided by zero', () => {
    expect(of('a + b', { a: [1, undefined, 3], b: [1, 1, undefined] })).toEqual([2, undefined, undefined]);
    expect(of('a / b', { a: [1, 0], b: [0, 0] })).toEqual([undefined, undefined]);
    expect(of('IF(a > 0, 1, 2)', { a: [undefined, 1] })).toEqual([undefined, 1]);
    expect(of('IF(1, a, 2)', { a: [undefined, 1] })).toEqual([undefined, 1]);
  });

  test('fills with a number, or with what was last known', () => {
    expect(of('FILL(a, 0)', { a: [undefined, 5, undefined] })).toEqual([0, 5, 0]);
    expect(of('FILL(a, b)', { a: [undefined, 5], b: [7, 8] })).toEqual([7, 5]);
    expect(of('FILL(a, REPEAT)', { a: [undefined, 5, undefined, undefined, 6] })).toEqual([undefined, 5, 5, 5, 6]);
  });

  test('builds expressions upon expressions', () => {
    const metric = { namespace: 'N', name: 'M', dimensions: {}, statistic: 'Sum' };
    const queries = [
      { id: 'a', metric },
      { id: 'twice', expression: 'a * 2' },
      { id: 'more', expression: 'twice + a' },
    ];
    expect(metricMath(queries, { a: [1, 2] })).toEqual([3, 6]);
  });

  test.each(['m +', 'unknown', 'FILL(1, 0)', '(1', '1 2', 'IF(1, 2)'])("refuses to read '%s'", (expression) => {
    expect(() => of(expression, { m: [1] })).toThrow();
  });

  test('refuses a metric without data', () => {
    const metric = { namespace: 'N', name: 'M', dimensions: {}, statistic: 'Sum' };
    expect(() => metricMath([{ id: 'a', metric }], { b: [1] })).toThrow("no data for the metric 'a'");
  });
});
