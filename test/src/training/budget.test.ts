import { budgetAlarms, hostPrices } from '../../../src/training/budget';

const WATCHED = { name: 'gpu', key: 'prod/gpu', functionName: 'prod-gpu-budget' };

describe('the alarms of a budget', () => {
  it('are of four fifths of it, of all of it, and of nobody looking', () => {
    const alarms = budgetAlarms({ monthlyUsd: 500, stop: 'finish' }, WATCHED);
    expect(
      alarms.map(({ key, threshold, queries }) => [key, threshold, queries.map((q) => 'metric' in q && q.metric)]),
    ).toEqual([
      ['budget-near', 400, ['MonthUsd']],
      ['budget-reached', 0, ['Stopped']],
      ['budget-unwatched', 0, ['Errors']],
    ]);
  });

  it('say what becomes of jobs', () => {
    const said = (stop: 'finish' | 'end') => budgetAlarms({ monthlyUsd: 500, stop }, WATCHED)[1]?.says;
    expect(said('finish')).toContain('what runs may finish');
    expect(said('end')).toContain('its jobs were ended');
  });
});

describe('the prices of hosts', () => {
  it('are those of the catalog, and none where it has none', () => {
    expect(hostPrices(['g5.xlarge', 'p5e.48xlarge'])).toEqual({ 'g5.xlarge': 1.006 });
  });
});
