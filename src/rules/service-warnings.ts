import type { Problem } from '../errors';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import { warnFirstPulls } from './check-pulls';
import { type KnownQueues, queueKey } from './known-queues';

interface Place {
  readonly system: string;
  readonly contract: Contract;
  /** Those that it may name. */
  readonly queues: KnownQueues;
}

/** What a service of a system is warned about. Fields are those of the service. */
export function serviceWarnings(service: ServiceSpec, { system, contract, queues }: Place): Problem[] {
  return [
    ...warnAsleep(service),
    ...warnUndrained(service, system),
    ...warnRedelivered(service, system, queues),
    ...warnLeftBounds(service),
    ...warnFirstPulls(service, contract),
    ...warnDebugged(service, contract),
  ];
}

/** A switch that is easily forgotten, where it matters. */
function warnDebugged({ debug }: ServiceSpec, { site }: Contract): Problem[] {
  if (!debug || !site.protect) return [];
  const problem = 'is true and the environment protected: people with the permission may open a shell in it';
  return [{ code: 'DebugOn', field: 'debug', problem, fix: 'turn it off when what was wrong is found' }];
}

function warnAsleep({ replicas, scaling, allow, routes, listeners }: ServiceSpec): Problem[] {
  const called = allow.length + routes.length + listeners.length > 0;
  const { min, max } = replicaBounds(replicas);
  if (min > 0 || max === 0 || !called) return [];
  const field = 'replicas.min';
  if (scaling.queueDelay !== undefined) {
    const problem = 'is 0 and others may call it: they get errors while its queue is empty and no replica runs';
    return [{ code: 'CalledWhileAsleep', field, problem, fix: 'use 1 or more, or reach it by its queue alone' }];
  }
  const problem =
    'is 0 and others may call it: they get errors from the first deployment until a schedule brings replicas, and whenever one lets them go';
  return [{ code: 'CalledWhileAsleep', field, problem, fix: 'use 1 or more' }];
}

/**
 * Replicas that are counted by messages and may not take any: they grow to the most and drain nothing. A warning, as permissions may be
 * granted beside the spec, and an ARN may be that of the queue.
 */
function warnUndrained({ access, scaling: { queueDelay } }: ServiceSpec, system: string): Problem[] {
  if (queueDelay === undefined) return [];
  const takes = access.some(
    (entry) =>
      entry.kind === 'queue' &&
      entry.actions.includes('consume') &&
      (entry.queue.startsWith('arn:') || queueKey(entry.queue, system) === queueKey(queueDelay.queue, system)),
  );
  if (takes) return [];
  return [
    {
      code: 'NothingConsumes',
      field: 'scaling.queueDelay.queue',
      problem: `is '${queueDelay.queue}', and the service may not take messages from it: it would grow to its most replicas and drain nothing`,
      fix: "add { kind: 'queue', actions: ['consume'] } of it to `access`",
    },
  ];
}

/** A message that is worked on for longer than it is hidden is handed to another replica meanwhile, unless its consumer hides it anew. */
function warnRedelivered({ scaling: { queueDelay } }: ServiceSpec, system: string, queues: KnownQueues): Problem[] {
  if (queueDelay === undefined) return [];
  const { queue, processingSeconds } = queueDelay;
  const hidden = own(queues, queueKey(queue, system))?.visibilityTimeoutSeconds;
  if (hidden === undefined || processingSeconds <= hidden) return [];
  return [
    {
      code: 'RedeliveredWhileWorkedOn',
      field: 'scaling.queueDelay.processingSeconds',
      problem: `is ${processingSeconds}, and queue '${queue}' hands a message out again after ${hidden} seconds, while it is worked on`,
      fix: `raise visibilityTimeoutSeconds of the queue above ${processingSeconds}`,
    },
  ];
}

/**
 * Terraform leaves the bounds to schedules, and each sets them from `replicas` when it happens: a change of `replicas` waits for the next.
 * To replace what is scaled instead would delete its policies with it (Application Auto Scaling API, DeregisterScalableTarget, 2026-11).
 */
function warnLeftBounds({ replicas, scaling: { schedules } }: ServiceSpec): Problem[] {
  const { min, max } = replicaBounds(replicas);
  const all = Object.values(schedules);
  if (min === max || all.length === 0 || all.some((schedule) => 'cron' in schedule)) return [];
  return [
    {
      code: 'BoundsLeftToSchedules',
      field: 'scaling.schedules',
      problem: 'happen once each: when all are past, a change of replicas reaches AWS no more',
      fix: 'delete those that are past, or add one with `cron`',
    },
  ];
}
