import { issuerName } from '../identity/issuer-name';
import { issuersOf } from '../identity/issuers';
import type { EnvironmentSpec } from '../spec/environment';
import { type Check, missing, ok } from './check';

/** Settings of ECS that the platform depends on: trunks, and the long ARNs without which nothing carries tags (ECS developer guide, "Account settings", 2026-11). */
const ECS_SETTINGS = [
  'awsvpcTrunking',
  'containerInstanceLongArnFormat',
  'serviceLongArnFormat',
  'taskLongArnFormat',
] as const;

/** Policies of logs that a region takes (CloudWatch Logs user guide, "CloudWatch Logs quotas", 2026-11). */
const LOG_POLICIES = 10;

interface LinkedRole {
  readonly name: string;
  readonly service: string;
  /** How `accountSettings.serviceLinkedRoles` calls it. */
  readonly setting: string;
}
const ALWAYS_LINKED: readonly LinkedRole[] = [
  { name: 'AWSServiceRoleForECS', service: 'ecs.amazonaws.com', setting: 'ecs' },
  { name: 'AWSServiceRoleForAutoScaling', service: 'autoscaling.amazonaws.com', setting: 'autoscaling' },
];
const BALANCERS: LinkedRole = {
  name: 'AWSServiceRoleForElasticLoadBalancing',
  service: 'elasticloadbalancing.amazonaws.com',
  setting: 'elasticloadbalancing',
};
const BATCH: LinkedRole = { name: 'AWSServiceRoleForBatch', service: 'batch.amazonaws.com', setting: 'batch' };
const SPOT: LinkedRole = { name: 'AWSServiceRoleForEC2Spot', service: 'spot.amazonaws.com', setting: 'spot' };

/** Which account answers: nothing else can be asked in another. */
export function identityCheck({ account }: Pick<EnvironmentSpec, 'account'>): Check {
  const fix = `log in to account ${account}, for example: aws sso login --profile <profile>, and set AWS_PROFILE`;
  return {
    what: `credentials for account ${account}`,
    command: ['aws', 'sts', 'get-caller-identity'],
    judge: ({ Account, Arn }) =>
      Account === account ? ok(`are those of ${String(Arn)}`) : missing(`are for account ${String(Account)}`, fix),
    fix,
  };
}

/** What exists once per account and region. */
export function accountChecks(environment: EnvironmentSpec): Check[] {
  const { iam, accountSettings } = environment;
  const region = ['--region', environment.region];
  return [
    ...stateChecks(environment),
    ...ECS_SETTINGS.map((name) => ecsSetting(name, region)),
    ...linkedRoles(environment).map(linkedRole),
    ...issuersOf(accountSettings).map(({ url }) => issuer(url)),
    ...(iam.permissionsBoundaryArn === undefined ? [] : [boundary(iam.permissionsBoundaryArn)]),
    {
      what: 'room for policies of logs',
      command: ['aws', 'logs', 'describe-resource-policies', ...region],
      judge: ({ resourcePolicies = [] }) => {
        const { length } = resourcePolicies as unknown[];
        const says = `${length} of ${LOG_POLICIES} are there`;
        return length < LOG_POLICIES
          ? ok(says)
          : missing(says, 'delete one: aws logs delete-resource-policy --policy-name <name>');
      },
      fix: '',
    },
  ];
}

function stateChecks({ backend, region }: EnvironmentSpec): Check[] {
  if (backend.kind !== 's3') return [];
  const { bucket } = backend;
  const place = ['--bucket', bucket, '--region', backend.region ?? region];
  const fix = `write accountSettings: { bootstrap: true }, then: npx -p cdktf-cli@0.21.0 cdktf deploy account`;
  const versioning = `aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`;
  return [
    {
      what: `the state bucket '${bucket}'`,
      command: ['aws', 's3api', 'head-bucket', ...place],
      judge: () => ok(),
      fix,
    },
    {
      what: `versions of the state bucket '${bucket}'`,
      command: ['aws', 's3api', 'get-bucket-versioning', ...place],
      judge: ({ Status }) => (Status === 'Enabled' ? ok('are kept') : missing('are not kept', versioning)),
      fix,
    },
  ];
}

function ecsSetting(name: string, region: readonly string[]): Check {
  const fix = `aws ecs put-account-setting-default --name ${name} --value enabled ${region.join(' ')}`;
  return {
    what: `the ECS setting ${name}`,
    command: ['aws', 'ecs', 'list-account-settings', '--effective-settings', '--name', name, ...region],
    judge: ({ settings = [] }) => {
      const value = (settings as { name?: string; value?: string }[]).find((one) => one.name === name)?.value;
      return value === 'enabled' || value === 'on' ? ok('is enabled') : missing(`is ${value ?? 'not set'}`, fix);
    },
    fix,
  };
}

function linkedRoles({ gateways, trainingClusters, fleets }: EnvironmentSpec): LinkedRole[] {
  const clusters = Object.values(trainingClusters);
  const spot =
    clusters.some(({ capacity }) => capacity.includes('spot')) ||
    Object.values(fleets).some(({ onDemand }) => onDemand.percentAboveBase < 100);
  return [
    ...ALWAYS_LINKED,
    ...(Object.keys(gateways).length > 0 ? [BALANCERS] : []),
    ...(clusters.length > 0 ? [BATCH] : []),
    ...(spot ? [SPOT] : []),
  ];
}

function linkedRole({ name, service, setting }: LinkedRole): Check {
  return {
    what: `the linked role ${name}`,
    command: ['aws', 'iam', 'get-role', '--role-name', name],
    judge: () => ok(),
    fix: `aws iam create-service-linked-role --aws-service-name ${service}, or name '${setting}' in accountSettings.serviceLinkedRoles`,
  };
}

function issuer(url: string): Check {
  const name = issuerName(url);
  const fix = 'deploy account, which makes it: npx -p cdktf-cli@0.21.0 cdktf deploy account';
  return {
    what: `the issuer of tokens ${name}`,
    command: ['aws', 'iam', 'list-open-id-connect-providers'],
    judge: ({ OpenIDConnectProviderList = [] }) =>
      (OpenIDConnectProviderList as { Arn?: string }[]).some(({ Arn }) => Arn?.endsWith(`:oidc-provider/${name}`))
        ? ok()
        : missing('is not there', fix),
    fix,
  };
}

function boundary(arn: string): Check {
  const [path = '/', name = ''] = arn.replace(/^.*:policy/, '').split(/(?<=\/)(?=[^/]*$)/);
  return {
    what: `the permissions boundary ${arn}`,
    command: ['aws', 'iam', 'get-policy', '--policy-arn', arn],
    judge: () => ok(),
    fix: `aws iam create-policy --policy-name ${name} --path ${path} --policy-document file://boundary.json`,
  };
}
