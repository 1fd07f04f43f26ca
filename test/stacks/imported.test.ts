import { parse } from 'yaml';
import { composeFile } from '../../src/local/compose-file';
import { laptopPlan } from '../../src/local/laptop-plan';
import { checkSystem } from '../../src/rules/check-system';
import { resolveAll } from '../../src/rules/resolve-all';
import { resolveEnvironment } from '../../src/rules/resolve-environment';
import { contractOf } from '../../src/spec/contract-of';
import type { SystemSpec } from '../../src/spec/system';
import { buildApp } from '../../stacks/app';
import { IMPORTS } from '../golden/imports';
import { synthesized } from '../support/builders/synth-app';
import { testEnvironment } from '../support/builders/test-environment';
import { asBuilt, testLock } from '../support/builders/test-lock';

const environment = testEnvironment({
  trainingClusters: {
    cpu: {
      instanceTypes: ['c7i.2xlarge'],
      maxVcpus: 64,
      amiRelease: 'al2023-ami-ecs-hvm-2023.0.20251120-kernel-6.1-x86_64',
    },
  },
});

describe.each(Object.entries(IMPORTS))('%s, imported', (_, read) => {
  const { system } = read();

  it('is a system with which nothing is wrong', () => {
    const contract = contractOf(resolveEnvironment(environment), (path) => path.join('.'));
    const lock = testLock([system]);
    const [resolved] = resolveAll([system], resolveEnvironment(environment), undefined, lock);
    expect(checkSystem(resolved as SystemSpec, contract)).toEqual([]);
  });

  it('is deployed to AWS as every other', () => {
    const stacks = synthesized((outdir) =>
      buildApp(environment, { systems: [system], app: { outdir }, ...asBuilt([system]) }),
    );
    expect(Object.keys(stacks)).toContain(`test-${system.name}`);
  });

  it('runs on a laptop as every other, each service under its own name', () => {
    const plan = laptopPlan([system], {}, () => '0123456789abcdef');
    const { services } = parse(composeFile(plan, { root: '..', data: 'data' })) as { services: object };
    const expected = [...Object.keys(system.services), ...Object.keys(system.jobs ?? {})].map(
      (name) => `${name}.${system.name}`,
    );
    expect(Object.keys(services)).toEqual(expect.arrayContaining(expected));
  });
});
