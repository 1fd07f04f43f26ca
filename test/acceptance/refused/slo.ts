import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { RefusedCase } from './refused-case';

const api = (service: Partial<ServiceInput>): SystemInput => ({
  name: 'slo',
  queues: { work: { retentionDays: 1 } },
  services: {
    api: {
      image: 'public.ecr.aws/nginx/nginx:1.27.5',
      cpus: 1,
      memoryMiB: 1024,
      ports: { http: { number: 8080 } },
      ...service,
    },
  },
});
const routed = (slo: ServiceInput['slo']) => api({ routes: [{ gateway: 'internal', path: '/v1/*' }], slo });
const worker = (slo: ServiceInput['slo']) =>
  api({
    replicas: { min: 1, max: 4 },
    access: [{ kind: 'queue', queue: 'work', actions: ['consume'] }],
    scaling: { queueDelay: { queue: 'work', acceptableSeconds: 600, processingSeconds: 120 } },
    slo,
  });
const alarm = (alarm_name: string, threshold: number, asked: object) => ({
  alarm_name,
  comparison_operator: 'GreaterThanThreshold',
  period: 60,
  evaluation_periods: 5,
  threshold,
  ...asked,
});
const CLOUDWATCH = 'CloudWatch API reference, PutMetricAlarm, which takes any number for Threshold, 2026-11';
const TARGET = { LoadBalancer: 'app/web/0123456789abcdef', TargetGroup: 'targetgroup/api/0123456789abcdef' };
const oldest = { namespace: 'AWS/SQS', metric_name: 'ApproximateAgeOfOldestMessage', statistic: 'Maximum' };

/** Alarms that AWS takes, and that nobody ever hears of, or everybody always. */
export const sloCases: readonly RefusedCase[] = [
  {
    code: 'ThresholdOutOfRange',
    what: 'an alarm on messages that are older than the queue keeps them',
    awsSays: `nothing: messages are deleted after a day, so that none is ever two days old, and the alarm stays OK (${CLOUDWATCH})`,
    refused: worker({ queueSeconds: 172_800 }),
    legal: worker({ queueSeconds: 43_200 }),
    terraform: {
      aws_cloudwatch_metric_alarm: {
        slo_out_of_range: alarm('slo-old', 172_800, { ...oldest, dimensions: { QueueName: 'slo_out_of_range' } }),
      },
      aws_sqs_queue: { slo_out_of_range: { name: 'slo_out_of_range', message_retention_seconds: 86_400 } },
    },
  },
  {
    code: 'SloAlwaysBroken',
    what: 'an alarm on messages that are younger than it takes to work on one',
    awsSays: `nothing: a message is as old as that before its worker deletes it, so that the alarm goes off with each (${CLOUDWATCH})`,
    refused: worker({ queueSeconds: 60 }),
    legal: worker({ queueSeconds: 180 }),
    terraform: {
      aws_cloudwatch_metric_alarm: {
        slo_always: alarm('slo-always', 60, { ...oldest, dimensions: { QueueName: 'slo_always' } }),
      },
    },
  },
  {
    code: 'SloUnmeasured',
    what: 'the latency of a service that no load balancer leads to',
    awsSays:
      'nothing: a load balancer without requests reports no metric, and the alarm stays as it is (ELB user guide, "CloudWatch metrics for your Application Load Balancer", 2026-11)',
    refused: api({ slo: { latency: { percentile: 99, seconds: 1 } } }),
    legal: routed({ latency: { percentile: 99, seconds: 1 } }),
    terraform: {
      aws_cloudwatch_metric_alarm: {
        slo_unmeasured: alarm('slo-slow', 1, {
          namespace: 'AWS/ApplicationELB',
          metric_name: 'TargetResponseTime',
          extended_statistic: 'p99',
          dimensions: TARGET,
        }),
      },
    },
  },
];
