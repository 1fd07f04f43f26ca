import type { EmulatedAws } from '../support/emulated-aws';
import { elements, readXml, textAt, type XmlElement } from '../support/xml';

/** What one list call of a service shows: everything, and what of it AWS keeps of its own accord. */
interface Listing {
  /** Identifiers of what it lists, without what AWS keeps. */
  readonly list: (aws: EmulatedAws, made: Made) => Promise<string[]>;
  /** What is left out of `list`, for the reader; nothing where absent. */
  readonly kept?: string;
}

/** Names of what was made, for what can only be asked for by name. */
export interface Made {
  readonly capacityProviders: readonly string[];
}

const ECS = 'AmazonEC2ContainerServiceV20141113';

/** Each service's own list of what a platform and its account make of it. */
export const LISTINGS: Readonly<Record<string, Listing>> = {
  'acm certificates': listed('acm', 'CertificateManager.ListCertificates', 'CertificateSummaryList', 'CertificateArn'),
  'application-autoscaling targets': listed(
    'application-autoscaling',
    'AnyScaleFrontendService.DescribeScalableTargets',
    'ScalableTargets',
    'ResourceId',
    { ServiceNamespace: 'ecs' },
  ),
  'application-autoscaling policies': listed(
    'application-autoscaling',
    'AnyScaleFrontendService.DescribeScalingPolicies',
    'ScalingPolicies',
    'PolicyName',
    { ServiceNamespace: 'ecs' },
  ),
  'autoscaling groups': {
    list: queried(
      'autoscaling',
      'DescribeAutoScalingGroups',
      ['DescribeAutoScalingGroupsResult', 'AutoScalingGroups', 'member'],
      'AutoScalingGroupName',
    ),
  },
  'backup plans': rested('backup', '/backup/plans/', 'BackupPlansList', 'BackupPlanId'),
  'backup vaults': rested('backup', '/backup-vaults/', 'BackupVaultList', 'BackupVaultName'),
  'batch compute environments': rested(
    'batch',
    '/v1/describecomputeenvironments',
    'computeEnvironments',
    'computeEnvironmentName',
    'POST',
  ),
  'batch job queues': rested('batch', '/v1/describejobqueues', 'jobQueues', 'jobQueueName', 'POST'),
  'batch scheduling policies': rested('batch', '/v1/listschedulingpolicies', 'schedulingPolicies', 'arn', 'POST'),
  'ec2 addresses': { list: queried('ec2', 'DescribeAddresses', ['addressesSet', 'item'], 'allocationId') },
  'ec2 flow logs': { list: queried('ec2', 'DescribeFlowLogs', ['flowLogSet', 'item'], 'flowLogId') },
  'ec2 internet gateways': {
    list: queried('ec2', 'DescribeInternetGateways', ['internetGatewaySet', 'item'], 'internetGatewayId'),
  },
  'ec2 launch templates': {
    list: queried('ec2', 'DescribeLaunchTemplates', ['launchTemplates', 'item'], 'launchTemplateName'),
  },
  'ec2 NAT gateways': {
    list: queried(
      'ec2',
      'DescribeNatGateways',
      ['natGatewaySet', 'item'],
      'natGatewayId',
      (n) => textAt(n, 'state') !== 'deleted',
    ),
    kept: 'deleted ones, for an hour',
  },
  'ec2 route tables': inOwnVpc('DescribeRouteTables', ['routeTableSet', 'item'], 'routeTableId'),
  'ec2 security groups': inOwnVpc('DescribeSecurityGroups', ['securityGroupInfo', 'item'], 'groupName'),
  'ec2 subnets': inOwnVpc('DescribeSubnets', ['subnetSet', 'item'], 'subnetId'),
  'ec2 volumes': { list: queried('ec2', 'DescribeVolumes', ['volumeSet', 'item'], 'volumeId') },
  'ec2 VPCs': {
    list: queried('ec2', 'DescribeVpcs', ['vpcSet', 'item'], 'vpcId', (vpc) => textAt(vpc, 'isDefault') !== 'true'),
    kept: 'the default VPC',
  },
  'ec2 VPC endpoints': {
    list: queried(
      'ec2',
      'DescribeVpcEndpoints',
      ['vpcEndpointSet', 'item'],
      'vpcEndpointId',
      (e) => textAt(e, 'state') !== 'deleted',
    ),
    kept: 'deleted ones',
  },
  'ecr repositories': listed(
    'ecr',
    'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories',
    'repositories',
    'repositoryName',
  ),
  'ecs capacity providers': {
    list: async (aws, { capacityProviders: names }) => {
      // The emulator has no list of them without names.
      const { capacityProviders: found } = await aws.json<{ capacityProviders: { name: string; status: string }[] }>(
        'ecs',
        `${ECS}.DescribeCapacityProviders`,
        { capacityProviders: names },
      );
      return found.filter((p) => p.status === 'ACTIVE').map((p) => p.name);
    },
    kept: 'INACTIVE ones',
  },
  'ecs clusters': { list: async (aws) => (await activeClusters(aws)).map((c) => c.clusterArn), kept: 'INACTIVE ones' },
  'ecs services': {
    list: async (aws) => {
      const { clusterArns } = await aws.json<{ clusterArns: string[] }>('ecs', `${ECS}.ListClusters`);
      return (await Promise.all(clusterArns.map((cluster) => activeServices(aws, cluster)))).flat();
    },
    kept: 'INACTIVE ones',
  },
  'ecs task definitions': {
    ...listed('ecs', `${ECS}.ListTaskDefinitions`, 'taskDefinitionArns', undefined, { status: 'ACTIVE' }),
    kept: 'INACTIVE revisions',
  },
  'events rules': listed('events', 'AWSEvents.ListRules', 'Rules', 'Name'),
  'efs file systems': rested('elasticfilesystem', '/2015-02-01/file-systems', 'FileSystems', 'FileSystemId'),
  'elb load balancers': {
    list: queried(
      'elasticloadbalancing',
      'DescribeLoadBalancers',
      ['DescribeLoadBalancersResult', 'LoadBalancers', 'member'],
      'LoadBalancerName',
    ),
  },
  'elb target groups': {
    list: queried(
      'elasticloadbalancing',
      'DescribeTargetGroups',
      ['DescribeTargetGroupsResult', 'TargetGroups', 'member'],
      'TargetGroupName',
    ),
  },
  'iam identity providers': {
    list: queried(
      'iam',
      'ListOpenIDConnectProviders',
      ['ListOpenIDConnectProvidersResult', 'OpenIDConnectProviderList', 'member'],
      'Arn',
    ),
  },
  'iam instance profiles': {
    list: queried(
      'iam',
      'ListInstanceProfiles',
      ['ListInstanceProfilesResult', 'InstanceProfiles', 'member'],
      'InstanceProfileName',
    ),
  },
  'iam policies': {
    list: async (aws) => {
      const policies = await aws.query('iam', 'ListPolicies', { Scope: 'Local' });
      return elements(policies, 'ListPoliciesResult', 'Policies', 'member').map((p) => textAt(p, 'PolicyName'));
    },
    kept: 'those of AWS',
  },
  'iam roles': { list: queried('iam', 'ListRoles', ['ListRolesResult', 'Roles', 'member'], 'RoleName') },
  'kms keys': { list: liveKeys, kept: 'keys of AWS, and PendingDeletion ones' },
  'kms aliases': {
    list: async (aws) => {
      const { Aliases } = await aws.json<{ Aliases: Alias[] }>('kms', 'TrentService.ListAliases');
      return Aliases.filter((alias) => !isOfAws(alias)).map(({ AliasName }) => AliasName);
    },
    kept: 'alias/aws/*',
  },
  'logs groups': listed('logs', 'Logs_20140328.DescribeLogGroups', 'logGroups', 'logGroupName'),
  'route53 records': {
    list: async (aws) => {
      const zones = readXml(await aws.rest('route53', 'GET', '/2013-04-01/hostedzone'));
      const ids = elements(zones, 'HostedZones', 'HostedZone').map((z) => textAt(z, 'Id').replace('/hostedzone/', ''));
      return (await Promise.all(ids.map((id) => records(aws, id)))).flat();
    },
    kept: 'NS and SOA of the zone, which the test made before',
  },
  's3 buckets': {
    list: async (aws) =>
      elements(readXml(await aws.rest('s3', 'GET', '/')), 'Buckets', 'Bucket').map((b) => textAt(b, 'Name')),
  },
  'servicediscovery namespaces': listed(
    'servicediscovery',
    'Route53AutoNaming_v20170314.ListNamespaces',
    'Namespaces',
    'Name',
  ),
  'sqs queues': listed('sqs', 'AmazonSQS.ListQueues', 'QueueUrls'),
  'lambda functions': rested('lambda', '/2015-03-31/functions/', 'Functions', 'FunctionName'),
  'ssm parameters': listed('ssm', 'AmazonSSM.DescribeParameters', 'Parameters', 'Name'),
};

