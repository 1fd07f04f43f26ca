import type { Asked } from './iam';

const HOME = 'us-east-1:123456789012';
const IAM = 'arn:aws:iam::123456789012';
const BOUNDARY = `${IAM}:policy/ml-platform-boundary`;
const asks = (action: string, resource: string, context: Asked['context'] = {}): Asked => ({
  action,
  resource,
  context,
});
const here = { 'aws:RequestedRegion': 'us-east-1' };
const bounded = { 'iam:PermissionsBoundary': BOUNDARY };
const state = (name: string) => `arn:aws:s3:::example-ml-platform-state/stowage/${name}`;
const role = (name: string, path = '/ml-platform/') => `${IAM}:role${path}${name}`;
const secret = `arn:aws:secretsmanager:${HOME}:secret:ads/exchange-AbCdEf`;
const service = `arn:aws:ecs:${HOME}:service/prod/ads-bidder`;
const volume = `arn:aws:ec2:${HOME}:volume/vol-1`;
const protectedThing = { ...here, 'aws:ResourceTag/stowage:protect': 'true' };
const through = (name: string) => ({ 'kms:ViaService': `${name}.us-east-1.amazonaws.com` });
const KEY = `arn:aws:kms:${HOME}:key/1`;

/** What neither may: values of secrets, and itself. */
const NEITHER = [
  asks('secretsmanager:GetSecretValue', secret),
  asks('secretsmanager:BatchGetSecretValue', '*'),
  asks('ssm:GetParameter', `arn:aws:ssm:${HOME}:parameter/payroll`),
  asks('ssm:GetParametersByPath', `arn:aws:ssm:${HOME}:parameter/stowage/prod`),
  // A parameter that is a secret, which the provider reads with its value; and anything without a service between.
  asks('kms:Decrypt', KEY, through('ssm')),
  asks('kms:Decrypt', KEY),
  asks('s3:GetObject', 'arn:aws:s3:::example-ml-features/customers.csv'),
  asks('s3:PutBucketPolicy', 'arn:aws:s3:::example-ml-platform-state', here),
  asks('s3:PutBucketVersioning', 'arn:aws:s3:::example-ml-platform-state', here),
  asks('s3:DeleteBucket', 'arn:aws:s3:::example-ml-platform-state', here),
  asks('s3:DeleteObject', state('prod-ads.tfstate'), here),
  asks('iam:PutRolePolicy', role('stowage--ci-deploy--us-east-1'), bounded),
  asks('iam:UpdateAssumeRolePolicy', role('stowage--ci-plan--us-east-1'), bounded),
  asks('iam:AttachRolePolicy', role('stowage--ci-plan--us-east-1'), bounded),
  asks('iam:PassRole', role('stowage--ci-deploy--us-east-1'), { 'iam:PassedToService': 'lambda.amazonaws.com' }),
  asks('iam:CreatePolicyVersion', BOUNDARY),
  asks('iam:CreatePolicyVersion', `${IAM}:policy/ml-platform/stowage--keep--us-east-1`),
  asks('iam:DeletePolicy', `${IAM}:policy/ml-platform/stowage--ci-deploy-1--us-east-1`),
  asks('iam:UpdateOpenIDConnectProviderThumbprint', `${IAM}:oidc-provider/token.actions.githubusercontent.com`),
  asks('iam:CreateOpenIDConnectProvider', `${IAM}:oidc-provider/evil.example.com`),
  asks('iam:CreateUser', `${IAM}:user/me`),
  asks('iam:CreateAccessKey', `${IAM}:user/me`),
  asks('iam:CreatePolicy', `${IAM}:policy/ml-platform/mine`),
  asks('sts:AssumeRole', role('admin', '/')),
  asks('organizations:LeaveOrganization', '*'),
  asks('ecs:ExecuteCommand', `arn:aws:ecs:${HOME}:task/prod/1`, here),
  asks('ssm:StartSession', `arn:aws:ec2:${HOME}:instance/i-1`, here),
  asks('ecs:PutAccountSettingDefault', '*', here),
];

