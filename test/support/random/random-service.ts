import { CLIENT_GROUP_STAGES } from '../../../src/network/client-group';
import { placedTask } from '../../../src/rules/placed-task';
import { taskRequest } from '../../../src/rules/task-request';
import { routeTargets } from '../../../src/scaling/route-target';
import { hostsOf } from '../../../src/sizing/fleet-hosts';
import { tasksPerHost } from '../../../src/sizing/tasks-per-host';
import type { ContractFleet } from '../../../src/spec/contract';
import { contractFleet, contractOf } from '../../../src/spec/contract-of';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { Draw } from './draw';
import { randomAlarms } from './random-alarms';
import { randomAttachments } from './random-attachments';
import { withTasks } from './random-before-deploy';
import { randomConcurrency } from './random-concurrency';
import { randomContainer, toAcknowledge } from './random-container';
import { randomDaemon } from './random-daemon';
import { randomHelpers } from './random-helpers';
import { withImageFrom } from './random-image-from';
import { buildsFor } from './random-images';
import { randomOutside } from './random-outside';
import { randomPlacement } from './random-placement';
import { randomReadiness } from './random-readiness';
import { randomRollout } from './random-rollout';
import { randomScaling } from './random-scaling';
import { serialTelemetry } from './random-telemetry';
import { randomMounts, withOwnVolume } from './random-volumes';
import { reason, text } from './text';

/** Where a service stands, and whom it may let in. */
export interface ServicePlace {
  readonly environment: EnvironmentSpec;
  readonly system: string;
  readonly service: string;
  /** Different for each service of the environment. */
  readonly serial: number;
  /** Images that the system builds. */
  readonly images: NonNullable<SystemInput['images']>;
  /** Other services of the system. */
  readonly siblings: readonly string[];
  /** Services of other systems, as `<system>/<service>`. */
  readonly guests: readonly string[];
  /** Queues of the system. */
  readonly queues: readonly string[];
  /** Queues of other systems, as `<system>/<queue>`. */
  readonly foreignQueues: readonly string[];
  /** Volumes of the system that it may mount: those of one writer are of one service each. */
  readonly volumes: NonNullable<SystemInput['volumes']>;
}

/** Any service that its place has no objection to. */
export function randomService(draw: Draw, place: ServicePlace): ServiceInput {
  const service = withoutVolumes(draw, place);
  // Few of what scales gives that up for a volume; what may sleep need not.
  const willing = typeof service.replicas !== 'object' ? 0.8 : service.scaling?.queueDelay ? 0.2 : 0;
  const alone = draw.chance(willing) ? withOwnVolume(draw, service, place) : service;
  if (alone !== service) return alone;
  const mounts = draw.chance(0.97) ? randomMounts(draw, service, place.volumes, place.environment) : [];
  return { ...service, ...(mounts.length > 0 && { mounts }) };
}

