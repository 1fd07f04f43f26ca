import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import type { AppDraft } from './app-draft';
import { readConstraint } from './constraints';
import { CONTAINER_FIELDS, readOldPorts, readPortDefinitions } from './container-fields';
import { OF_SERVER } from './flatten';
import { readHealthChecks, readPodCheck, readReadinessChecks } from './health';
import { readLabels } from './labels';

const MESOS = 'is about executors of Mesos, which there are none of';
const BACKOFF = 'ECS starts again what ends, ever less often, and takes a deployment back that does not start';

/** Every field of an app, as Marathon 1.5 to 1.11 have them, and those that it deprecated. */
export const APP_FIELDS: Fields<AppDraft> = {
  id: () => mapped('services, by name'),
  cmd(place, { spec }) {
    const line = place.text();
    if (line === undefined) return [];
    spec.entryPoint = ['/bin/sh', '-c'];
    spec.command = [line];
    return mapped('entryPoint and command', 'a shell runs it');
  },
  args(place, { spec }) {
    spec.command = place.texts();
    return mapped('command');
  },
  instances: (place, draft) => readInstances(place, draft),
  cpus: (place, { spec }) => cores(place, (cpus) => (spec.cpus = cpus), 'cpus'),
  mem: (place, { spec }) => memory(place, (mib) => (spec.memoryMiB = mib), 'memoryMiB'),
  disk: (place) =>
    place.number() === 0
      ? mapped('nothing', 'is the default')
      : dropped('the root volume of the host has what the fleet says'),
  gpus(place, { spec }) {
    const gpus = place.count();
    if (gpus === undefined) return [];
    spec.gpus = Math.min(16, gpus);
    return gpus <= 16 ? mapped('gpus') : approximated('gpus 16', 'no host has more');
  },
  resourceLimits: (place, draft) => readFields(LIMIT_FIELDS, place, draft),
  env: (place, draft) => readEnvironment(place, draft),
  secrets: (place, draft) =>
    place.entries().flatMap(([name, value]) => {
      const source = value.at('source').text();
      if (source === undefined) return value.refuse('MissingField', 'has no `source`', 'add it') ?? [];
      draft.secretSources.set(name, source);
      return [
        { ...approximated('secrets', 'is in Secrets Manager under that name now: put it there'), field: value.field },
      ];
    }),
  labels: (place, draft) => readLabels(place, draft),
  constraints: (place, draft) => place.items().map((item) => ({ ...readConstraint(item, draft), field: item.field })),
  acceptedResourceRoles: (place) =>
    place.texts().every((role) => role === '*')
      ? mapped('nothing', 'is the default')
      : question('which hosts are these? A fleet of the environment has each kind; `fleet` names it'),
  role: 'roles of Mesos share out a cluster; fleets are said of each service',
  container: (place, draft) => readFields(CONTAINER_FIELDS, place, draft),
  networks: (place, draft) => place.items().flatMap((item) => readFields(NETWORK_FIELDS, item, draft)),
  ipAddress: () => approximated('nothing', 'a replica has an address of its own; who may call it is said in `allow`'),
  portDefinitions: (place, draft) => readPortDefinitions(place, draft),
  ports: (place, draft) => readOldPorts(place, draft),
  requirePorts: "a replica has an address of its own, and no other's ports",
  healthChecks: (place, draft) => readHealthChecks(place, draft),
  check: (place, draft) => readPodCheck(place, draft),
  readinessChecks: (place, draft) => readReadinessChecks(place, draft),
  upgradeStrategy: (place, draft) => readUpgrade(place, draft, UPGRADE_FIELDS),
  backoffSeconds: BACKOFF,
  backoffFactor: BACKOFF,
  maxLaunchDelaySeconds: BACKOFF,
  taskKillGracePeriodSeconds: (place, draft) => readGrace(place, draft),
  killSelection: 'ECS ends the replicas whose zone has most of them, the newest first',
  unreachableStrategy: 'what is not heard of is replaced at once',
  residency: 'Marathon does not read it any more',
  fetch: (place) => readFetched(place),
  uris: (place) => readFetched(place),
  storeUrls: (place) => readFetched(place),
  dependencies: () => mapped('after, and allow'),
  user: () => question('which number is it? Users are numbers here'),
  tty: 'is for whoever works at a terminal',
  executor: MESOS,
  executorResources: MESOS,
  version: OF_SERVER,
  versionInfo: OF_SERVER,
  deployments: OF_SERVER,
  tasks: OF_SERVER,
  tasksStaged: OF_SERVER,
  tasksRunning: OF_SERVER,
  tasksHealthy: OF_SERVER,
  tasksUnhealthy: OF_SERVER,
  lastTaskFailure: OF_SERVER,
  taskStats: OF_SERVER,
};

