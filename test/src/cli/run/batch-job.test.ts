import { describeJobs } from '../../../../src/cli/run/batch-job';

describe('the jobs of a run', () => {
  it('are asked for a hundred at a time, and told in their order', async () => {
    const ids = Array.from({ length: 220 }, (_, i) => `id-${i}`);
    const asked: number[] = [];
    const jobs = await describeJobs(async (operation, option, ...some) => {
      expect([operation, option]).toEqual(['describe-jobs', '--jobs']);
      asked.push(some.length);
      return { jobs: some.map((jobId) => ({ jobId, jobName: 'x', status: 'RUNNING' })) };
    }, ids);
    expect(asked).toEqual([100, 100, 20]);
    expect(jobs.map(({ jobId }) => jobId)).toEqual(ids);
  });
});
