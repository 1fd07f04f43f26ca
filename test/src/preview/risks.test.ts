import { ACTIONS } from '../../../src/preview/action';
import { readPreview } from '../../../src/preview/read-preview';
import { RISKS } from '../../../src/preview/risk';
import { RISK_TABLE } from '../../../src/preview/risk-table';
import { constructedTypes, UNPLANNED } from '../../acceptance/resource-table';
import { configuration, input, type Made } from './support/made-plan';

/** The risks of one change, as `class: words [of]`. */
function risksOf(...changes: readonly Made[]): string[] {
  const { stacks } = readPreview([input(changes)]);
  return (stacks[0]?.changes[0]?.risks ?? []).map(
    ({ risk, says, of }) => `${risk}: ${says}${of === undefined ? '' : ` [${of}]`}`,
  );
}

const tags = { 'stowage:protect': 'true' };
const rule = { ip_protocol: 'tcp', from_port: 443, to_port: 443, security_group_id: 'sg-1' };
const ingress = (more: object) => ({ ...rule, ...more });
const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const root = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*', Resource: '*' };
const trust = (Service: string) => policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } });

describe('the table of risks', () => {
  it('knows every type that a construct can make', () => {
    expect([...constructedTypes(), ...UNPLANNED].filter((type) => RISK_TABLE[type] === undefined)).toEqual([]);
  });

  it('says of each type what it is, and of each attribute what happens', () => {
    for (const { what, attributes = [] } of Object.values(RISK_TABLE)) {
      expect(what).toMatch(/^[a-z]/);
      for (const { says } of attributes) expect(says).toMatch(/^[a-z]/);
    }
  });

  it('is in one order, and so are actions', () => {
    expect(RISKS[0]).toBe('data-loss');
    expect(ACTIONS[0]).toBe('delete');
  });
});

