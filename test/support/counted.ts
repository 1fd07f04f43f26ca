import type { QuotaName } from '../../src/catalog/quotas';
import { readDocument } from './builders/read-document';
import type { SynthesizedStack } from './builders/synthesized-stack';
import type { Arguments } from './shim';

/** Counts by quota and by what has the quota to itself: `rulesPerSecurityGroup: the security group of gateway 'public' (outbound)`. */
export type Counted = Readonly<Record<string, number>>;

/** Quotas that bound nothing that a plan shows. */
export const UNSEEN: readonly QuotaName[] = [
  'networkInterfacesPerRegion',
  'instancesPerDiscoveryService',
  // Its ARNs are references.
  'rolePolicyCharacters',
  // Application Auto Scaling makes alarms of its own.
  'alarmsPerRegion',
];

/** Types of which there is a quota for all of an environment. */
const SHARED: Readonly<Record<string, QuotaName>> = {
  aws_acm_certificate: 'certificatesPerRegion',
  aws_appautoscaling_target: 'scalableTargetsPerRegion',
  aws_autoscaling_group: 'autoScalingGroupsPerRegion',
  aws_backup_plan: 'backupPlansPerRegion',
  aws_backup_vault: 'backupVaultsPerRegion',
  aws_batch_compute_environment: 'computeEnvironmentsPerRegion',
  aws_batch_job_queue: 'jobQueuesPerRegion',
  aws_cloudwatch_event_rule: 'eventRulesPerBus',
  aws_cloudwatch_log_group: 'logGroupsPerRegion',
  aws_cloudwatch_query_definition: 'savedQueriesPerRegion',
  aws_default_security_group: 'securityGroupsPerRegion',
  aws_ecs_capacity_provider: 'capacityProvidersPerCluster',
  aws_ecs_cluster: 'clustersPerAccount',
  aws_ecs_service: 'servicesPerCluster',
  aws_efs_file_system: 'fileSystemsPerRegion',
  aws_fsx_lustre_file_system: 'lustreFileSystemsPerRegion',
  aws_eip: 'elasticIpsPerRegion',
  aws_iam_instance_profile: 'instanceProfilesPerAccount',
  aws_iam_openid_connect_provider: 'identityProvidersPerAccount',
  aws_iam_role: 'rolesPerAccount',
  aws_kms_key: 'keysPerRegion',
  aws_launch_template: 'launchTemplatesPerRegion',
  aws_lb_target_group: 'targetGroupsPerRegion',
  aws_placement_group: 'placementGroupsPerRegion',
  aws_route_table: 'routeTablesPerVpc',
  aws_s3_bucket: 'bucketsPerAccount',
  aws_security_group: 'securityGroupsPerRegion',
  aws_service_discovery_http_namespace: 'namespacesPerRegion',
  aws_service_discovery_private_dns_namespace: 'namespacesPerRegion',
  aws_ssm_parameter: 'parametersPerRegion',
  aws_subnet: 'subnetsPerVpc',
  aws_vpc: 'vpcsPerRegion',
};

interface Resource {
  readonly environment: string;
  readonly system: string;
  readonly type: string;
  readonly path: string;
  readonly args: Arguments;
  readonly stack: SynthesizedStack;
  /** Most hosts of each fleet. */
  readonly hosts: Readonly<Record<string, number>>;
}