/** What every service lists, by listing; a listing that shows nothing is not in it. */
export async function remains(aws: EmulatedAws, made: Made): Promise<Record<string, string[]>> {
  const shown = await Promise.all(
    Object.entries(LISTINGS).map(
      async ([name, { list }]): Promise<[string, string[]]> => [name, await list(aws, made)],
    ),
  );
  return Object.fromEntries(shown.filter(([, things]) => things.length > 0));
}

function listed(service: string, target: string, list: string, id?: string, body: object = {}): Listing {
  return {
    list: async (aws) => {
      const reply = await aws.json<Record<string, unknown[] | undefined>>(service, target, body);
      return (reply[list] ?? []).map((thing) =>
        String(id === undefined ? thing : (thing as Record<string, unknown>)[id]),
      );
    },
  };
}

function rested(service: string, path: string, list: string, id: string, method = 'GET'): Listing {
  return {
    list: async (aws) => {
      const reply = JSON.parse(await aws.rest(service, method, path, method === 'POST' ? '{}' : undefined)) as Record<
        string,
        Record<string, unknown>[]
      >;
      return (reply[list] ?? []).map((thing) => String(thing[id]));
    },
  };
}

function queried(
  service: 'autoscaling' | 'ec2' | 'elasticloadbalancing' | 'iam',
  action: string,
  path: readonly string[],
  id: string,
  isOwn: (thing: XmlElement) => boolean = () => true,
): Listing['list'] {
  return async (aws) =>
    elements(await aws.query(service, action), ...path)
      .filter(isOwn)
      .map((thing) => textAt(thing, id));
}

