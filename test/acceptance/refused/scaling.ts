import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { RefusedCase } from './refused-case';

type Scaling = NonNullable<ServiceInput['scaling']>;

const worker = (service: Partial<ServiceInput>): SystemInput => ({
  name: 'search',
  services: { worker: { image: 'public.ecr.aws/nginx/nginx:1.27.5', cpus: 1, memoryMiB: 1024, ...service } },
  queues: { jobs: {} },
});
const scaled = (scaling: Scaling, min = 2): SystemInput => worker({ replicas: { min, max: 10 }, scaling });
const routed = (scaling: Scaling): SystemInput =>
  worker({
    replicas: { min: 2, max: 10 },
    scaling,
    ports: { http: { number: 8080 } },
    routes: [{ gateway: 'internal', path: '/search/*' }],
    rollout: { strategy: 'blue-green' },
  });
const timed = (schedules: NonNullable<Scaling['schedules']>): SystemInput => scaled({ schedules });
const JOBS = { queue: 'jobs', acceptableSeconds: 600, processingSeconds: 60 };
const depth = (target: number) => ({ namespace: 'Search', metric: 'Depth', target });

const SERVICE = {
  service_namespace: 'ecs',
  scalable_dimension: 'ecs:service:DesiredCount',
  resource_id: 'service/platform/search-worker',
};
const target = (min: number) => ({ ...SERVICE, min_capacity: min, max_capacity: 10 });
const tracking = (name: string, value: number, measure: object) => ({
  ...SERVICE,
  name,
  policy_type: 'TargetTrackingScaling',
  target_tracking_scaling_policy_configuration: [{ target_value: value, ...measure }],
});
const predefined = (type: string) => ({ predefined_metric_specification: [{ predefined_metric_type: type }] });
const custom = {
  customized_metric_specification: [{ namespace: 'Search', metric_name: 'Depth', statistic: 'Average' }],
};
const action = (name: string, schedule: string, bounds: object, timezone = 'UTC') => ({
  ...SERVICE,
  name,
  schedule,
  timezone,
  scalable_target_action: [bounds],
});
const DAY = '0 8 ? * MON-FRI *';

const SCHEDULES = 'Application Auto Scaling User Guide, "Schedule recurring scaling actions", read 2026-11-22';

