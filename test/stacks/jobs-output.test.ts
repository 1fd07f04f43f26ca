import { parseSpec } from '../../src/spec/parse';
import { jobsContractSpec } from '../../src/spec/training/jobs-contract';
import { synthPlatform } from '../support/builders/synth-platform';
import { testEnvironment } from '../support/builders/test-environment';
import { testSystem } from '../support/builders/test-system';

const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';
const environment = testEnvironment({
  trainingClusters: { gpu: { accelerators: { a10g: 1 }, maxVcpus: 64, amiRelease: GPU } },
});
const fit = { image: { repository: 'ads/fit', tag: '1' }, cpus: 4, memoryMiB: 4096, gpus: 1 };
const stacks = synthPlatform(environment, [
  { ...testSystem({ a: {} }), name: 'ads', jobs: { fit, tune: { ...fit, array: 3 } } },
  { ...testSystem({ a: {} }), name: 'web' },
]);

describe('the output of jobs', () => {
  const output = stacks['test-ads']?.outputs.jobs;

  it('says how each is submitted: one revision of its definition, to the queue of its cluster', () => {
    const { jobs } = parseSpec('Jobs', jobsContractSpec, output);
    expect(Object.keys(jobs)).toEqual(['fit', 'tune']);
    expect(jobs.fit?.submissions[0]).toEqual({
      jobName: 'test-ads-fit',
      jobQueue: expect.stringContaining('outputs.contract.trainingClusters.gpu.queueArn'),
      jobDefinition: expect.stringContaining('aws_batch_job_definition[fit/Job].arn'),
      shareIdentifier: 'everyoneZ',
    });
    expect(jobs.tune?.submissions[0]?.arrayProperties).toEqual({ size: 3 });
  });

  it('is there only where there are jobs', () => {
    expect(Object.keys(stacks['test-web']?.outputs ?? {})).toEqual(['services']);
  });
});
