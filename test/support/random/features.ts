import { rolloutPercents, shiftOf } from '../../../src/rollout/strategy';
import { fleetOf } from '../../../src/rules/choose';
import { fleetTraits } from '../../../src/sizing/fleet-types';
import type { ContractFleet } from '../../../src/spec/contract';
import { contractOf, contractRegistry } from '../../../src/spec/contract-of';
import { type EnvironmentSpec, environmentSpec } from '../../../src/spec/environment';
import { parseSpec, valueAt } from '../../../src/spec/parse';
import { parseSystem } from '../../../src/spec/resolve-system';
import { hasShell, replicaBounds, type ServiceSpec } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { isPulledThrough } from '../../../src/task/image-reference';
import type { RandomPlatform } from './random-platforms';

/** A service in its environment, and its system as it was written. */
interface Seen {
  readonly service: ServiceSpec;
  readonly name: string;
  readonly system: SystemInput;
  readonly environment: EnvironmentSpec;
}

const anyLimit = ({ limits }: ServiceSpec) => limits.cpus ?? limits.memoryMiB ?? limits.shmMiB;

const imagesOf = ({ image, sidecars, init }: ServiceSpec) => [
  image,
  ...[...Object.values(sidecars), ...init].map((container) => container.image),
];

function fleetUnder({ service, environment }: Seen): ContractFleet {
  const contract = contractOf(environment, () => '');
  return contract.fleets[fleetOf(service, contract)] as ContractFleet;
}

/** What a service may have that others must get along with: each is built by code of its own. */
const FEATURES: Readonly<Record<string, (seen: Seen) => boolean>> = {
  access: ({ service }) => service.access.length > 0,
  acknowledge: ({ service }) => Object.keys(service.acknowledge).length > 0,
  after: ({ service }) => service.after.length > 0,
  alarms: ({ service }) => Object.keys(service.alarms).length > 1,
  allow: ({ service }) => service.allow.some((a) => /^[^/]+$/.test(called(a))),
  arm64: (seen) => fleetTraits(fleetUnder(seen).instanceTypes).arch === 'arm64',
  build: ({ service }) => imagesOf(service).some((image) => typeof image === 'object' && 'build' in image),
  clients: ({ service }) => service.clientGroup !== 'off',
  constrained: ({ service }) => service.placement.constraints.length > 0,
  'before-deploy': ({ service }) => service.beforeDeploy.length > 0,
  auth: ({ service }) => service.routes.some((route) => route.auth !== undefined),
  mounts: ({ service }) => service.mounts.length > 0,
  egress: ({ service }) => service.egress.length > 0,
  exec: ({ service }) => hasShell(service),
  gpu: ({ service }) => service.gpus > 0,
  grpc: ({ service }) => Object.values(service.ports).some((port) => port.protocol === 'grpc'),
  guest: ({ service }) => service.allow.some((a) => called(a).includes('/')),
  'image-from': ({ service }) => service.imageFrom !== undefined,
  init: ({ service }) => service.init.length > 0,
  limits: ({ service }) => anyLimit(service) !== undefined,
  limited: ({ service }) => service.maxConcurrencyPerReplica !== undefined,
  listener: ({ service }) => service.listeners.length > 0,
  liveness: ({ service }) => service.health.liveness !== undefined,
  override: ({ system, name, environment }) =>
    valueAt(system, ['environments', environment.name, 'services', name]) !== undefined,
  pulled: ({ service, environment }) => {
    const registry = contractRegistry(environment);
    return imagesOf(service).some(
      (image) =>
        typeof image === 'object' &&
        'repository' in image &&
        isPulledThrough({ ...registry, name: image.repository }, registry),
    );
  },
  readiness: ({ service }) => service.health.readiness !== undefined,
  rollout: ({ service }) => Object.values(rolloutPercents(service.rollout)).join() !== '100,200',
  route: ({ service }) => service.routes.length > 0,
  measured: ({ service: { scaling } }) => (scaling.requestsPerReplica ?? scaling.latency) !== undefined,
  metrics: ({ service }) => Object.keys(service.scaling.metrics).length > 0,
  queueDelay: ({ service }) => service.scaling.queueDelay !== undefined,
  schedules: ({ service }) => Object.keys(service.scaling.schedules).length > 0,
  scaling: ({ service }) => replicaBounds(service.replicas).min < replicaBounds(service.replicas).max,
  secrets: ({ service }) => Object.keys(service.secrets).length > 0,
  shift: ({ service }) => shiftOf(service.rollout) !== undefined,
  sidecar: ({ service }) => Object.keys(service.sidecars).length > 0,
  spot: (seen) => fleetUnder(seen).spot,
  tls: ({ service }) => service.listeners.some((listener) => listener.tls),
  waits: ({ service }) => Object.keys(service.startAfter).length > 0,
  writable: ({ service }) => service.writable.length > 0,
};

/** Pairs that no service can have, with the reason. */
const IMPOSSIBLE: Readonly<Record<string, string>> = {
  'arm64 gpu': 'the NVIDIA image of Amazon Linux 2023 does not run on Graviton',
  'before-deploy rollout': 'only a deployment that moves requests has hooks',
  'rollout shift': 'a service either replaces replicas in place or moves requests',
};

/** How many services of the platforms have each pair of features, by `<feature> <feature>`; 0 for what never met. */
export function pairCounts(platforms: readonly RandomPlatform[]): Record<string, number> {
  const names = Object.keys(FEATURES);
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => `${a} ${b}`));
  const counts = Object.fromEntries(pairs.filter((pair) => IMPOSSIBLE[pair] === undefined).map((pair) => [pair, 0]));
  for (const platform of platforms)
    for (const features of featureSets(platform))
      for (const [i, a] of features.entries())
        for (const b of features.slice(i + 1)) counts[`${a} ${b}`] = (counts[`${a} ${b}`] ?? 0) + 1;
  return counts;
}

/** The features of each service of a platform, sorted. */
export function featureSets({ environment: input, systems }: RandomPlatform): string[][] {
  const environment = parseSpec('Environment', environmentSpec, input);
  return systems.flatMap((system) =>
    Object.entries(parseSystem(system, environment.name).services).map(([name, service]) =>
      Object.keys(FEATURES).filter((feature) => FEATURES[feature]?.({ service, name, system, environment })),
    ),
  );
}

function called(allow: ServiceSpec['allow'][number]): string {
  if (typeof allow === 'string') return allow;
  return 'service' in allow ? allow.service : '';
}
