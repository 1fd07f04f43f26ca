import { judge } from '../../../src/security/judge';
import { readPlans } from '../../../src/security/read-plan';

const reference = (what: string) => `\${${what}}`;

interface Planned {
  readonly type: string;
  readonly name: string;
  readonly after: object;
  readonly unknown?: object;
  readonly expressions?: object;
}

const plan = (...planned: readonly Planned[]) => ({
  format_version: '1.2',
  planned_values: {},
  resource_changes: planned.map(({ type, name, after, unknown = {} }) => ({
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    change: { actions: ['create'], before: null, after, after_unknown: unknown },
  })),
  configuration: {
    root_module: {
      resources: planned.map(({ type, name, after, expressions = {} }) => ({
        address: `${type}.${name}`,
        expressions: {
          ...Object.fromEntries(Object.keys(after).map((key) => [key, { constant_value: 'x' }])),
          ...expressions,
        },
      })),
    },
  },
});
const said = (rule: string, document: object, code?: object) => {
  const { findings, undetermined } = judge(readPlans([{ name: 'a', document, ...(code && { code }) }]));
  return [
    ...findings.map((one) => ['fail', one] as const),
    ...undetermined.map((one) => ['undetermined', one] as const),
  ]
    .filter(([, one]) => one.rule === rule)
    .map(([kind, one]) => `${kind} ${one.address} ${one.key}`);
};

const volume = (after: object, rest: Partial<Planned> = {}) =>
  plan({ type: 'aws_ebs_volume', name: 'one', after, ...rest });

describe('a plan', () => {
  it('is judged by what will be there', () => {
    expect(said('MLP-DATA-1', volume({ encrypted: false }))).toEqual(['fail aws_ebs_volume.one encrypted']);
    expect(said('MLP-DATA-1', volume({ encrypted: true }))).toEqual([]);
  });

  it('is undetermined in what was written and is known after the apply alone', () => {
    const late = volume({}, { unknown: { encrypted: true }, expressions: { encrypted: { references: ['var.a'] } } });
    expect(said('MLP-DATA-1', late)).toEqual(['undetermined aws_ebs_volume.one encrypted']);
  });

  it('is failed in what nobody wrote, whatever AWS fills in', () => {
    const group = plan({
      type: 'aws_cloudwatch_log_group',
      name: 'one',
      after: { name: 'a' },
      unknown: { kms_key_id: true },
    });
    expect(said('MLP-LOG-2', group)).toEqual(['fail aws_cloudwatch_log_group.one kms_key_id']);
  });

  it('is read for who belongs to whom, where only the configuration tells', () => {
    const block = {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    };
    const beside = (after: object) =>
      plan(
        { type: 'aws_s3_bucket', name: 'one', after: { bucket: 'one' }, unknown: { id: true } },
        {
          type: 'aws_s3_bucket_public_access_block',
          name: 'one',
          after,
          unknown: { bucket: true },
          expressions: { bucket: { references: ['aws_s3_bucket.one.id', 'aws_s3_bucket.one'] } },
        },
      );
    expect(said('MLP-S3-1', beside(block))).toEqual([]);
    expect(said('MLP-S3-1', beside({ ...block, block_public_acls: false }))).toEqual([
      'fail aws_s3_bucket_public_access_block.one block_public_acls',
    ]);
  });

  it('has rules of a group once, where the group repeats what stands alone', () => {
    const group = {
      type: 'aws_security_group',
      name: 'one',
      after: { id: 'sg-1', description: 'Hosts', ingress: [{ protocol: '-1', cidr_blocks: ['0.0.0.0/0'] }] },
      expressions: { ingress: undefined },
    };
    const document = plan(group);
    for (const { expressions } of document.configuration.root_module.resources)
      delete (expressions as { ingress?: unknown }).ingress;
    expect(said('MLP-NET-1', document)).toEqual([]);
    expect(said('MLP-NET-1', plan({ ...group, expressions: {} }))).toEqual([
      'fail aws_security_group.one everything from 0.0.0.0/0',
    ]);
  });

  it('knows documents with one late value by the code that it was planned from', () => {
    const policy = { Statement: [{ Effect: 'Allow', Action: '*', Resource: reference('aws_s3_bucket.one.arn') }] };
    const late = plan({
      type: 'aws_iam_policy',
      name: 'one',
      after: {},
      unknown: { policy: true },
      expressions: { policy: { references: ['aws_s3_bucket.one.arn', 'aws_s3_bucket.one'] } },
    });
    const code = { resource: { aws_iam_policy: { one: { policy: JSON.stringify(policy) } } } };
    expect(said('MLP-IAM-1', late)).toEqual(['undetermined aws_iam_policy.one policy']);
    expect(said('MLP-IAM-1', late, code)).toEqual(['fail aws_iam_policy.one *']);
  });

  it('is judged by its own values, where the code says another: an apply does what is planned', () => {
    const code = { resource: { aws_ebs_volume: { one: { encrypted: true } } } };
    expect(said('MLP-DATA-1', volume({ encrypted: false }), code)).toEqual(['fail aws_ebs_volume.one encrypted']);
  });

  it('takes the reasons that stand in the code', () => {
    const security = [{ rule: 'MLP-DATA-1', key: 'encrypted', reason: 'what is on it is public data' }];
    const code = { resource: { aws_ebs_volume: { one: { encrypted: false, '//': { security } } } } };
    const { findings } = judge(readPlans([{ name: 'a', document: volume({ encrypted: false }), code }]));
    expect(findings.find(({ rule }) => rule === 'MLP-DATA-1')?.declared).toBe('what is on it is public data');
  });

  it('leaves out what goes', () => {
    const document = volume({ encrypted: false });
    const gone = { actions: ['delete'], before: { encrypted: false }, after: null };
    expect(
      said('MLP-DATA-1', {
        ...document,
        resource_changes: document.resource_changes.map((one) => ({ ...one, change: gone })),
      }),
    ).toEqual([]);
  });
});
