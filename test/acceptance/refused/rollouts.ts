import type { EnvironmentInput } from '../../../src/spec/environment';
import type { FleetInput } from '../../../src/spec/fleet';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const api = (service: Partial<ServiceInput>): SystemInput => ({
  name: 'rollouts',
  services: {
    api: {
      image: 'public.ecr.aws/nginx/nginx:1.27.5',
      cpus: 1,
      memoryMiB: 1024,
      replicas: 2,
      ports: { http: { number: 8080 } },
      ...service,
    },
  },
});
const routed = (service: Partial<ServiceInput>): SystemInput =>
  api({ routes: [{ gateway: 'internal', path: '/v1/*' }], ...service });
const rpc = (alarms: ServiceInput['alarms']): SystemInput =>
  api({ ports: { rpc: { number: 9000, protocol: 'grpc' } }, alarms });
const paths = (count: number): SystemInput =>
  api({
    rollout: { strategy: 'canary' },
    routes: Array.from({ length: count }, (_, i) => ({
      gateway: 'internal',
      path: `/v${i}/*`,
      priority: 1000 + 2 * i,
    })),
  });
const headers = (name: string): SystemInput =>
  api({
    routes: [{ gateway: 'internal', path: '/v1/*', headers: { [name]: ['2'] } }],
    rollout: { strategy: 'canary', testHeader: { name: 'x-next', value: '1' } },
  });
const delivered = (image?: string): SystemInput => ({
  name: 'rollouts',
  services: {
    api: {
      imageFrom: { parameter: '/rollouts/api/image', repository: 'rollouts/api' },
      cpus: 1,
      memoryMiB: 1024,
      rollout: { strategy: 'blue-green' },
      beforeDeploy: [{ name: 'migrate', command: ['migrate'], ...(image && { image }) }],
    },
  },
});
const { dev } = environments;
const spot: EnvironmentInput = {
  ...dev,
  fleets: { general: { ...(dev.fleets.general as FleetInput), onDemand: { percentAboveBase: 0 } } },
};

const LISTENER =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/0123456789abcdef/0123456789abcdef';
const targets = (i: number) =>
  `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/api-${i}/0123456789abcdef`;
const service = (rest: object) => ({
  name: 'api',
  cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/platform',
  task_definition: 'api:1',
  desired_count: 2,
  network_configuration: [{ subnets: ['subnet-0123456789abcdef0'] }],
  ...rest,
});
const task = (family: string, container: object) => ({
  family,
  requires_compatibilities: ['EC2'],
  container_definitions: JSON.stringify([
    { name: 'main', image: 'public.ecr.aws/nginx/nginx:1.27.5', memory: 512, ...container },
  ]),
});
const header = (value: string) => ({ http_header: [{ http_header_name: 'x-next', values: [value] }] });
const alarm = (alarm_name: string, namespace: string, metric_name: string, rest: object) => ({
  alarm_name,
  namespace,
  metric_name,
  comparison_operator: 'GreaterThanThreshold',
  statistic: 'Sum',
  period: 60,
  evaluation_periods: 3,
  threshold: 5,
  ...rest,
});
const metric = (id: string, metric_name: string) => ({
  id,
  metric: [
    {
      namespace: 'AWS/ApplicationELB',
      metric_name,
      stat: 'Sum',
      period: 60,
      dimensions: { LoadBalancer: 'app/web/0' },
    },
  ],
});
/** A canary as this provider can say it: by CodeDeploy, which had them before ECS did. */
const canary = (name: string, percentage: number, interval: number, threshold: number) => ({
  aws_codedeploy_deployment_config: {
    [name]: {
      deployment_config_name: name,
      compute_platform: 'ECS',
      traffic_routing_config: [{ type: 'TimeBasedCanary', time_based_canary: [{ percentage, interval }] }],
    },
  },
  aws_cloudwatch_metric_alarm: {
    [name]: {
      alarm_name: name,
      comparison_operator: 'GreaterThanThreshold',
      evaluation_periods: 3,
      threshold,
      metric_query: [
        metric('errors', 'HTTPCode_Target_5XX_Count'),
        metric('requests', 'RequestCount'),
        { id: 'percent', expression: '100 * errors / requests', return_data: true },
      ],
    },
  },
  aws_codedeploy_deployment_group: {
    [name]: {
      app_name: 'api',
      deployment_group_name: name,
      deployment_config_name: name,
      service_role_arn: 'arn:aws:iam::123456789012:role/deploy',
      alarm_configuration: [{ enabled: true, alarms: [name] }],
      auto_rollback_configuration: [{ enabled: true, events: ['DEPLOYMENT_STOP_ON_ALARM'] }],
    },
  },
});

const CLOUDWATCH = 'CloudWatch user guide, "Alarm evaluation", 2026-11';