export const LIMIT_FIELDS: Fields<AppDraft> = {
  cpus: (place, { spec }) =>
    place.value === 'unlimited'
      ? mapped('nothing', 'idle cores of the host are free to use')
      : cores(place, (cpus) => (spec.limits = { ...spec.limits, cpus }), 'limits.cpus'),
  mem: (place, { spec }) =>
    place.value === 'unlimited'
      ? question('how much memory may it take at most? There is always a limit here', 'what it is promised')
      : memory(place, (memoryMiB) => (spec.limits = { ...spec.limits, memoryMiB }), 'limits.memoryMiB'),
};

export const NETWORK_FIELDS: Fields<AppDraft> = {
  mode(place, draft) {
    draft.isHostNetwork = place.text() === 'host';
    return draft.isHostNetwork
      ? approximated('nothing', "a replica has an address of its own, and no other's ports")
      : mapped('nothing', 'a replica has a network interface of its own; who may call it is said in `allow`');
  },
  name: 'there is one network; who may call whom is said in `allow`',
  labels: 'labels of networks are read by nothing here',
};

export interface Upgrade {
  minimum: number;
  over: number;
}

const UPGRADE_FIELDS: Fields<Upgrade> = {
  minimumHealthCapacity: (place, upgrade) =>
    share(place, (value) => (upgrade.minimum = value), 'minimumHealthyPercent'),
  maximumOverCapacity: (place, upgrade) => share(place, (value) => (upgrade.over = value), 'maximumPercent'),
};

/** How many may be missing, and how many too many, while a version replaces another. */
export function readUpgrade(place: Place, { spec }: AppDraft, fields: Fields<Upgrade>): readonly Fate[] {
  const upgrade: Upgrade = { minimum: 1, over: 1 };
  const notes = readFields(fields, place, upgrade);
  const [minimum, maximum] = [Math.round(upgrade.minimum * 100), 100 + Math.round(upgrade.over * 100)];
  if (!(typeof spec.rollout === 'object' && spec.rollout.strategy === 'blue-green'))
    spec.rollout =
      minimum === 0 && maximum === 100
        ? 'recreate'
        : { strategy: 'rolling', minimumHealthyPercent: minimum, maximumPercent: maximum };
  return notes;
}

export function share(place: Place, set: (value: number) => void, field: string): Fate | readonly Fate[] {
  const value = place.number();
  if (value === undefined) return [];
  if (value < 0 || value > 1) return place.wrong('a share, 0 to 1') ?? [];
  set(value);
  return mapped(`rollout.${field}`);
}

export function readInstances(place: Place, { spec }: AppDraft): Fate | readonly Fate[] {
  const count = place.count();
  if (count === undefined) return [];
  spec.replicas = Math.min(5000, count);
  return count <= 5000 ? mapped('replicas') : approximated('replicas 5000', 'ECS takes no more');
}

export function readGrace(place: Place, { spec }: AppDraft): Fate | readonly Fate[] {
  const seconds = place.number();
  if (seconds === undefined) return [];
  spec.stopSeconds = Math.min(3600, Math.max(1, Math.ceil(seconds)));
  return spec.stopSeconds === seconds
    ? mapped('stopSeconds')
    : approximated(`stopSeconds ${spec.stopSeconds}`, 'whole seconds, 1 to 3600');
}

export function readEnvironment(place: Place, draft: AppDraft): Fate[] {
  return place.entries().flatMap(([name, value]) => {
    if (!value.isObject) {
      const text = value.text();
      if (text !== undefined) draft.environment[name] = text;
      return [{ ...mapped('environment'), field: value.field }];
    }
    const secret = value.at('secret').text();
    if (secret === undefined)
      return value.refuse('MissingField', 'is neither a text nor `{ secret }`', 'say one') ?? [];
    draft.secretVariables.push({ field: value.field, variable: name, secret });
    return [{ ...mapped(`secrets.${name}`), field: value.field }];
  });
}

export function readFetched(place: Place): Fate[] {
  return place.items().map((item) => ({
    ...question(
      'what is in it? Nothing is fetched into a container before it starts: bring it with the image, or in an init container',
    ),
    field: item.field,
  }));
}

export function cores(place: Place, set: (cpus: number) => void, field: string): Fate | readonly Fate[] {
  const cpus = place.number();
  if (cpus === undefined) return [];
  if (cpus <= 0 || cpus > 192) return place.wrong('more than 0 cores, 192 at most') ?? [];
  set(cpus);
  return mapped(field);
}

export function memory(place: Place, set: (mib: number) => void, field: string): Fate | readonly Fate[] {
  const mem = place.number();
  if (mem === undefined) return [];
  const mib = Math.max(6, Math.ceil(mem));
  set(mib);
  return mib === mem ? mapped(field) : approximated(`${field} ${mib}`, 'whole MiB, 6 or more');
}
