import { writeActions } from '../catalog/provider-actions';
import { arn, domainOf, partitionOf } from '../naming/arns';
import { type CiScope, guards, stateOf } from './ci-scope';
import type { Statement } from './policy';

/** Services that roles of a platform are passed to. */
const PASSED_TO = [
  'backup',
  'batch',
  'ec2',
  'ecs',
  'ecs-tasks',
  'firehose',
  'lambda',
  'logs',
  'scheduler',
  'states',
  'vpc-flow-logs',
];

/** Services that make a linked role for whoever first uses them. */
const LINKED = [
  'autoscaling',
  'backup',
  'batch',
  'ecs.application-autoscaling',
  'ecs',
  'elasticfilesystem',
  'elasticloadbalancing',
  'fsx',
  'pullthroughcache.ecr',
  's3.data-source.lustre.fsx',
  'spot',
];

/** Types whose ARN has no region. */
const GLOBAL = /^(iam|route53|s3):/;

/** Permissions of a role, which IAM takes only where the role has the boundary ("Permissions boundaries", IAM user guide, 2026-11). */
const BOUNDED = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
];
/** Of these IAM does not say which boundary a role has (Service Authorization Reference of IAM, 2026-11). */
const OF_ROLES = [
  'iam:DeleteRole',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
  'iam:UpdateRoleDescription',
];
const OF_PROFILES = [
  'iam:AddRoleToInstanceProfile',
  'iam:CreateInstanceProfile',
  'iam:DeleteInstanceProfile',
  'iam:RemoveRoleFromInstanceProfile',
  'iam:TagInstanceProfile',
  'iam:UntagInstanceProfile',
];

/** What who deploys may do beside reading: all that the resources of stacks need, roles within bounds, and state. */
export function deployGrants(scope: CiScope): Statement[] {
  const writes = writeActions();
  return [
    {
      actions: writes.filter((action) => !GLOBAL.test(action)),
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': scope.site.region } },
    },
    { actions: writes.filter((action) => GLOBAL.test(action)), resources: ['*'] },
    ...roleGrants(scope),
    keyGrant(scope),
    ...stateWrites(scope),
  ];
}

function roleGrants({ site }: CiScope): Statement[] {
  const { path, permissionsBoundaryArn } = site.iam;
  if (permissionsBoundaryArn === undefined)
    throw new RangeError('who deploys has no boundary, which was to be refused');
  const iam = `arn:${partitionOf(site.region)}:iam::${site.account}:`;
  const roles = [`${iam}role${path}*`];
  const services = (names: readonly string[]) => names.map((name) => `${name}.amazonaws.com`);
  return [
    {
      actions: BOUNDED,
      resources: roles,
      conditions: { StringEquals: { 'iam:PermissionsBoundary': permissionsBoundaryArn } },
    },
    { actions: OF_ROLES, resources: roles },
    { actions: OF_PROFILES, resources: [`${iam}instance-profile${path}*`] },
    {
      actions: ['iam:PassRole'],
      resources: roles,
      conditions: { StringEquals: { 'iam:PassedToService': services(PASSED_TO) } },
    },
    {
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [`${iam}role/aws-service-role/*`],
      conditions: { StringEquals: { 'iam:AWSServiceName': services(LINKED) } },
    },
  ];
}

/** Whoever makes what a customer's key encrypts lets the service use the key, through that service alone. */
function keyGrant({ site }: CiScope): Statement {
  const { region } = site;
  return {
    actions: [
      'kms:CreateGrant',
      'kms:Decrypt',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:RetireGrant',
    ],
    resources: [arn(site, 'kms', 'key/*')],
    conditions: { StringLike: { 'kms:ViaService': `*.${region}.${domainOf(region)}` } },
  };
}

function stateWrites(scope: CiScope): Statement[] {
  const state = stateOf(scope);
  return state === undefined ? [] : [{ actions: ['s3:PutObject'], resources: [state.states] }];
}

/** Of the account itself: who deploys could give itself anything with one of them. */
const ON_ROLES = [...BOUNDED, ...OF_ROLES, 'iam:DeleteRolePermissionsBoundary', 'iam:PassRole', 'sts:AssumeRole'];
const ON_POLICIES = [
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:TagPolicy',
  'iam:UntagPolicy',
];
const ON_PROVIDERS = [
  'iam:AddClientIDToOpenIDConnectProvider',
  'iam:DeleteOpenIDConnectProvider',
  'iam:RemoveClientIDFromOpenIDConnectProvider',
  'iam:TagOpenIDConnectProvider',
  'iam:UntagOpenIDConnectProvider',
  'iam:UpdateOpenIDConnectProviderThumbprint',
];
const ON_STATE = [
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:DeleteObjectVersion',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
];

const ON_STATE_KEY = [
  'kms:DisableKey',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
];

/** What it may never do, whatever else it is given: what keeps it in bounds is changed by who sets up the account. */
export function deployDenials(scope: CiScope): Statement[] {
  const { roles, policies, providers } = guards(scope);
  const state = stateOf(scope);
  const deny = (sid: string, actions: readonly string[], resources: readonly string[]): Statement => ({
    sid,
    effect: 'Deny',
    actions,
    resources,
  });
  return [
    deny('KeepBoundaries', ['iam:DeleteRolePermissionsBoundary'], ['*']),
    deny('KeepOwnRoles', ON_ROLES, roles),
    deny('KeepPolicies', ON_POLICIES, policies),
    deny('KeepIssuers', ON_PROVIDERS, providers),
    ...(state === undefined
      ? []
      : [
          deny('KeepState', ON_STATE, [state.bucket, `${state.bucket}/*`]),
          // Who sets up the account plans with what its state says.
          deny('KeepAccountState', ['s3:PutObject'], [state.account]),
        ]),
    ...(state?.kmsKeyArn === undefined ? [] : [deny('KeepStateKey', ON_STATE_KEY, [state.kmsKeyArn])]),
  ];
}