/** Counts what stacks hold, by looking at nothing but their Terraform. `environment` is its name. */
export function counted(stacks: Readonly<Record<string, SynthesizedStack>>, environment: string): Counted {
  const counts: Record<string, number> = {};
  const hosts = hostsOf(stacks);
  for (const stack of Object.values(stacks)) {
    const system = stack.name.replace(`${environment}-`, '');
    for (const { type, path, args } of stack.all())
      for (const [key, count] of countsOf({ environment, system, type, path, args, stack, hosts }))
        counts[key] = (counts[key] ?? 0) + count;
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** Most hosts of each fleet: `Foundation/Fleet-general/Group`. */
function hostsOf(stacks: Readonly<Record<string, SynthesizedStack>>): Record<string, number> {
  const groups = Object.values(stacks).flatMap((stack) => Object.entries(stack.of('aws_autoscaling_group')));
  return Object.fromEntries(
    groups.map(([path, args]) => [/\/Fleet-([^/]+)\//.exec(path)?.[1] ?? path, Number(args.max_size)]),
  );
}

type Count = readonly [key: string, count: number];
const one = (quota: QuotaName, of: string, count = 1): Count => [`${quota}: ${of}`, count];
const ALL = 'the environment';

function countsOf(resource: Resource): Count[] {
  const { type, args, path } = resource;
  const shared = SHARED[type] === undefined ? [] : [one(SHARED[type], ALL)];
  switch (type) {
    case 'aws_autoscaling_group':
      return [...shared, one('containerInstancesPerCluster', ALL, Number(args.max_size))];
    case 'aws_ebs_volume':
      return args.type === 'gp3'
        ? [one('gp3GiBPerRegion', ALL, Number(args.size))]
        : [one('io2GiBPerRegion', ALL, Number(args.size)), one('io2IopsPerRegion', ALL, Number(args.iops))];
    case 'aws_lb':
      return [
        one(
          args.load_balancer_type === 'network' ? 'networkLoadBalancersPerRegion' : 'applicationLoadBalancersPerRegion',
          ALL,
        ),
      ];
    case 'aws_lb_listener':
      return [listener(resource)];
    case 'aws_lb_listener_rule':
      return [one('rulesPerApplicationLoadBalancer', gatewayIn(args.listener_arn))];
    case 'aws_nat_gateway':
      return [one('natGatewaysPerZone', `zone ${path.replace(/^.*\/Nat-/, '')}`)];
    case 'aws_vpc_endpoint':
      return [
        one(args.vpc_endpoint_type === 'Gateway' ? 'gatewayEndpointsPerRegion' : 'interfaceEndpointsPerVpc', ALL),
      ];
    case 'aws_route53_record':
      return [one('recordsPerHostedZone', `hosted zone ${String(args.zone_id)}`)];
    case 'aws_iam_role_policy_attachment':
      return [one('managedPoliciesPerRole', `the role of ${ciRole(path) ?? ownerOf(resource, path)}`)];
    case 'aws_appautoscaling_scheduled_action':
      return [one('scheduledActionsPerTarget', ownerOf(resource, path))];
    case 'aws_appautoscaling_policy':
      return [one('scalingPoliciesPerTarget', ownerOf(resource, path))];
    case 'aws_vpc_security_group_ingress_rule':
    case 'aws_vpc_security_group_egress_rule':
      return [rule(resource)];
    case 'aws_ecs_task_definition':
      // A task before a deployment is one container.
      return path.includes('/BeforeDeploy/') ? [] : task(ownerOf(resource, path), args);
    case 'aws_ecs_service':
      return [...shared, ...service(resource)];
    default:
      return shared;
  }
}

function listener({ args }: Resource): Count {
  const gateway = gatewayIn(args.load_balancer_arn);
  const network = args.protocol === 'TCP' || args.protocol === 'TLS';
  return one(network ? 'listenersPerNetworkLoadBalancer' : 'listenersPerApplicationLoadBalancer', gateway);
}

function rule(resource: Resource): Count {
  const { type, args } = resource;
  const way = type.includes('ingress') ? 'inbound' : 'outbound';
  return one(
    'rulesPerSecurityGroup',
    `the security group of ${groupIn(resource, String(args.security_group_id))} (${way})`,
  );
}

interface LoadBalancer {
  readonly target_group_arn: string;
  readonly advanced_configuration?: object;
}

/** A service, its interface, and how many targets it may be at each gateway. */
function service(resource: Resource): Count[] {
  const { args, path, stack, hosts } = resource;
  const owner = ownerOf(resource, path);
  const [network] = [args.network_configuration].flat() as { security_groups: string[] }[];
  const scaling = stack.of('aws_appautoscaling_target')[`${path.split('/')[0]}/Scaling/Target`];
  const [{ strategy } = { strategy: '' }] = [args.deployment_configuration].flat() as { strategy: string }[];
  // A rollout that moves requests has each set of replicas in a group of its own.
  const percent = strategy === 'ROLLING' ? Number(args.deployment_maximum_percent) : 100;
  // A daemon has no number: it is on every host of the fleet that its constraint names.
  const [{ expression } = { expression: '' }] = (args.placement_constraints ?? []) as { expression?: string }[];
  const everywhere = hosts[/stowage\.fleet == (.+)$/.exec(expression ?? '')?.[1] ?? ''];
  const resting = Number(args.desired_count ?? everywhere);
  const most = Math.floor((Number(scaling?.max_capacity ?? resting) * percent) / 100);
  const targets = ((args.load_balancer ?? []) as LoadBalancer[]).flatMap(
    ({ target_group_arn: arn, advanced_configuration: moved }) => {
      const { gateway, kind } = attachmentOf(stack, arn);
      return [
        one('targetsPerTargetGroup', `target group ${/\/Target-([^\]]+)\]/.exec(arn)?.[1]} of ${owner}`, most),
        ...(kind === 'application'
          ? [
              one('targetGroupsPerApplicationLoadBalancer', gateway, moved === undefined ? 1 : 2),
              one('targetsPerApplicationLoadBalancer', gateway, resting),
            ]
          : [one('targetsPerZoneOfNetworkLoadBalancer', gateway, resting)]),
      ];
    },
  );
  return [one('securityGroupsPerTask', `each replica of ${owner}`, network?.security_groups.length ?? 0), ...targets];
}

/** The gateway whose rule or listener leads to a target group. */
function attachmentOf(stack: SynthesizedStack, arn: string): { gateway: string; kind: 'application' | 'network' } {
  const leads = (args: Arguments, key: string) => JSON.stringify(args[key]).includes(JSON.stringify(arn).slice(1, -1));
  for (const args of Object.values(stack.of('aws_lb_listener_rule')))
    if (leads(args, 'action')) return { gateway: gatewayIn(args.listener_arn), kind: 'application' };
  for (const args of Object.values(stack.of('aws_lb_listener')))
    if (leads(args, 'default_action')) return { gateway: gatewayIn(args.load_balancer_arn), kind: 'network' };
  throw new Error(`nothing leads to ${arn}`);
}

function task(owner: string, { container_definitions: document }: Arguments): Count[] {
  const containers = readDocument(document) as unknown[];
  const text = JSON.stringify(containers);
  return [
    one('containersPerTaskDefinition', owner, containers.length),
    // How long an image is that a parameter names is known to the parameter alone.
    ...(text.includes('‹') ? [] : [one('taskDefinitionBytes', owner, Buffer.byteLength(text))]),
  ];
}

/** `gateway 'public'`, of a reference to a load balancer in the foundation or in its contract. */
function gatewayIn(reference: unknown): string {
  const name = /Gateway-([a-z0-9-]+)\/|gateways["\].[]*([a-z0-9-]+)/.exec(String(reference));
  if (name === null) throw new Error(`${String(reference)} is of no gateway`);
  return `gateway '${name[1] ?? name[2]}'`;
}

/** Whose security group a reference leads to. */
function groupIn(resource: Resource, reference: string): string {
  if (/^sg-[0-9a-f]+$/.test(reference)) return `security group ${reference}`;
  const own = /aws_security_group\[([^\]]+)\]/.exec(reference)?.[1];
  if (own !== undefined)
    return own.endsWith('/ClientGroup') ? `the clients of ${ownerOf(resource, own)}` : ownerOf(resource, own);
  if (/gateways/.test(reference)) return gatewayIn(reference);
  const cluster = /trainingClusters["\].[]*([a-z0-9-]+)/.exec(reference)?.[1];
  if (cluster !== undefined) return `the hosts of training cluster '${cluster}'`;
  const [, data, volume] = /State-([a-z0-9-]+)-data\.outputs.*volumes["\].[]*([a-z0-9-]+)/.exec(reference) ?? [];
  if (data !== undefined) return `volume ${data.slice(resource.environment.length + 1)}/${volume}`;
  const [, stack, service] = /State-([a-z0-9-]+)\.outputs.*services["\].[]*([a-z0-9-]+)/.exec(reference) ?? [];
  if (stack === undefined) throw new Error(`${reference} is nobody's`);
  return `${stack.slice(resource.environment.length + 1)}/${service}`;
}

/** What a path belongs to: a service in the stack of a system, or a part of the foundation. */
function ownerOf({ system }: Resource, path: string): string {
  const volume = /^Volume-([a-z0-9-]+)\//.exec(path)?.[1];
  if (volume !== undefined) return `volume ${system.replace(/-data$/, '')}/${volume}`;
  if (path.startsWith('Backups/')) return `the backups of ${system.replace(/-data$/, '')}`;
  const service = `${system}/${path.split('/')[0]}`;
  if (system !== 'foundation') return path.includes('/Hosts/') ? `the hosts of ${service}` : service;
  const fleet = /Fleet-([a-z0-9-]+)\//.exec(path)?.[1];
  if (fleet !== undefined) return `the hosts of fleet '${fleet}'`;
  const cluster = /Training-([a-z0-9-]+)\//.exec(path)?.[1];
  if (cluster !== undefined) return `the hosts of training cluster '${cluster}'`;
  return path.includes('/Gateway-') ? gatewayIn(path) : 'the endpoints';
}

/** Of whoever deploys there are two in one stack. */
function ciRole(path: string): string | undefined {
  const part = /\/Ci\/(plan|deploy)-/.exec(path)?.[1];
  return part && `CI to ${part}`;
}
