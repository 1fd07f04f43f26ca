import fc from 'fast-check';
import { SpecError } from '../../../src/errors';
import { mapValues } from '../../../src/spec/map-values';
import { parseSpec } from '../../../src/spec/parse';
import { type JobInput, jobSpec } from '../../../src/spec/training/job';
import { jobsContractSpec } from '../../../src/spec/training/jobs-contract';
import { systemJobSpec } from '../../../src/spec/training/system-job';
import { OVERRIDES_CHARACTERS, overridden, overridesLength, runOverrides } from '../../../src/training/run-overrides';
import { jobsContractOf, submissionsOf, withVariables } from '../../../src/training/submission';
import { sweepRuns } from '../../../src/training/sweep';
import { testContract } from '../../support/builders/test-contract';
import { testSystemSpec } from '../../support/builders/test-system';

const QUEUE = 'arn:aws:batch:us-east-1:123456789012:job-queue/prod-gpu';
const DEFINITION = 'arn:aws:batch:us-east-1:123456789012:job-definition/prod-ads-fit:3';
const plain = { image: { repository: 'ads/fit', tag: '1' }, cpus: 4, memoryMiB: 4096 };

function submissions(said: Partial<JobInput> = {}, teams: readonly string[] = []) {
  const site = { environment: 'prod', system: 'ads', name: 'fit', queueArn: QUEUE, definitionArn: DEFINITION, teams };
  return submissionsOf(jobSpec.parse({ ...plain, ...said }), site);
}

const name = fc.stringMatching(/^[A-Z][A-Z_]{0,5}$/);
const value = fc.oneof(fc.integer(), fc.boolean(), fc.string({ maxLength: 8 }));
const anySweep = fc.dictionary(name, fc.uniqueArray(value, { minLength: 1, maxLength: 4, selector: String }), {
  minKeys: 1,
  maxKeys: 3,
});
const variables = fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), fc.string({ maxLength: 8 }), {
  noNullPrototype: true,
});
const nodes = fc.constantFrom(1, 2, 16);

describe('what is submitted for a job', () => {
  it('is one submission to its queue, of one revision, under the share of everybody', () => {
    expect(submissions()).toEqual([
      { jobName: 'prod-ads-fit', jobQueue: QUEUE, jobDefinition: DEFINITION, shareIdentifier: 'everyoneZ' },
    ]);
  });

  it('is under the share of its team, or of the only one', () => {
    expect(submissions({ team: 'ads' }, ['ads', 'web'])).toMatchObject([{ shareIdentifier: 'adsZ' }]);
    expect(submissions({}, ['web'])).toMatchObject([{ shareIdentifier: 'webZ' }]);
  });

  it('is one array where it says how many', () => {
    expect(submissions({ array: 12 })).toMatchObject([{ jobName: 'prod-ads-fit', arrayProperties: { size: 12 } }]);
  });

  it('of a sweep is one for each combination, which its processes find in their environment', () => {
    fc.assert(
      fc.property(anySweep, nodes, (sweep, nodes) => {
        const runs = submissions({ sweep, nodes });
        expect(runs.map(overridden)).toEqual(sweepRuns(sweep));
        expect(new Set(runs.map(({ jobName }) => jobName)).size).toBe(runs.length);
        for (const { arrayProperties, shareIdentifier, jobName } of runs) {
          expect(arrayProperties).toBeUndefined();
          expect(shareIdentifier).toBe('everyoneZ');
          expect(jobName).toMatch(/^[a-z0-9][\w-]{0,127}$/);
        }
      }),
    );
  });

  it('of a sweep is numbered from 0, as Batch has it', () => {
    expect(submissions({ sweep: { LR: [0.1, 0.01] } })).toMatchObject([
      { jobName: 'prod--ads--fit-0', containerOverrides: { environment: [{ name: 'LR', value: '0.1' }] } },
      { jobName: 'prod--ads--fit-1', containerOverrides: { environment: [{ name: 'LR', value: '0.01' }] } },
    ]);
  });

  it('tells the containers of all hosts of a job that has several', () => {
    const environment = [{ name: 'LR', value: '0.1' }];
    const [first] = submissions({ nodes: 4, sweep: { LR: [0.1, 0.01] } });
    expect(first).not.toHaveProperty('containerOverrides');
    expect(first?.nodeOverrides).toEqual({
      nodePropertyOverrides: [{ targetNodes: '0:', containerOverrides: { environment } }],
    });
  });
});

