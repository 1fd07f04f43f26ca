import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

type Scaling = NonNullable<ServiceInput['scaling']>;
type Metric = NonNullable<Scaling['metrics']>[string];

const scaled = (scaling: Scaling, service: Partial<ServiceInput> = {}): ServiceCase => ({
  service: { replicas: { min: 2, max: 10 }, ...service, scaling },
});
const queued = (change: Partial<NonNullable<Scaling['queueDelay']>>): ServiceCase => ({
  ...scaled({ queueDelay: { queue: 'forecasts', acceptableSeconds: 600, processingSeconds: 60, ...change } }),
  queues: { forecasts: {} },
});
const DEPTH: Metric = { namespace: 'Ads', metric: 'Depth', dimensions: { Model: 'ctr', Zone: 'a' }, target: 5 };
const dimensions = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`d${i}`, 'x']));
const BOTH = {
  ports: { http: { number: 8080 }, admin: { number: 8081 } },
  routes: [
    { port: 'http', path: '/v1/*' },
    { port: 'admin', path: '/admin/*' },
  ],
};
const ONE = { routes: [{ path: '/v1/*' }, { path: '/v2/*' }] };

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'scaling of replicas that are a number',
    code: 'ScalingWithoutBounds',
    field: 'scaling',
    refused: { service: { replicas: 3, scaling: { memoryPercent: 70 } } },
    legal: { service: { replicas: { min: 3, max: 4 }, scaling: { memoryPercent: 70 } } },
    says: 'scaling moves nothing: replicas is 3; use replicas { min, max }, with max above min',
  },
  {
    what: 'a schedule of bounds that are equal',
    code: 'ScalingWithoutBounds',
    field: 'scaling',
    refused: {
      service: { replicas: { min: 3, max: 3 }, scaling: { schedules: { night: { cron: '0 22 * * ? *', max: 3 } } } },
    },
    legal: { service: { replicas: { min: 3, max: 3 } } },
  },
  {
    what: 'requests of a service without routes',
    code: 'ScalingWithoutRoute',
    field: 'scaling.requestsPerReplica',
    refused: scaled({ requestsPerReplica: { perMinute: 600 } }),
    legal: scaled({ requestsPerReplica: { perMinute: 600 } }, ONE),
  },
  {
    what: 'latency of a service without routes',
    code: 'ScalingWithoutRoute',
    field: 'scaling.latency',
    refused: scaled({ latency: { seconds: 0.1 } }, { listeners: [{ listenPort: 9000 }] }),
    legal: scaled({ latency: { seconds: 0.1 } }, ONE),
  },
  {
    what: 'requests of one of several ports, without saying which',
    code: 'WhichRoute',
    field: 'scaling.requestsPerReplica',
    refused: scaled({ requestsPerReplica: { perMinute: 600 } }, BOTH),
    legal: scaled({ requestsPerReplica: { perMinute: 600, port: 'http' } }, BOTH),
    says:
      'scaling.requestsPerReplica may be of 2 gateways and ports; ' +
      "add { gateway: 'public', port: 'http' } or { gateway: 'public', port: 'admin' }",
  },
  {
    what: 'latency at a port that no route leads to',
    code: 'UnknownRoute',
    field: 'scaling.latency',
    refused: scaled({ latency: { seconds: 1, port: 'htp' } }, BOTH),
    legal: scaled({ latency: { seconds: 1, port: 'http', gateway: 'public' } }, BOTH),
  },
  {
    what: 'requests of one group, where each rollout moves them to another',
    code: 'RequestsWithTwoGroups',
    field: 'scaling.requestsPerReplica',
    refused: scaled({ requestsPerReplica: { perMinute: 600 } }, { ...ONE, rollout: { strategy: 'canary' } }),
    legal: scaled({ latency: { seconds: 0.1 } }, { ...ONE, rollout: { strategy: 'canary' } }),
    says:
      "scaling.requestsPerReplica counts the requests of one target group, and rollout.strategy 'canary' moves them " +
      "between two; use cpuPercent or latency, or strategy 'rolling'",
  },
  {
    what: 'one metric at two values',
    code: 'DuplicateMetric',
    field: 'scaling.metrics.b',
    refused: scaled({ metrics: { a: DEPTH, b: { ...DEPTH, dimensions: { Zone: 'a', Model: 'ctr' }, target: 7 } } }),
    legal: scaled({ metrics: { a: DEPTH, b: { ...DEPTH, statistic: 'Maximum', target: 7 } } }),
  },
  {
    what: 'more dimensions than a metric has',
    code: 'TooManyDimensions',
    field: 'scaling.metrics.a.dimensions',
    refused: scaled({ metrics: { a: { ...DEPTH, dimensions: dimensions(31) } } }),
    legal: scaled({ metrics: { a: { ...DEPTH, dimensions: dimensions(30) } } }),
  },
  {
    what: 'a name of a metric that no construct can have',
    code: 'InvalidName',
    field: 'scaling.metrics.Depth',
    refused: scaled({ metrics: { Depth: DEPTH } }),
    legal: scaled({ metrics: { depth: DEPTH } }),
  },
  {
    what: 'the messages of a queue that does not exist',
    code: 'UnknownQueue',
    field: 'scaling.queueDelay.queue',
    refused: queued({ queue: 'forcasts' }),
    legal: queued({}),
    says: "scaling.queueDelay.queue is 'forcasts', which is not a queue; did you mean 'forecasts'?",
  },
  {
    what: 'messages that may not wait as long as one takes',
    code: 'DelayBelowProcessing',
    field: 'scaling.queueDelay.acceptableSeconds',
    refused: queued({ acceptableSeconds: 59.9 }),
    legal: queued({ acceptableSeconds: 60 }),
    says:
      'scaling.queueDelay.acceptableSeconds is 59.9 but a message takes 60 by itself, however many replicas there are; ' +
      'use 60 or more',
  },
];

describe('what a service is scaled by', () => {
  describeRefusals(judgeService, refusals);

  it('is nothing to say where bounds differ: then cores are looked at', () => {
    expect(judgeService(scaled({}))).toEqual([]);
    expect(judgeService(scaled({ cooldownSeconds: { out: 10 } }))).toEqual([]);
  });

  it('is not asked for where routes lead nowhere: that is told once', () => {
    const lost = scaled({ latency: { seconds: 1 } }, { routes: [{ port: 'htp', path: '/*' }] });
    expect(judgeService(lost).map(({ code }) => code)).toEqual(['UnknownPort']);
  });
});