/** Rollouts that cannot see what they roll out, and load balancers that cannot carry them. */
export const rolloutCases: readonly RefusedCase[] = [
  {
    code: 'TooManyTargets',
    what: 'six target groups of one service',
    awsSays:
      'refused at apply: no more than five (ECS developer guide, "Registering multiple target groups with an Amazon ECS service", 2026-11)',
    refused: paths(6),
    legal: paths(5),
    terraform: {
      aws_ecs_service: {
        six_groups: service({
          load_balancer: Array.from({ length: 6 }, (_, i) => ({
            target_group_arn: targets(i),
            container_name: 'main',
            container_port: 8080,
          })),
        }),
      },
    },
  },
  {
    code: 'TestHeaderTaken',
    what: 'a header of those who test, of which the route wants another value',
    awsSays:
      'nothing: all conditions of a rule must hold, two of one header too, so nobody ever reaches the new version to test it (ELB user guide, "Condition types for listener rules", 2026-11)',
    refused: headers('X-Next'),
    legal: headers('X-Model'),
    terraform: {
      aws_lb_listener_rule: {
        header_taken: {
          listener_arn: LISTENER,
          priority: 3101,
          condition: [{ path_pattern: [{ values: ['/v1/*'] }] }, header('2'), header('1')],
          action: [{ type: 'forward', target_group_arn: targets(1) }],
        },
      },
    },
  },
  {
    code: 'AlarmAboveShift',
    what: 'an alarm at 5 % errors on a canary of 5 %',
    awsSays: `nothing: if the new version fails every request, 5 % fail, which is not above 5 (${CLOUDWATCH})`,
    refused: routed({ rollout: { strategy: 'canary', percent: 5 }, alarms: { errorPercent: 5 } }),
    legal: routed({ rollout: { strategy: 'canary', percent: 5 }, alarms: { errorPercent: 4.9 } }),
    terraform: canary('alarm_above_shift', 5, 10, 5),
  },
  {
    code: 'BakeTooShort',
    what: 'a canary of one minute with an alarm that looks at three',
    awsSays: `nothing: the alarm goes off when the third minute is over, and the rest of the requests has moved (${CLOUDWATCH})`,
    refused: routed({ rollout: { strategy: 'canary', canaryBakeMinutes: 1 } }),
    legal: routed({ rollout: { strategy: 'canary', canaryBakeMinutes: 3 } }),
    terraform: canary('bake_too_short', 10, 1, 5),
  },
  {
    code: 'AlarmBlind',
    what: 'server errors of gRPC, which travel in answers that succeed',
    awsSays:
      'nothing: the balancer counts codes of HTTP, and an error of gRPC is an HTTP 200 with grpc-status in its trailer (gRPC over HTTP/2, "Responses", 2026-11)',
    refused: rpc({ errorPercent: 5 }),
    legal: rpc({ cpuPercent: 90 }),
    terraform: {
      aws_cloudwatch_metric_alarm: {
        alarm_blind: alarm('blind', 'AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', {
          dimensions: { LoadBalancer: 'app/web/0123456789abcdef', TargetGroup: 'targetgroup/rpc/0123456789abcdef' },
        }),
      },
      aws_lb_target_group: {
        alarm_blind: {
          name: 'rpc',
          port: 9000,
          protocol: 'HTTP',
          protocol_version: 'GRPC',
          target_type: 'ip',
          vpc_id: 'vpc-0123456789abcdef0',
        },
      },
    },
  },
  {
    code: 'AlarmWithoutRoute',
    what: 'the latency of a target group that no load balancer leads to',
    awsSays:
      'nothing: "If there are no requests flowing through the load balancer or no data for a metric, the metric is not reported", and the alarm stays INSUFFICIENT_DATA (ELB user guide, "CloudWatch metrics", 2026-11)',
    refused: api({ alarms: { latency: { percentile: 99, seconds: 1 } } }),
    legal: routed({ alarms: { latency: { percentile: 99, seconds: 1 } } }),
    terraform: {
      aws_cloudwatch_metric_alarm: {
        alarm_unrouted: alarm('unrouted', 'AWS/ApplicationELB', 'TargetResponseTime', {
          statistic: 'Average',
          dimensions: { TargetGroup: 'targetgroup/api/0123456789abcdef' },
        }),
      },
    },
  },
  {
    code: 'TaskOfOldImage',
    what: 'a migration of the image that Terraform knows, of a service whose image somebody else delivers',
    awsSays:
      'nothing: a revision of a task definition never changes, so each delivery migrates with the image of the last apply (ECS developer guide, "Updating an Amazon ECS task definition using the console", 2026-11)',
    refused: delivered(),
    legal: delivered('public.ecr.aws/nginx/nginx:1.27.5'),
    terraform: {
      aws_ecs_task_definition: { old_image_migrate: task('migrate', { command: ['migrate'] }) },
      aws_ecs_service: { old_image: service({ lifecycle: { ignore_changes: ['task_definition'] } }) },
    },
  },
  {
    code: 'StopTooLongForSpot',
    what: 'a stop of three minutes on hosts that are gone after two',
    awsSays:
      'nothing: the host is terminated two minutes after its notice, whatever still runs (EC2 user guide, "Spot Instance interruption notices", 2026-11)',
    refused: routed({ stopSeconds: 90 }),
    legal: routed({ stopSeconds: 60 }),
    environment: spot,
    terraform: {
      aws_ecs_task_definition: { slow_on_spot: task('slow', { stopTimeout: 90 }) },
      aws_lb_target_group: {
        slow_on_spot: {
          name: 'slow',
          port: 8080,
          protocol: 'HTTP',
          target_type: 'ip',
          vpc_id: 'vpc-0123456789abcdef0',
          deregistration_delay: 90,
        },
      },
      aws_autoscaling_group: {
        slow_on_spot: {
          name: 'spot',
          min_size: 0,
          max_size: 20,
          vpc_zone_identifier: ['subnet-0123456789abcdef0'],
          mixed_instances_policy: [
            {
              instances_distribution: [{ on_demand_percentage_above_base_capacity: 0 }],
              launch_template: [{ launch_template_specification: [{ launch_template_id: 'lt-0123456789abcdef0' }] }],
            },
          ],
        },
      },
    },
  },
];