function withoutVolumes(draw: Draw, place: ServicePlace): ServiceInput {
  const { environment } = place;
  const name = draw.one(...Object.keys(environment.fleets));
  const fleet = contractFleet(environment, name, environment.fleets[name] as never);
  const least = smallestHost(fleet);
  const shares = shareOut(draw, least);
  const { account, region } = environment;
  const builds = buildsFor(place.images, fleet.instanceTypes);
  const site = { account, region, builds, prefixes: prefixesFor(environment) };
  const main = randomContainer(draw, { ...site, ...shares() });
  const helpers = randomHelpers(draw, site, shares, main);
  const { limit, ...attachments } = randomConcurrency(draw, randomAttachments(draw, place), builds);
  const readiness = randomReadiness(draw, attachments);
  const gpus = least.gpus > 0 && draw.chance(0.8) ? draw.int(1, least.gpus) : draw.chance(0.55) ? 0 : undefined;
  const outside = randomOutside(draw, environment, [...place.queues, ...place.foreignQueues]);
  const unsized = withImageFrom(draw, {
    ...main,
    ...helpers,
    ...attachments,
    ...(limit && { maxConcurrencyPerReplica: limit }),
    ...outside,
    ...serialTelemetry(place.serial, { ...outside, ...attachments }, environment, builds),
    ...(readiness && { health: { ...main.health, readiness } }),
    ...(gpus !== undefined && { gpus }),
    ...(fleetIsPlain(environment, name) && draw.chance(0.5) ? {} : { fleet: name }),
    // Acknowledged for its listeners, whoever else may call: of a part of a sample the callers may be missing.
    ...(limit && !attachments.listeners?.length ? {} : allow(draw, place, Object.keys(attachments.ports ?? {}))),
    ...(Object.keys(attachments.ports ?? {}).length > 0 &&
      draw.chance(0.6) && { clientGroup: draw.one(...CLIENT_GROUP_STAGES) }),
    ...draw.some<ServiceInput>(
      {
        stopSeconds: () => (fleet.spot ? draw.int(1, 60) : draw.int(1, 3600)),
        exec: () => draw.chance(0.8),
        debug: () => draw.chance(0.8),
      },
      0.65,
    ),
  });
  const daemon = randomDaemon(draw, unsized, fleet);
  if (daemon !== undefined) return withTasks(draw, site, shares, { ...unsized, ...daemon, ...acknowledge(unsized) });
  const whole = { ...unsized, ...sized(draw, unsized, fleet, place) };
  const placed = placedTask(serviceSpec.parse(whole), name, fleet);
  return withTasks(draw, site, shares, {
    ...whole,
    ...draw.some<ServiceInput>(
      { placement: () => randomPlacement(draw, placed), alarms: () => randomAlarms(draw, whole) },
      0.7,
    ),
    ...acknowledge(unsized),
  });
}

/** What its registry fetches for it: a registry of another account fetches nothing. */
function prefixesFor({ account, registry }: EnvironmentSpec): string[] {
  return (registry.account ?? account) === account ? Object.keys(registry.pullThrough) : [];
}

/** The least of each that a host of the fleet has for one task. */
function smallestHost(fleet: ContractFleet) {
  const capacities = hostsOf(fleet).map(({ capacity }) => capacity);
  const least = (of: 'cpuUnits' | 'memoryMiB' | 'gpus') => Math.min(...capacities.map((capacity) => capacity[of]));
  return { cpuUnits: least('cpuUnits'), memoryMiB: least('memoryMiB'), gpus: least('gpus') };
}

/** Gives each of at most five containers some of a host: in all never more than it has, with the proxy's share left over. */
function shareOut(draw: Draw, { cpuUnits, memoryMiB }: { cpuUnits: number; memoryMiB: number }) {
  const part = draw.one(0.02, 0.05, 0.15);
  return () => ({
    cpus: Math.max(0.05, Math.floor((part * (cpuUnits - 256) * Math.max(0.1, draw.fraction())) / 10.24) / 100),
    memoryMiB: Math.max(192, Math.floor(part * (memoryMiB - 64) * Math.max(0.1, draw.fraction()))),
  });
}

/** Whether a service that names no fleet runs on this one. */
function fleetIsPlain({ fleets }: EnvironmentSpec, name: string): boolean {
  return name === 'general' || Object.keys(fleets).length === 1;
}

function allow(draw: Draw, { siblings, guests }: ServicePlace, ports: readonly string[]): Pick<ServiceInput, 'allow'> {
  const callers = [
    ...draw.subset(siblings, draw.chance(0.6) ? 1 : 0),
    ...(draw.chance(0.7) ? draw.subset(guests, 1).slice(0, 2) : []),
  ];
  // Saying it twice changes nothing.
  if (callers[0] !== undefined && draw.chance(0.15)) callers.push(callers[0]);
  if (ports.length === 0 || !draw.chance(0.9)) return {};
  return {
    allow: callers.map((service) =>
      draw.chance(0.4)
        ? service
        : {
            service,
            ...draw.some({
              ports: () => draw.subset(ports, 1),
              why: () => draw.one(reason(draw, 5), text(draw) || '東京'),
            }),
          },
    ),
  };
}