const READS = [
  asks('sts:GetCallerIdentity', '*'),
  asks('ecs:DescribeServices', service),
  asks('ec2:DescribeVpcs', '*'),
  asks('iam:GetRole', role('prod-ads')),
  asks('ssm:GetParameter', `arn:aws:ssm:${HOME}:parameter/stowage/prod/contract`),
  asks('s3:GetObject', state('prod-ads.tfstate')),
  asks('ssm:GetParameters', 'arn:aws:ssm:us-east-1::parameter/aws/service/ecs/optimized-ami/x'),
  asks('s3:ListBucket', 'arn:aws:s3:::example-ml-platform-state'),
  asks('s3:PutObject', state('prod-ads.tflock')),
  asks('s3:DeleteObject', state('prod-ads.tflock')),
  asks('states:ValidateStateMachineDefinition', '*'),
  // A route signs people in with it.
  asks('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${HOME}:secret:ads/admin-AbCdEf`),
];

/** What an account lets continuous integration do. */
export const CI_NEEDS = [
  {
    role: 'account Account/Ci/plan',
    plans: true,
    must: READS,
    mustNot: [
      ...NEITHER,
      asks('s3:PutObject', state('prod-ads.tfstate')),
      asks('ecs:UpdateService', service, here),
      asks('ec2:CreateVpc', `arn:aws:ec2:${HOME}:vpc/*`, here),
      asks('ec2:CreateTags', volume, here),
      asks('iam:CreateRole', role('prod-ads'), bounded),
      asks('iam:PassRole', role('prod-ads'), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }),
      asks('kms:CreateGrant', KEY, through('ec2')),
      asks('lambda:InvokeFunction', `arn:aws:lambda:${HOME}:function:prod-budget`),
    ],
  },
  {
    role: 'account Account/Ci/deploy',
    plans: true,
    must: [
      ...READS,
      asks('s3:PutObject', state('prod-ads.tfstate')),
      asks('ecs:UpdateService', service, here),
      asks('ec2:CreateVpc', `arn:aws:ec2:${HOME}:vpc/*`, here),
      asks('ec2:DeleteVolume', volume, here),
      asks('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z0123456789EXAMPLE'),
      asks('iam:CreateRole', role('prod-ads'), bounded),
      asks('iam:PutRolePolicy', role('prod-ads'), bounded),
      asks('iam:AttachRolePolicy', role('prod-ads'), bounded),
      asks('iam:PutRolePermissionsBoundary', role('prod-ads'), bounded),
      asks('iam:DeleteRole', role('prod-ads')),
      // IAM says nothing of the boundary here.
      asks('iam:UpdateAssumeRolePolicy', role('prod-ads')),
      asks('iam:PassRole', role('prod-ads'), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }),
      asks('iam:CreateServiceLinkedRole', `${IAM}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`, {
        'iam:AWSServiceName': 'ecs.amazonaws.com',
      }),
      asks('kms:CreateGrant', KEY, through('ec2')),
    ],
    mustNot: [
      ...NEITHER,
      // Roles without the boundary, with another, or elsewhere.
      asks('iam:CreateRole', role('prod-ads')),
      asks('iam:CreateRole', role('prod-ads'), { 'iam:PermissionsBoundary': `${IAM}:policy/wide` }),
      asks('iam:CreateRole', role('prod-ads', '/'), bounded),
      asks('iam:PutRolePolicy', role('prod-ads')),
      asks('iam:PutRolePermissionsBoundary', role('prod-ads'), { 'iam:PermissionsBoundary': `${IAM}:policy/wide` }),
      asks('iam:DeleteRolePermissionsBoundary', role('prod-ads'), bounded),
      asks('iam:UpdateAssumeRolePolicy', role('admin', '/'), bounded),
      asks('s3:PutObject', state('account-123456789012-us-east-1.tfstate')),
      asks('iam:DeleteRole', role('admin', '/')),
      asks('iam:PassRole', role('admin', '/'), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }),
      asks('iam:PassRole', role('prod-ads'), { 'iam:PassedToService': 'glue.amazonaws.com' }),
      asks('iam:CreateServiceLinkedRole', `${IAM}:role/aws-service-role/x.amazonaws.com/X`, {
        'iam:AWSServiceName': 'organizations.amazonaws.com',
      }),
      // What is protected.
      asks('ec2:DeleteVolume', volume, protectedThing),
      asks('ecs:DeleteService', service, protectedThing),
      asks('kms:ScheduleKeyDeletion', KEY, protectedThing),
      asks('ec2:DeleteTags', volume, { ...protectedThing, 'aws:TagKeys': 'stowage:protect' }),
      // Another region.
      asks('ec2:CreateVpc', 'arn:aws:ec2:eu-west-1:123456789012:vpc/*', { 'aws:RequestedRegion': 'eu-west-1' }),
      asks('kms:CreateGrant', KEY),
    ],
  },
];