describe('what a change may do', () => {
  it.each<[string, Made, string[]]>([
    [
      'a volume that goes',
      { address: 'aws_ebs_volume.a', before: { size: 1 } },
      ['data-loss: block storage is destroyed'],
    ],
    [
      'a protected one',
      { address: 'aws_ebs_volume.a', before: { tags } },
      ['data-loss: block storage, which is protected, is destroyed'],
    ],
    [
      'one that is replaced',
      { address: 'aws_efs_file_system.a', actions: ['delete', 'create'], before: {}, after: {} },
      ['data-loss: a file system is destroyed, then made anew'],
    ],
    [
      'one that is forgotten',
      { address: 'aws_efs_file_system.a', actions: ['forget'], before: {} },
      ['cost: a file system leaves Terraform: it stays in the cloud, is paid for, and nobody manages it'],
    ],
    [
      'a protected one that is forgotten',
      { address: 'aws_efs_file_system.a', actions: ['forget'], before: { tags } },
      [
        'data-loss: a file system, which is protected, is forgotten: it stays in AWS, and nobody looks after it any more',
      ],
    ],
    [
      'a protected one that is made anew while the old one is forgotten',
      { address: 'aws_efs_file_system.a', actions: ['create', 'forget'], before: { tags }, after: {} },
      [
        'data-loss: a file system, which is protected, is forgotten: it stays in AWS, and nobody looks after it any more',
      ],
    ],
    [
      'something protected that remembers nothing, and is forgotten',
      { address: 'aws_lb_target_group.a', actions: ['forget'], before: { tags } },
      ['routine: a group of replicas leaves Terraform: it stays in the cloud and nobody manages it'],
    ],
    [
      'a bucket that keeps no earlier versions any more',
      {
        address: 'aws_s3_bucket_versioning.a',
        before: { versioning_configuration: [{ status: 'Enabled', mfa_delete: '' }] },
        after: { versioning_configuration: [{ status: 'Suspended', mfa_delete: '' }] },
      },
      ['data-loss: keeps no earlier versions any more: what is overwritten or deleted from now on is gone'],
    ],
    [
      'one that keeps them again',
      {
        address: 'aws_s3_bucket_versioning.a',
        before: { versioning_configuration: [{ status: 'Suspended' }] },
        after: { versioning_configuration: [{ status: 'Enabled' }] },
      },
      [],
    ],
    [
      'a type that nobody judged',
      { address: 'aws_new_thing.a', before: {} },
      ['data-loss: something of a type that nobody has judged, which may remember something, is destroyed'],
    ],
    [
      'a type with the name of what every object has',
      { address: 'constructor.a', before: {} },
      ['data-loss: something of a type that nobody has judged, which may remember something, is destroyed'],
    ],
    ['data that is read', { address: 'data.aws_ebs_volume.a', mode: 'data', actions: ['read'], after: {} }, []],
    [
      'a new revision of a task',
      { address: 'aws_ecs_task_definition.a', actions: ['delete', 'create'], before: {}, after: {} },
      ['routine: a revision of a task is destroyed, then made anew'],
    ],
    [
      'a target group with a successor',
      { address: 'aws_lb_target_group.a', actions: ['create', 'delete'], before: {}, after: {} },
      ['routine: a group of replicas is made anew, then the old one is destroyed'],
    ],
    [
      'one without',
      { address: 'aws_lb_target_group.a', actions: ['delete', 'create'], before: {}, after: {} },
      ['outage: a group of replicas is destroyed, then made anew'],
    ],
    [
      'the rest of one that was replaced',
      { address: 'aws_lb_target_group.a', deposed: 'abc', before: {} },
      ['routine: a group of replicas that was replaced before is destroyed'],
    ],
    [
      'the rest of a volume',
      { address: 'aws_ebs_volume.a', deposed: 'abc', before: {} },
      ['data-loss: block storage is destroyed'],
    ],
    [
      'what is made anew while the old one stays',
      { address: 'aws_db_instance.a', actions: ['create', 'forget'], before: {}, after: {} },
      ['cost: a database is made anew; what was there stays and is paid for, and nobody manages it'],
    ],
    [
      'what nobody understands',
      { address: 'aws_ebs_volume.a', actions: ['rename'], before: {}, after: {} },
      ['data-loss: block storage: nobody knows what this does [rename]'],
    ],
    [
      'what costs by the hour',
      { address: 'aws_nat_gateway.a', after: {} },
      ['cost: the way from private subnets to the internet is paid for from now on'],
    ],
    [
      'a smaller volume',
      { address: 'aws_ebs_volume.a', before: { size: 9 }, after: { size: 8 } },
      ['outage: is made smaller, which AWS refuses at apply: the deploy stops half way'],
    ],
    [
      'a larger one',
      { address: 'aws_ebs_volume.a', before: { size: 8 }, after: { size: 9 } },
      ['cost: has a higher size'],
    ],
    [
      'more jobs',
      {
        address: 'aws_batch_compute_environment.a',
        before: { compute_resources: [{ max_vcpus: 4 }] },
        after: { compute_resources: [{ max_vcpus: 8 }] },
      },
      ['cost: has a higher compute_resources.*.max_vcpus'],
    ],
    [
      'a balancer that turns to the internet',
      { address: 'aws_lb.a', before: { internal: true }, after: { internal: false } },
      ['exposure: faces the internet'],
    ],
    [
      'public addresses',
      {
        address: 'aws_ecs_service.a',
        before: { network_configuration: [{ assign_public_ip: false }] },
        after: { network_configuration: [{ assign_public_ip: true }] },
      },
      ['exposure: gets public addresses'],
    ],
    [
      'a boundary that goes',
      { address: 'aws_iam_role.a', before: { permissions_boundary: 'b' }, after: { permissions_boundary: null } },
      ['exposure: loses its permissions boundary'],
    ],
    ['a role that never had one', { address: 'aws_iam_role.a', after: { permissions_boundary: '' } }, []],
    [
      'a log kept for less long',
      { address: 'aws_cloudwatch_log_group.a', before: { retention_in_days: 30 }, after: { retention_in_days: 7 } },
      ['data-loss: keeps what is logged for fewer days, and deletes the rest'],
    ],
    [
      'a way in from everywhere',
      { address: 'aws_vpc_security_group_ingress_rule.a', after: ingress({ cidr_ipv4: '0.0.0.0/0' }) },
      ['exposure: lets in the whole IPv4 internet [tcp 443]'],
    ],
    [
      'one of its halves alone',
      { address: 'aws_vpc_security_group_ingress_rule.a', after: ingress({ cidr_ipv4: '0.0.0.0/1' }) },
      [expect.stringMatching(/^exposure: lets in [\d,]+ public IPv4 addresses \[tcp 443\]$/) as unknown as string],
    ],
    [
      'a range that is hidden',
      {
        address: 'aws_vpc_security_group_ingress_rule.a',
        after: ingress({ cidr_ipv4: '1.2.3.0/24' }),
        hidden: { cidr_ipv4: true },
      },
      ['exposure: lets in a range that cannot be read [tcp 443]'],
    ],
    [
      'a way in from inside',
      { address: 'aws_vpc_security_group_ingress_rule.a', after: ingress({ cidr_ipv4: '10.0.0.0/8' }) },
      [],
    ],
    [
      'a way in that gets narrower',
      {
        address: 'aws_vpc_security_group_ingress_rule.a',
        before: ingress({ cidr_ipv4: '0.0.0.0/0' }),
        after: ingress({ cidr_ipv4: '203.0.113.0/24' }),
      },
      [],
    ],
    [
      'a rule that is in its group',
      {
        address: 'aws_security_group.a',
        before: { id: 'sg-1', ingress: [] },
        after: { id: 'sg-1', ingress: [{ protocol: '-1', from_port: 0, to_port: 0, ipv6_cidr_blocks: ['::/0'] }] },
      },
      ['exposure: lets in the whole IPv6 internet [everything]'],
    ],
    [
      'a key without its account',
      {
        address: 'aws_kms_key.a',
        before: { policy: policy(root) },
        after: { policy: policy({ ...root, Principal: { AWS: 'arn:aws:iam::123456789012:role/a' } }) },
      },
      ['lockout: its policy no longer names the account: nobody may be able to change it again'],
    ],
    [
      'a bucket that nobody may use',
      {
        address: 'aws_s3_bucket_policy.a',
        before: { policy: policy() },
        after: { policy: policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }) },
      },
      ['lockout: denies everybody, also those who would take that back [s3:*]'],
    ],
    [
      'a bucket that asks for TLS',
      {
        address: 'aws_s3_bucket_policy.a',
        after: {
          policy: policy({
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: '*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        },
      },
      [],
    ],
    [
      'a role for somebody else',
      {
        address: 'aws_iam_role.a',
        before: { assume_role_policy: trust('ecs-tasks.amazonaws.com') },
        after: { assume_role_policy: trust('lambda.amazonaws.com') },
      },
      ['lockout: somebody who may become this role now no longer may'],
    ],
    [
      'a queue for everybody',
      {
        address: 'aws_sqs_queue_policy.a',
        after: { policy: policy({ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }) },
      },
      ['exposure: who may use it: everybody, on no condition'],
    ],
    [
      'the power over all',
      {
        address: 'aws_iam_role_policy.a',
        after: { policy: policy({ Effect: 'Allow', Action: ['iam:*'], Resource: '*' }) },
      },
      ['exposure: may do this with everything [iam:*]'],
    ],
    [
      'an administrator',
      {
        address: 'aws_iam_role_policy_attachment.a',
        after: { role: 'a', policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      },
      ['exposure: may do nearly everything [policy arn:aws:iam::aws:policy/AdministratorAccess]'],
    ],
  ])('of %s', (_, made, expected) => {
    expect(risksOf(made)).toEqual(expected);
  });

  it('sees the internet in its two halves', () => {
    const half = (name: string, cidr: string) => ({
      address: `aws_vpc_security_group_ingress_rule.${name}`,
      after: ingress({ cidr_ipv4: cidr }),
    });
    expect(risksOf(half('a', '0.0.0.0/1'), half('b', '128.0.0.0/1'))).toEqual([
      'exposure: lets in the whole IPv4 internet [tcp 443]',
    ]);
  });

  it('opens nothing with a rule beside one that lets through more', () => {
    const wide = {
      address: 'aws_vpc_security_group_ingress_rule.wide',
      actions: ['no-op'],
      before: ingress({ ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' }),
      after: ingress({ ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' }),
    };
    const narrow = {
      address: 'aws_vpc_security_group_ingress_rule.a',
      after: ingress({ cidr_ipv4: '203.0.113.0/24' }),
    };
    const { stacks } = readPreview([input([narrow, wide])]);
    expect(stacks[0]?.network.map(({ isBroadening, opens }) => [isBroadening, opens])).toEqual([[false, undefined]]);
  });
});

describe('what lets somebody do more', () => {
  const allow = (Action: string | string[], Resource = '*') => ({ Effect: 'Allow', Action, Resource });
  const deny = { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' };
  const of = (before: object[] | undefined, after: object[] | undefined, more: Partial<Made> = {}) =>
    readPreview([
      input([
        {
          address: 'aws_iam_role_policy.a',
          ...(before && { before: { policy: policy(...before) } }),
          ...(after && { after: { policy: policy(...after) } }),
          ...more,
        },
      ]),
    ]).stacks[0]?.permissions.map(
      ({ sign, effect, actions, isBroadening, undecided }) =>
        `${sign} ${undecided ?? `${effect} ${actions.join()}`}${isBroadening ? ' MORE' : ''}`,
    );

  it.each<[string, object[] | undefined, object[] | undefined, string[]]>([
    ['a new policy', undefined, [allow('s3:Get')], ['+ Allow s3:Get MORE']],
    [
      'one action more',
      [allow('s3:Get')],
      [allow(['s3:Get', 's3:Put'])],
      ['- Allow s3:Get', '+ Allow s3:Get,s3:Put MORE'],
    ],
    ['one action less', [allow(['s3:Get', 's3:Put'])], [allow('s3:Get')], ['- Allow s3:Get,s3:Put', '+ Allow s3:Get']],
    ['what was allowed with more', [allow('s3:*')], [allow('s3:*'), allow('s3:Get', 'a')], ['+ Allow s3:Get']],
    ['a denial that goes', [allow('s3:*'), deny], [allow('s3:*')], ['- Deny s3:DeleteObject MORE']],
    ['a denial that comes', [allow('s3:*')], [allow('s3:*'), deny], ['+ Deny s3:DeleteObject']],
    ['a policy that goes, with its denials', [deny], undefined, ['- Deny s3:DeleteObject MORE']],
    ['nothing', [allow('s3:Get')], [{ ...allow(['s3:Get']), Resource: ['*'] }], []],
  ])('is %s', (_, before, after, expected) => {
    expect(of(before, after)).toEqual(expected);
  });

  it('is what nobody can read', () => {
    expect(of(undefined, undefined, { after: {}, unknown: { policy: true } })).toEqual([
      '+ known after the apply MORE',
    ]);
    expect(of([deny], [deny], { hidden: { policy: true } })).toEqual([]);
    expect(of([deny], [allow('*')], { hidden: { policy: true } })).toEqual(['+ cannot be read MORE']);
  });
});

describe('why something is replaced', () => {
  const group: Made = {
    address: 'aws_security_group.fs',
    actions: ['create', 'delete'],
    before: { id: 'sg-1', description: 'old' },
    after: { description: 'new' },
    unknown: { id: true },
    replace: [['description']],
  };
  const system: Made = {
    address: 'aws_fsx_lustre_file_system.data',
    actions: ['delete', 'create'],
    before: { security_group_ids: ['sg-1'] },
    after: {},
    unknown: { id: true, security_group_ids: true },
    replace: [['security_group_ids']],
  };
  const causes = (changes: Made[], references: Parameters<typeof configuration>[0] | object) =>
    readPreview([
      input(changes, { configuration: 'root_module' in references ? references : configuration(references as never) }),
    ]).stacks[0]?.changes[0]?.causes;

  it('is told from the attribute that forces it to the one that somebody wrote', () => {
    expect(
      causes([system, group], {
        'aws_fsx_lustre_file_system.data': {
          security_group_ids: ['aws_security_group.fs.id', 'aws_security_group.fs'],
        },
        'aws_security_group.fs': {},
      }),
    ).toEqual([
      [
        { address: 'aws_fsx_lustre_file_system.data', attribute: 'security_group_ids', before: '["sg-1"]' },
        { address: 'aws_security_group.fs', attribute: 'description', before: 'old', after: 'new' },
      ],
    ]);
  });

  it('is told through modules: their variables, their outputs, their keys', () => {
    const inner = { address: 'module.net["a.b"].aws_security_group.fs', type: 'aws_security_group' };
    const outer = { address: 'module.data[0].aws_fsx_lustre_file_system.data', type: 'aws_fsx_lustre_file_system' };
    const net = {
      resources: [{ address: 'aws_security_group.fs', expressions: {} }],
      outputs: { group: { expression: { references: ['aws_security_group.fs.id', 'aws_security_group.fs'] } } },
    };
    const data = {
      resources: [
        {
          address: 'aws_fsx_lustre_file_system.data',
          expressions: { security_group_ids: { references: ['var.groups'] } },
        },
      ],
    };
    const root_module = {
      module_calls: {
        net: { module: net },
        data: { module: data, expressions: { groups: { references: ['module.net["a.b"].group', 'module.net'] } } },
      },
    };
    expect(
      causes(
        [
          { ...system, ...outer },
          { ...group, ...inner },
        ],
        { root_module },
      )?.[0]?.map(({ address, attribute }) => `${address} ${attribute}`),
    ).toEqual([`${outer.address} security_group_ids`, `${inner.address} description`]);
  });

  it('ends where resources read each other in a circle, as no plan does', () => {
    const [a, b] = ['a', 'b'].map(
      (name): Made => ({
        address: `x_y.${name}`,
        actions: ['delete', 'create'],
        before: { k: 'v' },
        after: {},
        unknown: { k: true },
        replace: [['k']],
      }),
    ) as [Made, Made];
    expect(causes([a, b], { 'x_y.a': { k: ['x_y.b.k'] }, 'x_y.b': { k: ['x_y.a.k'] } })?.[0]).toHaveLength(2);
  });

  it('is, in a document, the part of it that changes', () => {
    const containers = (level: string) =>
      JSON.stringify([{ name: 'main', environment: [{ name: 'LEVEL', value: level }] }]);
    const task: Made = {
      address: 'aws_ecs_task_definition.a',
      actions: ['delete', 'create'],
      before: { container_definitions: containers('info') },
      after: { container_definitions: containers('debug') },
      replace: [['container_definitions']],
    };
    expect(causes([task], {})).toEqual([
      [
        {
          address: 'aws_ecs_task_definition.a',
          attribute: 'container_definitions[main].environment[LEVEL].value',
          before: 'info',
          after: 'debug',
        },
      ],
    ]);
  });
});

describe('a rule between groups', () => {
  it('opens nothing to the internet, whatever another rule of the same ports does', () => {
    const type = 'aws_vpc_security_group_egress_rule';
    const { stacks } = readPreview([
      input([
        { address: `${type}.all`, after: { ...rule, cidr_ipv4: '0.0.0.0/0' } },
        { address: `${type}.one`, after: { ...rule, referenced_security_group_id: 'sg-2' } },
      ]),
    ]);
    expect(stacks[0]?.changes.map(({ risks }) => risks.length)).toEqual([1, 0]);
  });
});
