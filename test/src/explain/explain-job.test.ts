import { explainCluster } from '../../../src/explain/explain-cluster';
import { explainJob } from '../../../src/explain/explain-job';
import { clusterText } from '../../../src/explain/text/cluster-text';
import { jobText } from '../../../src/explain/text/job-text';
import { type JobInput, jobSpec } from '../../../src/spec/training/job';
import { testContract } from '../../support/builders/test-contract';

const AMI = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';

function text(instanceTypes: string[], job: Partial<JobInput> = {}): string[] {
  const contract = testContract({
    trainingClusters: { gpu: { instanceTypes, capacity: ['spot', 'on-demand'], maxVcpus: 384, amiRelease: AMI } },
  });
  const plain = { image: 'docker.io/library/python:3.13', cpus: 4, memoryMiB: 12_288, gpus: 1, timeoutSeconds: 3600 };
  return jobText(explainJob({ system: 'ads', job: 'fit' }, jobSpec.parse({ ...plain, ...job }), contract));
}

describe('the explanation of a job', () => {
  it('says what each host makes of it, and what a run costs at most', () => {
    expect(text(['g5.xlarge', 'g5.12xlarge'])).toEqual([
      'ads/fit: a job, on training cluster gpu (spot, then on-demand)',
      '  host           of it  at once  hosts for a run  at most  USD an hour',
      '  g5.xlarge    100.0 %        1                1       96      $1.0060',
      '  g5.12xlarge   25.0 %        4                1        8      $5.6720',
      // Three starts of an hour, each alone on the dearest.
      '  A run takes 3 hours of hosts at most: 3 starts of 3600 s. That is $17.02 on demand, each alone on g5.12xlarge.',
    ]);
  });

  it('counts each run of an array, and says what has no room', () => {
    const lines = text(['g5.xlarge', 'g5.12xlarge'], { array: 10, gpus: 2 });
    expect(lines.slice(2)).toEqual([
      '  g5.xlarge    200.0 %        0                -        -      $1.0060',
      '  g5.12xlarge   50.0 %        2                5        8      $5.6720',
      '  A run takes 30 hours of hosts at most: 3 starts of 3600 s. That is $170.16 on demand, each alone on g5.12xlarge.',
    ]);
  });

  it('says that a cost is unknown where a price is', () => {
    expect(text(['p5e.48xlarge']).at(-1)).toBe(
      '  A run takes 3 hours of hosts at most: 3 starts of 3600 s. Its cost is unknown: no price of p5e.48xlarge.',
    );
  });
});

describe('the explanation of a training cluster', () => {
  it('says its hosts, and what it may use of the quotas that a new account has nothing of', () => {
    const contract = testContract({
      trainingClusters: {
        gpu: { accelerators: { a10g: 4 }, capacity: ['spot', 'on-demand'], maxVcpus: 96, amiRelease: AMI },
      },
    });
    expect(clusterText(explainCluster('gpu', contract.trainingClusters.gpu as never))).toEqual([
      'Training cluster gpu: spot, then on-demand, up to 96 vCPUs of each, in us-east-1a, us-east-1b',
      '  Its hosts are g5.12xlarge, g5.24xlarge.',
      '  quota of the account                  code        vCPUs that it may use',
      '  Running On-Demand G and VT instances  L-DB2E81BA                     96',
      '  All G and VT Spot Instance Requests   L-3819A6DF                     96',
    ]);
  });
});
