import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roundsOf } from '../../src/cli/run/rounds';
import type { Imported } from '../../src/import/imported';
import { resolveEnvironment } from '../../src/rules/resolve-environment';
import { contractOf } from '../../src/spec/contract-of';
import { parseSystem } from '../../src/spec/resolve-system';
import { overridden } from '../../src/training/run-overrides';
import { jobsContractOf } from '../../src/training/submission';
import { buildApp } from '../../stacks/app';
import { IMPORTS } from '../golden/imports';
import { readDocument } from '../support/builders/read-document';
import { synthesized } from '../support/builders/synth-app';
import type { SynthesizedStack } from '../support/builders/synthesized-stack';
import { testEnvironment } from '../support/builders/test-environment';

/** The training job that a talk about Sprint shows: what its authors ran on Mesos, for one period at a time. */
const SPRINT = JSON.parse(readFileSync(join(__dirname, '../fixtures/sprint.ctr-training.json'), 'utf8')) as {
  readonly labels: { readonly name: string; readonly period: string };
  readonly container: { readonly docker: { readonly image: string } };
  readonly cpus: number;
  readonly mem: number;
};

const environment = testEnvironment({
  trainingClusters: {
    cpu: {
      instanceTypes: ['c7i.2xlarge'],
      maxVcpus: 64,
      amiRelease: 'al2023-ami-ecs-hvm-2023.0.20251120-kernel-6.1-x86_64',
    },
  },
});

/** The same here, as it is imported: what a scheduler was to give it later is its schedule. */
const { system: ctr } = (IMPORTS['sprint.ctr-training.json'] as () => Imported)();

describe('the training job of Sprint', () => {
  const stacks = synthesized((outdir) => buildApp(environment, { systems: [ctr], app: { outdir } }));
  const definition = (stacks['test-ctr'] as SynthesizedStack).only('aws_batch_job_definition');

  it('has its image, its share of a host and its name', () => {
    const { name } = SPRINT.labels;
    expect(definition.name).toBe(`test-ctr-${name}`);
    const container = readDocument(definition.container_properties) as {
      image: string;
      resourceRequirements: object[];
    };
    expect(container.image).toMatch(new RegExp(`/${SPRINT.container.docker.image}$`));
    expect(container.resourceRequirements).toEqual([
      { type: 'VCPU', value: String(SPRINT.cpus) },
      { type: 'MEMORY', value: String(SPRINT.mem) },
    ]);
  });

  it('runs for its period', () => {
    const spec = resolveEnvironment(environment);
    const contract = contractOf(spec, (path) => path.join('.'));
    const { jobs } = jobsContractOf(parseSystem(ctr, 'test'), contract, (job) => job);
    const found = roundsOf(jobs.training as never, { variables: {}, periods: [SPRINT.labels.period], atOnce: false });
    if ('problems' in found) throw new Error(JSON.stringify(found.problems));
    expect(found.rounds.map(({ submissions }) => submissions.map(overridden))).toEqual([
      [{ PERIOD: SPRINT.labels.period }],
    ]);
  });
});