describe('variables of one run', () => {
  const [bare] = submissions();

  it('come out as they went in, sorted, and none say nothing', () => {
    fc.assert(
      fc.property(variables, nodes, (said, nodes) => {
        const overrides = runOverrides(said, nodes);
        expect(overridden(overrides)).toEqual(said);
        expect(Object.keys(overrides)).toHaveLength(Object.keys(said).length === 0 ? 0 : 1);
      }),
    );
  });

  it('are laid over those that are there: the last that is said holds, and saying it twice changes nothing', () => {
    fc.assert(
      fc.property(variables, variables, nodes, (first, then, nodes) => {
        const once = withVariables(withVariables(bare as never, first, nodes), then, nodes);
        expect(overridden(once)).toEqual({ ...first, ...then });
        expect(withVariables(once, then, nodes)).toEqual(once);
        expect({ ...once, containerOverrides: undefined, nodeOverrides: undefined }).toEqual({ ...bare });
      }),
    );
  });

  it('are as long as their JSON', () => {
    fc.assert(
      fc.property(variables, (said) => {
        const environment = Object.entries(said).map(([name, value]) => ({ name, value }));
        expect(overridesLength(said)).toBe(environment.length === 0 ? 2 : JSON.stringify({ environment }).length);
      }),
    );
    expect(OVERRIDES_CHARACTERS).toBe(8192);
  });
});

describe('what a system publishes of its jobs', () => {
  const cluster = {
    accelerators: { a10g: 1 },
    maxVcpus: 64,
    amiRelease: 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs',
  };
  const contract = testContract({ trainingClusters: { gpu: cluster } });
  const secrets = { TOKEN: { secretsManager: 'ads/token' }, KEY: { secretsManager: 'ads/key' } };
  const schedule = { cron: '0 4 * * ? *', period: 'date' };
  const jobs = {
    fit: systemJobSpec.parse({ ...plain, secrets, after: ['tune'] }),
    tune: systemJobSpec.parse({ ...plain, sweep: { LR: [1, 2] }, schedule }),
    once: systemJobSpec.parse(plain),
  };
  const published = jobsContractOf({ ...testSystemSpec({}), name: 'ads', jobs }, contract, (job) => `arn-of-${job}`);

  it('is all that whoever submits them must know, and can be read back', () => {
    expect(published).toMatchObject({ environment: 'test', system: 'ads', region: 'us-east-1' });
    expect(published.jobs.fit).toMatchObject({ logGroup: '/test/ads/fit', nodes: 1, secrets: ['KEY', 'TOKEN'] });
    expect(published.jobs.tune?.submissions).toHaveLength(2);
    // All that run together have the periods of their schedule.
    const periods = { format: 'date', timezone: 'UTC', cron: '0 4 * * ? *', overlap: 'skip' };
    expect(mapValues(published.jobs, (job) => job.periods)).toEqual({ fit: periods, tune: periods, once: undefined });
    expect(published.jobs.tune?.submissions[1]).toMatchObject({
      jobQueue: contract.trainingClusters.gpu?.queueArn,
      jobDefinition: 'arn-of-tune',
    });
    expect(parseSpec('Jobs', jobsContractSpec, JSON.parse(JSON.stringify(published)))).toEqual(published);
  });

  it('is refused by a reader of another version', () => {
    expect(() => parseSpec('Jobs', jobsContractSpec, { ...published, version: 2 })).toThrow(SpecError);
  });
});