/** Scaling that fails at apply, never starts, or never ends. */
export const scalingCases: readonly RefusedCase[] = [
  {
    code: 'ScaleFromZero',
    what: 'target tracking of cores from no replica at all',
    awsSays:
      'a service without tasks has no metrics, and target tracking does nothing without data: it stays at 0 for ever (ECS Developer Guide, "Target tracking", read 2026-11-22)',
    refused: scaled({ cpuPercent: 60 }, 0),
    legal: scaled({ queueDelay: JOBS }, 0),
    terraform: {
      aws_appautoscaling_target: { from_zero: target(0) },
      aws_appautoscaling_policy: { from_zero: tracking('cpu', 60, predefined('ECSServiceAverageCPUUtilization')) },
    },
  },
  {
    code: 'KeptFromZero',
    what: 'memory and a queue that must both agree to let the last replica go',
    awsSays:
      'a number falls only when all policies agree, and one replica uses some memory: it never gets to 0 (Application Auto Scaling User Guide, "Target tracking", read 2026-11-22)',
    refused: scaled({ queueDelay: JOBS, memoryPercent: 70 }, 0),
    legal: scaled({ queueDelay: JOBS, memoryPercent: 70 }, 1),
    terraform: {
      aws_appautoscaling_target: { kept: target(0) },
      aws_appautoscaling_policy: {
        kept_memory: tracking('memory', 70, predefined('ECSServiceAverageMemoryUtilization')),
        kept_queue: tracking('queue', 10, custom),
      },
    },
  },
  {
    code: 'ScalingWithoutRoute',
    what: 'requests of a service that no load balancer leads to',
    awsSays:
      'ALBRequestCountPerTarget needs the label of a target group behind a load balancer (Application Auto Scaling API_PredefinedMetricSpecification, read 2026-11-22)',
    refused: scaled({ requestsPerReplica: { perMinute: 600 } }),
    legal: worker({
      replicas: { min: 2, max: 10 },
      scaling: { requestsPerReplica: { perMinute: 600 } },
      ports: { http: { number: 8080 } },
      routes: [{ gateway: 'internal', path: '/search/*' }],
    }),
    terraform: {
      aws_appautoscaling_policy: { unlabelled: tracking('requests', 600, predefined('ALBRequestCountPerTarget')) },
    },
  },
  {
    code: 'RequestsWithTwoGroups',
    what: 'requests of one target group, while rollouts move them between two',
    awsSays:
      'not supported: the policy goes on counting the group that has no requests any more (ECS Developer Guide, "Amazon ECS blue/green deployments", read 2026-11-22)',
    refused: routed({ requestsPerReplica: { perMinute: 600 } }),
    legal: routed({ latency: { seconds: 0.5 } }),
    terraform: {
      aws_appautoscaling_policy: {
        two_groups: tracking('requests', 600, {
          predefined_metric_specification: [
            {
              predefined_metric_type: 'ALBRequestCountPerTarget',
              resource_label: 'app/platform/0123456789abcdef/targetgroup/blue/0123456789abcdef',
            },
          ],
        }),
      },
    },
  },
  {
    code: 'DuplicateMetric',
    what: 'one metric at two values',
    awsSays:
      'a second target tracking policy of one metric is refused at apply (Application Auto Scaling API_PutScalingPolicy, read 2026-11-22)',
    refused: scaled({ metrics: { few: depth(5), many: depth(9) } }),
    legal: scaled({ metrics: { few: depth(5), many: { ...depth(9), statistic: 'Maximum' } } }),
    terraform: {
      aws_appautoscaling_policy: { few: tracking('few', 5, custom), many: tracking('many', 9, custom) },
    },
  },
  {
    code: 'MinAboveMax',
    what: 'a schedule with fewer replicas at most than at least',
    awsSays: 'refused at apply (Application Auto Scaling API_ScalableTargetAction, read 2026-11-22)',
    refused: timed({ day: { cron: DAY, min: 6, max: 5 } }),
    legal: timed({ day: { cron: DAY, min: 6, max: 6 } }),
    terraform: {
      aws_appautoscaling_scheduled_action: {
        above: action('day', `cron(${DAY})`, { min_capacity: '6', max_capacity: '5' }),
      },
    },
  },
  {
    code: 'InvalidCron',
    what: "a schedule with the five fields of a Unix cron, and no '?'",
    awsSays: `refused at apply: six fields are needed (${SCHEDULES})`,
    refused: timed({ day: { cron: '0 8 * * MON-FRI', min: 6 } }),
    legal: timed({ day: { cron: DAY, min: 6 } }),
    terraform: {
      aws_appautoscaling_scheduled_action: {
        five_fields: action('unix', 'cron(0 8 * * MON-FRI)', { min_capacity: '6' }),
      },
    },
  },
  {
    code: 'NeverHappens',
    what: 'a schedule on the 30th of February',
    awsSays: `never happens, or is refused at apply (${SCHEDULES})`,
    refused: timed({ leap: { cron: '0 8 30 2 ? *', min: 6 } }),
    legal: timed({ leap: { cron: '0 8 29 2 ? *', min: 6 } }),
    terraform: {
      aws_appautoscaling_scheduled_action: { never: action('leap', 'cron(0 8 30 2 ? *)', { min_capacity: '6' }) },
    },
  },
  {
    code: 'InvalidTime',
    what: 'a schedule on a date that there is not',
    awsSays: 'refused at apply (Application Auto Scaling API_PutScheduledAction, read 2026-11-22)',
    refused: timed({ sale: { at: '2027-02-29T06:00:00', min: 6 } }),
    legal: timed({ sale: { at: '2028-02-29T06:00:00', min: 6 } }),
    terraform: {
      aws_appautoscaling_scheduled_action: {
        no_date: action('sale', 'at(2027-02-29T06:00:00)', { min_capacity: '6' }),
      },
    },
  },
  {
    code: 'UnknownTimeZone',
    what: 'a schedule in a time zone that nobody knows',
    awsSays: `refused at apply: a name of the IANA database is needed (${SCHEDULES})`,
    refused: timed({ day: { cron: DAY, min: 6, timezone: 'CEST' } }),
    legal: timed({ day: { cron: DAY, min: 6, timezone: 'Europe/Berlin' } }),
    terraform: {
      aws_appautoscaling_scheduled_action: {
        no_zone: action('zone', `cron(${DAY})`, { min_capacity: '6' }, 'CEST'),
      },
    },
  },
  {
    code: 'SchedulesCollide',
    what: 'two schedules that set different bounds at one time',
    awsSays:
      'both happen, in no order that is written (Application Auto Scaling User Guide, "Scheduled scaling", read 2026-11-22)',
    refused: timed({ day: { cron: DAY, min: 6 }, first: { cron: '0 8 1 * ? *', min: 8 } }),
    legal: timed({ day: { cron: DAY, min: 6 }, first: { cron: '1 8 1 * ? *', min: 8 } }),
    terraform: {
      aws_appautoscaling_scheduled_action: {
        collides_day: action('day', `cron(${DAY})`, { min_capacity: '6' }),
        collides_first: action('first', 'cron(0 8 1 * ? *)', { min_capacity: '8' }),
      },
    },
  },
];
