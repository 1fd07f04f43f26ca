import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { RefusedCase } from './refused-case';

type Scaling = NonNullable<ServiceInput['scaling']>;

const worker = (scaling: Scaling, service: Partial<ServiceInput> = {}): SystemInput => ({
  name: 'measures',
  services: {
    worker: {
      image: 'public.ecr.aws/nginx/nginx:1.27.5',
      cpus: 1,
      memoryMiB: 1024,
      replicas: { min: 2, max: 10 },
      scaling,
      ...service,
    },
  },
  queues: { jobs: {} },
});
const delay = (acceptableSeconds: number): SystemInput =>
  worker({ queueDelay: { queue: 'jobs', acceptableSeconds, processingSeconds: 60 } });
const schedule = (bounds: object): SystemInput =>
  worker({ schedules: { day: { cron: '0 8 ? * MON-FRI *', ...bounds } } });
const requests = (gateway: string): SystemInput =>
  worker(
    { requestsPerReplica: { perMinute: 600, gateway } },
    { ports: { http: { number: 8080 } }, routes: [{ gateway: 'internal', path: '/measures/*' }] },
  );
const dimensions = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`Dimension${i}`, 'any']));
const depth = (count: number): SystemInput =>
  worker({ metrics: { depth: { namespace: 'Search', metric: 'Depth', target: 5, dimensions: dimensions(count) } } });

const SERVICE = {
  service_namespace: 'ecs',
  scalable_dimension: 'ecs:service:DesiredCount',
  resource_id: 'service/platform/measures-worker',
};
const tracking = (name: string, target_value: number, measure: object) => ({
  ...SERVICE,
  name,
  policy_type: 'TargetTrackingScaling',
  target_tracking_scaling_policy_configuration: [{ target_value, ...measure }],
});
const metric = (metric_name: string, rest: object) => ({
  customized_metric_specification: [{ namespace: 'Search', metric_name, statistic: 'Average', ...rest }],
});

/** Measures that ask for what no number of replicas gives, and bounds that undo each other. */
export const measureCases: readonly RefusedCase[] = [
  {
    code: 'DelayBelowProcessing',
    what: 'messages that may wait 30 seconds and take 60 each',
    awsSays:
      'nothing: the acceptable backlog per instance is the acceptable latency over the time of one message, half a message here, so one message for each replica is too many already and it grows to the maximum (EC2 Auto Scaling user guide, "Scaling policy based on Amazon SQS", 2026-11)',
    refused: delay(30),
    legal: delay(60),
    terraform: { aws_appautoscaling_policy: { impatient: tracking('backlog', 30 / 60, metric('Backlog', {})) } },
  },
  {
    code: 'OutsideReplicas',
    what: 'a schedule of 12 replicas where there may be 10',
    awsSays:
      'it is done: "A scheduled action sets the MinCapacity and MaxCapacity to what is specified", so 12 and more run until the next plan sets the target back to 10 (Application Auto Scaling user guide, "How scheduled scaling works", 2026-11)',
    refused: schedule({ min: 10, max: 12 }),
    legal: schedule({ min: 10, max: 10 }),
    terraform: {
      aws_appautoscaling_target: { outside: { ...SERVICE, min_capacity: 2, max_capacity: 10 } },
      aws_appautoscaling_scheduled_action: {
        outside: {
          ...SERVICE,
          name: 'day',
          schedule: 'cron(0 8 ? * MON-FRI *)',
          scalable_target_action: [{ min_capacity: '10', max_capacity: '12' }],
        },
      },
    },
  },
  {
    code: 'ScalingWithoutBounds',
    what: 'a policy for a number that may not change',
    awsSays:
      'nothing: a policy never goes below the minimum nor above the maximum, and both are 2 (Application Auto Scaling API reference, RegisterScalableTarget, 2026-11)',
    refused: worker({ cpuPercent: 60 }, { replicas: 2 }),
    legal: worker({ cpuPercent: 60 }, { replicas: { min: 2, max: 3 } }),
    terraform: {
      aws_appautoscaling_target: { unmoved: { ...SERVICE, min_capacity: 2, max_capacity: 2 } },
      aws_appautoscaling_policy: {
        unmoved: tracking('cpu', 60, {
          predefined_metric_specification: [{ predefined_metric_type: 'ECSServiceAverageCPUUtilization' }],
        }),
      },
    },
  },
  {
    code: 'UnknownRoute',
    what: 'requests at a gateway where the service has no route',
    awsSays:
      'refused at apply: a resource label needs a target group that is attached to the ECS service (Application Auto Scaling API reference, PredefinedMetricSpecification, 2026-11)',
    refused: requests('public'),
    legal: requests('internal'),
    terraform: {
      aws_appautoscaling_policy: {
        elsewhere: tracking('requests', 600, {
          predefined_metric_specification: [
            {
              predefined_metric_type: 'ALBRequestCountPerTarget',
              resource_label: 'app/public/0123456789abcdef/targetgroup/internal-worker/0123456789abcdef',
            },
          ],
        }),
      },
    },
  },
  {
    code: 'TooManyDimensions',
    what: 'a metric with 31 dimensions',
    awsSays:
      'there is no such metric, 30 at most, so the policy never has data (CloudWatch API reference, Metric, 2026-11)',
    refused: depth(31),
    legal: depth(30),
    terraform: {
      aws_appautoscaling_policy: {
        dimensions: tracking(
          'depth',
          5,
          metric('Depth', { dimensions: Object.entries(dimensions(31)).map(([name, value]) => ({ name, value })) }),
        ),
      },
    },
  },
];