/** Services that an environment's systems may put on one fleet, and the host that a rollout needs. */
const MOST_ON_A_FLEET = 8;

interface Sized extends Pick<ServiceInput, 'rollout' | 'scaling'> {
  replicas?: number | { min: number; max: number };
}

/** As many replicas as the fleet can hold beside those of all other services, and a rollout that can end. */
function sized(draw: Draw, service: ServiceInput, fleet: ContractFleet, { environment, queues }: ServicePlace): Sized {
  const spec = serviceSpec.parse({ ...service, acknowledge: {} });
  const task = taskRequest(spec);
  const each = hostsOf(fleet).map(({ capacity }) => tasksPerHost(task, capacity));
  const most = Math.min(5000, fleet.maxHosts * Math.max(...each) - 1);
  // Other services want their share at their fewest replicas too; at the most they may compete.
  const share = Math.max(1, Math.floor(fleet.maxHosts / MOST_ON_A_FLEET) * Math.min(...each));
  // Mostly few: hosts of their own, and room for all of them twice, are for those.
  const max = draw.int(1, Math.max(1, draw.chance(0.75) ? Math.min(6, most) : most));
  const least = draw.chance(0.8) ? Math.max(1, Math.floor(share / 2)) : share;
  const targets = routeTargets(
    spec,
    contractOf(environment, () => ''),
  );
  const isRouted = targets.length > 0;
  // Only messages bring replicas back from none.
  const min =
    queues.length > 0 && draw.chance(isRouted ? 0.12 : 0.4) ? 0 : draw.int(1, Math.max(1, Math.min(max, least)));
  const replicas: number | { min: number; max: number } = draw.chance(isRouted ? 0.75 : 0.65)
    ? { min, max }
    : draw.chance(0.1)
      ? 0
      : Math.max(1, min);
  const said =
    share >= 2
      ? draw.some<Pick<Sized, 'replicas'>>({ replicas: () => replicas }, 0.85)
      : { replicas: typeof replicas === 'object' ? replicas : 1 };
  const few = Math.max(1, typeof said.replicas === 'object' ? said.replicas.min : (said.replicas ?? 2));
  const many = typeof said.replicas === 'object' ? said.replicas.max : (said.replicas ?? 2);
  const isMoved = typeof said.replicas === 'object' && min < max;
  // Requests are counted by one target group only.
  const isCounted = isMoved && isRouted && draw.chance(0.7);
  const place = { service, few, roomForTwo: !isCounted && 2 * many <= most && 2 * few <= share };
  const { rollout } = draw.some({ rollout: () => randomRollout(draw, place) }, 0.75);
  const shifts = typeof rollout === 'object' && (rollout.strategy ?? 'rolling') !== 'rolling';
  const scaling = () => randomScaling(draw, { min, max, queues, targets, shifts });
  return {
    ...said,
    ...(rollout !== undefined && { rollout }),
    ...(isMoved && (min === 0 || draw.chance(0.95)) && { scaling: scaling() }),
  };
}

/** A reason for each thing that must have one, by the key that refusals name. */
function acknowledge(service: ServiceInput): Pick<ServiceInput, 'acknowledge'> {
  const containers = [
    [undefined, service] as const,
    ...Object.entries(service.sidecars ?? {}),
    ...(service.init ?? []).map((init, i) => [`init-${i}`, { cpus: 1, memoryMiB: 256, ...init }] as const),
  ];
  const keys = [
    ...containers.flatMap(([subject, container]) =>
      toAcknowledge(container).map(([code, ...variable]) =>
        [code, ...(subject === undefined ? [] : [subject]), ...variable].join('.'),
      ),
    ),
    ...(leadsPast(service) ? ['ConcurrencyBypassed'] : []),
  ];
  return keys.length === 0
    ? {}
    : { acknowledge: Object.fromEntries(keys.map((key) => [key, 'the vendor gives nothing better'])) };
}

function leadsPast({ maxConcurrencyPerReplica: limit, allow = [], listeners = [] }: ServiceInput): boolean {
  return limit !== undefined && allow.length + listeners.length > 0;
}
