import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

const routes = [{ path: '/v1/*' }];
const rpc = { rpc: { number: 9000, protocol: 'grpc' as const } };
const latency = (seconds: number) => ({ percentile: 99, seconds });
const environment = { network: { endpoints: ['sqs'] } };
const consuming = {
  environment,
  queues: { work: { retentionDays: 2 } },
  service: { access: [{ kind: 'queue' as const, queue: 'work', actions: ['consume' as const] }] },
};
const worker = (slo: object, more: object = {}): ServiceCase => ({
  ...consuming,
  service: { ...consuming.service, ...more, slo },
});
const scaled = {
  replicas: { min: 1, max: 4 },
  scaling: { queueDelay: { queue: 'work', acceptableSeconds: 600, processingSeconds: 120 } },
};

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'more errors than there are answers',
    code: 'ThresholdOutOfRange',
    field: 'slo.errorPercent',
    refused: { service: { routes, slo: { errorPercent: 100 } } },
    legal: { service: { routes, slo: { errorPercent: 99.9 } } },
    says: 'slo.errorPercent is 100, and answers are 100 percent in all: nothing is above it, and nobody would ever be told; use less than 100',
  },
  {
    what: 'more errors than there are answers, of a rollout',
    code: 'ThresholdOutOfRange',
    field: 'alarms.errorPercent',
    refused: { service: { routes, alarms: { errorPercent: 100 } } },
    legal: { service: { routes, alarms: { errorPercent: 99.9 } } },
  },
  {
    what: 'answers that the gateway does not wait for',
    code: 'ThresholdOutOfRange',
    field: 'slo.latency.seconds',
    refused: { service: { routes, slo: { latency: latency(60) } } },
    legal: { service: { routes, slo: { latency: latency(59) } } },
    says: 'slo.latency.seconds is 60, and its gateways wait 60 s for an answer: nothing is above it, and nobody would ever be told; use less than 60',
  },
  {
    what: 'answers that the gateway does not wait for, of a rollout',
    code: 'ThresholdOutOfRange',
    field: 'alarms.latency.seconds',
    refused: { service: { routes, alarms: { latency: latency(61) } } },
    legal: { service: { routes, alarms: { latency: latency(1) } } },
  },
  {
    what: 'more unhealthy replicas than it has, while two versions run',
    code: 'ThresholdOutOfRange',
    field: 'slo.unhealthyReplicas',
    refused: { service: { routes, replicas: 3, slo: { unhealthyReplicas: 6 } } },
    legal: { service: { routes, replicas: 3, slo: { unhealthyReplicas: 5 } } },
  },
  {
    what: 'messages that are older than their queue keeps them',
    code: 'ThresholdOutOfRange',
    field: 'slo.queueSeconds',
    refused: worker({ queueSeconds: 172_800 }),
    legal: worker({ queueSeconds: 172_799 }),
  },
  {
    what: 'messages that are younger than it takes to work on one',
    code: 'SloAlwaysBroken',
    field: 'slo.queueSeconds',
    refused: worker({ queueSeconds: 120 }, scaled),
    legal: worker({ queueSeconds: 121 }, scaled),
    says: 'slo.queueSeconds is 120, and a replica works 120 s on one message (scaling.queueDelay): the alarm would never rest; use more than 120',
  },
  {
    what: 'errors where they travel in answers that succeed',
    code: 'SloUnmeasured',
    field: 'slo.errorPercent',
    refused: { service: { ports: rpc, slo: { errorPercent: 5 } } },
    legal: { service: { slo: { errorPercent: 5 } } },
  },
  {
    what: 'the latency of routes that there are none of',
    code: 'SloUnmeasured',
    field: 'slo.latency',
    refused: { service: { slo: { latency: latency(1) } } },
    legal: { service: { routes, slo: { latency: latency(1) } } },
  },
  {
    what: 'replicas that no load balancer looks at',
    code: 'SloUnmeasured',
    field: 'slo.unhealthyReplicas',
    refused: { service: { slo: { unhealthyReplicas: 0 } } },
    legal: { service: { routes, slo: { unhealthyReplicas: 0 } } },
  },
  {
    what: 'messages of a queue that it only fills',
    code: 'SloUnmeasured',
    field: 'slo.queueSeconds',
    refused: {
      environment,
      queues: consuming.queues,
      service: { access: [{ kind: 'queue', queue: 'work', actions: ['publish'] }], slo: { queueSeconds: 60 } },
    },
    legal: worker({ queueSeconds: 60 }),
  },
  {
    what: 'how much is too much, and that nobody is to hear of it',
    code: 'SloUntold',
    field: 'slo.latency',
    refused: { service: { routes, slo: { latency: latency(1), untold: ['latency'] } } },
    legal: { service: { routes, slo: { latency: latency(1), untold: ['errors'] } } },
    says: "slo.latency is given, and untold has 'latency', so that nobody hears of it; leave one of the two out",
  },
];

describe('checkSlo', () => {
  describeRefusals(judgeService, refusals);
});
