import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

type Scaling = NonNullable<ServiceInput['scaling']>;
type Schedules = NonNullable<Scaling['schedules']>;

const fromZero = (scaling: Scaling, min = 0): ServiceCase => ({ service: { replicas: { min, max: 4 }, scaling } });
const timed = (schedules: Schedules): ServiceCase => fromZero({ schedules });
const queued = (scaling: Scaling, service: Partial<ServiceInput> = {}): ServiceCase => ({
  service: {
    ...service,
    replicas: { min: 0, max: 4 },
    scaling: { ...scaling, queueDelay: { queue: 'forecasts', acceptableSeconds: 600, processingSeconds: 60 } },
  },
  queues: { forecasts: {} },
});
const MORNING = { cron: '0 8 ? * MON-FRI *', min: 1 };

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'scaling on cpu from nothing',
    code: 'ScaleFromZero',
    field: 'replicas.min',
    refused: fromZero({}),
    legal: fromZero({}, 1),
    says:
      'replicas.min is 0, and nothing that is measured brings replicas back from there; ' +
      'use 1 or more, or scale it by the messages of a queue, in scaling.queueDelay',
  },
  {
    what: 'schedules none of which brings replicas back',
    code: 'ScaleFromZero',
    field: 'replicas.min',
    refused: timed({ night: { cron: '0 20 * * ? *', max: 0 } }),
    legal: timed({ night: { cron: '0 20 * * ? *', max: 0 }, morning: MORNING }),
  },
  {
    what: 'a schedule that lets the last replica go by itself',
    code: 'ScaleFromZero',
    field: 'scaling.schedules.night.min',
    refused: timed({ night: { cron: '0 20 * * ? *', max: 1 }, morning: MORNING }),
    legal: timed({ night: { cron: '0 20 * * ? *', max: 0 }, morning: MORNING }),
    says: 'scaling.schedules.night.min is 0 and max is 1, and nothing that is measured brings replicas back from 0; use 1 or more, or max 0',
  },
  {
    what: 'a measure of use that never lets the last replica go',
    code: 'KeptFromZero',
    field: 'scaling.memoryPercent',
    refused: queued({ memoryPercent: 70 }),
    legal: queued({}),
    says:
      'scaling.memoryPercent never agrees to let the last replica go, and replicas.min is 0; ' +
      'delete it, or use replicas.min 1',
  },
  {
    what: 'requests that nobody counts where nothing runs',
    code: 'KeptFromZero',
    field: 'scaling.requestsPerReplica',
    refused: queued({ requestsPerReplica: { perMinute: 60 } }, { routes: [{ path: '/v1/*' }] }),
    legal: queued({ latency: { seconds: 1 } }, { routes: [{ path: '/v1/*' }] }),
  },
];

describe('replicas that may be none', () => describeRefusals(judgeService, refusals));
