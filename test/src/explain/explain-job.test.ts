import { explainCluster } from '../../../src/explain/explain-cluster';
import { explainJob } from '../../../src/explain/explain-job';
import { clusterText } from '../../../src/explain/text/cluster-text';
import { jobText } from '../../../src/explain/text/job-text';
import type { Pipeline } from '../../../src/pipeline/pipelines';
import { type JobInput, jobSpec } from '../../../src/spec/training/job';
import { jobScheduleSpec } from '../../../src/spec/training/job-schedule';
import type { Endpoint } from '../../../src/task/endpoint';
import { testContract } from '../../support/builders/test-contract';

const AMI = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';

function text(
  instanceTypes: string[],
  job: Partial<JobInput> = {},
  pipeline?: Pipeline,
  callees: readonly Endpoint[] = [],
): string[] {
  const contract = testContract({
    trainingClusters: { gpu: { instanceTypes, capacity: ['spot', 'on-demand'], maxVcpus: 384, amiRelease: AMI } },
  });
  const plain = { image: 'docker.io/library/python:3.13', cpus: 4, memoryMiB: 12_288, gpus: 1, timeoutSeconds: 3600 };
  return jobText(
    explainJob({ system: 'ads', job: 'fit' }, jobSpec.parse({ ...plain, ...job }), contract, { pipeline, callees }),
  );
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

  it('says whose devices it has', () => {
    const lines = text(['trn1.2xlarge'], { gpus: 0, cpus: 5, neuronDevices: 1 });
    expect(lines).toContain("  It has all of its host's 1 Neuron device, and no second job of the kind fits there.");
  });

  it('says what it calls, and where', () => {
    const at = { system: 'ads', service: 'ctr', port: 'http', number: 8080, protocol: 'http', primary: true } as const;
    const lines = text(['g5.xlarge'], {}, undefined, [{ ...at, host: 'ctr.ads.dev.stowage.internal' }]);
    expect(lines.at(-1)).toBe('  It calls ctr at http://ctr.ads.dev.stowage.internal:8080.');
  });

  it('counts each run of an array, and says what has no room', () => {
    const lines = text(['g5.xlarge', 'g5.12xlarge'], { array: 10, gpus: 2 });
    expect(lines.slice(2)).toEqual([
      '  g5.xlarge    200.0 %        0                -        -      $1.0060',
      '  g5.12xlarge   50.0 %        2                5        8      $5.6720',
      '  A run takes 30 hours of hosts at most: 3 starts of 3600 s. That is $170.16 on demand, each alone on g5.12xlarge.',
    ]);
  });

  it('says when it starts by itself, and what that costs in a month at most', () => {
    const schedule = jobScheduleSpec.parse({ cron: '0 4 * * ? *', timezone: 'Europe/Vilnius' });
    const pipeline = { name: 'fit', graph: new Map(), schedule };
    expect(text(['g5.xlarge'], {}, pipeline).at(-1)).toBe(
      '  It starts by cron(0 4 * * ? *) in Europe/Vilnius: 30.4 times a month, $91.80 at most.',
    );
    expect(text(['p5e.48xlarge'], {}, { ...pipeline, name: 'load' }).at(-1)).toBe(
      '  It runs with load, which starts by cron(0 4 * * ? *) in Europe/Vilnius: 30.4 times a month, at an unknown cost.',
    );
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

  it('says what they may cost, and what is done then', () => {
    const contract = testContract({
      trainingClusters: { gpu: { accelerators: { a10g: 4 }, maxVcpus: 96, amiRelease: AMI } },
    });
    const lines = (stop: 'finish' | 'end') =>
      clusterText(explainCluster('gpu', contract.trainingClusters.gpu as never, { monthlyUsd: 500, stop }));
    expect(lines('end')[2]).toBe(
      "  They may cost 500 US dollars a month, by an estimate from the catalog's prices; then it stops, and its jobs are ended.",
    );
    expect(lines('finish')[2]).toContain('what runs may finish');
  });

  it('says what hosts mount for jobs, and what a job has of that', () => {
    const clicks = {
      kind: 'lustre',
      dnsName: 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com',
      mountName: 'ab3cdbmv',
      securityGroupId: 'sg-0123456789abcdef0',
      zone: 'us-east-1a',
    } as const;
    const hostMounts = {
      work: { ...clicks, deployment: 'SCRATCH_2', readOnly: false },
      clicks,
      results: { kind: 's3', bucket: 'example-ml-results', readOnly: false },
    } as const;
    const contract = testContract({
      trainingClusters: { gpu: { accelerators: { a10g: 4 }, maxVcpus: 96, amiRelease: 'latest', hostMounts } },
    });
    expect(clusterText(explainCluster('gpu', contract.trainingClusters.gpu as never)).slice(2, 5)).toEqual([
      "  They mount a file system of Lustre, which all its jobs may read, as 'gpu/clicks'.",
      "  They mount a bucket, which all its jobs may read, and make new files in, as 'gpu/results'.",
      "  They mount a file system of Lustre that does not last, which all its jobs may read and write, as 'gpu/work'.",
    ]);
    const lines = text(['g5.xlarge'], { mounts: [{ volume: 'gpu/clicks', path: '/data/clicks', readOnly: true }] });
    expect(lines.at(-1)).toBe('  It reads gpu/clicks at /data/clicks, with the permission of its host.');
  });
});
