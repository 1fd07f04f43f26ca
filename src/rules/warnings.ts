import { type Problem, within } from '../errors';
import { platformUsage } from '../quotas/platform-usage';
import { contractOf } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import type { FleetSpec } from '../spec/fleet';
import { own } from '../spec/own';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { warnFleetLoads } from './check-fleet-loads';
import { warnUsage } from './check-quotas';
import { placedInAll, placedServices } from './check-system';
import { type KnownQueues, queueKey, queuesOf } from './known-queues';

/**
 * Resources of one stack that a team still plans in comfort: Terraform reads each of them from AWS for every plan, ten at a time, and one
 * mistake reaches all of them. From experience, not from a document.
 */
export const COMFORTABLE_RESOURCES = 1000;

/** What is legal now and may not stay so: all of it for a whole platform, in the user's words, with a way out. Nothing is refused for it. */
export function platformWarnings(environment: EnvironmentSpec, systems: readonly SystemSpec[]): Problem[] {
  const fleets = Object.keys(environment.fleets)
    .sort()
    .flatMap((name) => within(`fleets.${name}`, fleetWarnings(environment.fleets[name] as FleetSpec)));
  const queues = queuesOf(systems);
  const services = systems.flatMap((system) =>
    placedServices(system).flatMap(([field, service]) =>
      within(`${system.name}.${field}`, serviceWarnings(service, system.name, queues)),
    ),
  );
  return [...fleets, ...services, ...sharedWarnings(environment, systems)];
}

/** What a service of a system is warned about. `queues` are those that it may name. Fields are those of the service. */
export function serviceWarnings(service: ServiceSpec, system: string, queues: KnownQueues): Problem[] {
  return [
    ...warnAsleep(service),
    ...warnUndrained(service, system),
    ...warnRedelivered(service, system, queues),
    ...warnLeftBounds(service),
  ];
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

/** What systems share, where it may become too little: quotas, and the hosts of fleets. */
export function sharedWarnings(environment: EnvironmentSpec, systems: readonly SystemSpec[]): Problem[] {
  const contract = contractOf(environment, (path) => path.join('.'));
  return [...warnFleetLoads(placedInAll(systems), contract), ...warnUsage(platformUsage(environment, systems))];
}

/** What a fleet is warned about. Fields are those of the fleet. */
export function fleetWarnings({ amiRelease }: Pick<FleetSpec, 'amiRelease'>): Problem[] {
  if (amiRelease !== 'latest') return [];
  const problem = "is 'latest': hosts get new images without a plan that shows it";
  return [{ code: 'MovingImage', field: 'amiRelease', problem, fix: 'pin a release' }];
}

/** Stacks with more resources than is comfortable. Fields are their names. */
export function sizeWarnings(resources: Readonly<Record<string, number>>): Problem[] {
  return Object.keys(resources)
    .sort()
    .filter((stack) => (resources[stack] as number) > COMFORTABLE_RESOURCES)
    .map((stack) => ({
      code: 'LargeStack',
      field: stack,
      problem: `has ${resources[stack]} resources, which Terraform all reads for every plan`,
      fix: `make two systems of it; ${COMFORTABLE_RESOURCES} are comfortable`,
    }));
}