/** Of what every VPC comes with, the default VPC's stays. */
function inOwnVpc(action: string, path: readonly string[], id: string): Listing {
  return {
    kept: 'those of the default VPC',
    list: async (aws, made) => {
      const vpcs = elements(await aws.query('ec2', 'DescribeVpcs'), 'vpcSet', 'item');
      const kept = vpcs.filter((vpc) => textAt(vpc, 'isDefault') === 'true').map((vpc) => textAt(vpc, 'vpcId'));
      return queried('ec2', action, path, id, (thing) => !kept.includes(textAt(thing, 'vpcId')))(aws, made);
    },
  };
}

async function activeClusters(aws: EmulatedAws): Promise<{ clusterArn: string }[]> {
  const { clusterArns } = await aws.json<{ clusterArns: string[] }>('ecs', `${ECS}.ListClusters`);
  const { clusters } = await aws.json<{ clusters: { clusterArn: string; status: string }[] }>(
    'ecs',
    `${ECS}.DescribeClusters`,
    { clusters: clusterArns },
  );
  return clusters.filter((c) => c.status === 'ACTIVE');
}

async function activeServices(aws: EmulatedAws, cluster: string): Promise<string[]> {
  const { serviceArns } = await aws.json<{ serviceArns: string[] }>('ecs', `${ECS}.ListServices`, {
    cluster,
    maxResults: 100,
  });
  if (serviceArns.length === 0) return [];
  const { services } = await aws.json<{ services: { serviceName: string; status: string }[] }>(
    'ecs',
    `${ECS}.DescribeServices`,
    { cluster, services: serviceArns },
  );
  return services.filter((s) => s.status === 'ACTIVE').map((s) => s.serviceName);
}

interface Alias {
  readonly AliasName: string;
  readonly TargetKeyId?: string;
}

function isOfAws({ AliasName: name }: Alias): boolean {
  return name.startsWith('alias/aws/');
}

async function liveKeys(aws: EmulatedAws): Promise<string[]> {
  const { Keys } = await aws.json<{ Keys: { KeyId: string }[] }>('kms', 'TrentService.ListKeys');
  const { Aliases } = await aws.json<{ Aliases: Alias[] }>('kms', 'TrentService.ListAliases');
  // The emulator makes the key of AWS for EBS with the first volume, and calls it a customer's.
  const ofAws = Aliases.filter(isOfAws).map(({ TargetKeyId }) => TargetKeyId);
  const keys = await Promise.all(
    Keys.map(({ KeyId }) =>
      aws.json<{ KeyMetadata: { KeyId: string; KeyState: string; KeyManager: string } }>(
        'kms',
        'TrentService.DescribeKey',
        { KeyId },
      ),
    ),
  );
  return keys
    .map((k) => k.KeyMetadata)
    .filter((k) => k.KeyManager === 'CUSTOMER' && k.KeyState !== 'PendingDeletion' && !ofAws.includes(k.KeyId))
    .map((k) => k.KeyId);
}

async function records(aws: EmulatedAws, zone: string): Promise<string[]> {
  const reply = readXml(await aws.rest('route53', 'GET', `/2013-04-01/hostedzone/${zone}/rrset`));
  return elements(reply, 'ResourceRecordSets', 'ResourceRecordSet')
    .filter((record) => !['NS', 'SOA'].includes(textAt(record, 'Type')))
    .map((record) => `${textAt(record, 'Type')} ${textAt(record, 'Name')}`);
}
