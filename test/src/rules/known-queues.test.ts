import { namedQueue, queuesOf } from '../../../src/rules/known-queues';
import { queueSpec } from '../../../src/spec/queue';

const site = { name: 'dev', account: '123456789012', region: 'us-east-1' };
const known = queuesOf([
  { name: 'ads', queues: { jobs: queueSpec.parse({}) } },
  { name: 'recs', queues: { jobs: queueSpec.parse({ fifo: true }) } },
]);

describe('a queue that is named', () => {
  it("is the system's own, or another's by both names", () => {
    expect(namedQueue('jobs', 'ads', site, known)?.name).toBe('dev-ads-jobs');
    expect(namedQueue('ads/jobs', 'ads', site, known)?.name).toBe('dev-ads-jobs');
    expect(namedQueue('recs/jobs', 'ads', site, known)).toMatchObject({
      system: 'recs',
      queue: 'jobs',
      name: 'dev-recs-jobs.fifo',
    });
  });

  it('is nothing where there is none', () => {
    expect(namedQueue('tasks', 'ads', site, known)).toBeUndefined();
    expect(namedQueue('recs/tasks', 'ads', site, known)).toBeUndefined();
  });
});
