import { KEY_TABLE } from '../src/identity/key-table';
import type { SystemInput } from '../src/spec/system';
import { environments } from '../stacks/environments';
import { systems } from '../stacks/systems';
import { synthPlatform } from './support/builders/synth-platform';
import { keyReferences } from './support/key-references';
import { randomPlatforms } from './support/random/random-platforms';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000';

/** A system that names a key wherever one can. */
const keyed: SystemInput = {
  name: 'keyed',
  queues: { work: { kmsKeyArn: KEY } },
  volumes: {
    files: { kind: 'efs', kmsKeyArn: KEY },
    scratch: { kind: 'task-ebs', sizeGiB: 10, kmsKeyArn: KEY },
    disk: { kind: 'ebs', sizeGiB: 10, kmsKeyArn: KEY },
    fast: { kind: 'lustre', deployment: 'PERSISTENT_2', sizeGiB: 1200, kmsKeyArn: KEY },
  },
  services: {
    api: {
      image: 'public.ecr.aws/nginx/nginx:1.27.5',
      cpus: 1,
      memoryMiB: 1024,
      mounts: [{ volume: 'scratch', path: '/scratch' }],
    },
    one: {
      image: 'public.ecr.aws/nginx/nginx:1.27.5',
      cpus: 1,
      memoryMiB: 1024,
      replicas: 1,
      rollout: 'recreate',
      mounts: [{ volume: 'disk', path: '/disk' }],
    },
  },
};
const prod = { ...environments.prod, backend: { kind: 's3' as const, bucket: 'states', kmsKeyArn: KEY } };
const stacksOf = (environment: Parameters<typeof synthPlatform>[0], of: readonly SystemInput[]) =>
  Object.values(synthPlatform(environment, of)).map(({ json }) => json);

describe('the table of keys', () => {
  const examples = [...stacksOf(environments.dev, systems), ...stacksOf(prod, [...systems, keyed])];

  it('has the row of every key that the output names, and no row that nothing names', () => {
    const named = new Set(examples.flatMap(keyReferences));
    expect([...named].sort()).toEqual(Object.keys(KEY_TABLE).sort());
  });

  it('has the row of every key in random platforms', () => {
    const random = randomPlatforms(23, { regions: ['eu-west-1'], environments: 6, systemsEach: 2 }).platforms;
    const named = new Set(
      random.flatMap(({ environment, systems: of }) => stacksOf(environment, of).flatMap(keyReferences)),
    );
    expect(named.size).toBeGreaterThan(4);
    expect([...named].filter((path) => KEY_TABLE[path] === undefined)).toEqual([]);
  });

  it('would be missed a row by a key anywhere else', () => {
    const [stack] = examples;
    const block = { server_side_encryption: [{ enabled: true, kms_key_arn: KEY }] };
    const mutants = [
      ['aws_lambda_function', { kms_key_arn: KEY }, 'aws_lambda_function.kms_key_arn'],
      ['aws_dynamodb_table', block, 'aws_dynamodb_table.server_side_encryption.kms_key_arn'],
      ['aws_redshift_x', { encryption_key: KEY }, 'aws_redshift_x.encryption_key'],
    ] as const;
    for (const [type, args, path] of mutants) {
      const mutant = { ...(stack as object), resource: { [type]: { x: args } } };
      expect(keyReferences(mutant).filter((found) => KEY_TABLE[found] === undefined)).toEqual([path]);
    }
  });

  it.each(Object.entries(KEY_TABLE))('%s: says who uses it, with what, and where that is written', (_path, row) => {
    expect(row.users.length).toBeGreaterThan(0);
    expect(row.source).toMatch(/, "|: /);
    for (const { named, roles } of row.users) expect((named === undefined) !== (roles === undefined)).toBe(true);
  });
});
