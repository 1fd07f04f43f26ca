import type { ServiceInput } from '../../spec/service';
import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import type { AppDraft } from './app-draft';
import {
  APP_FIELDS,
  cores,
  LIMIT_FIELDS,
  memory,
  NETWORK_FIELDS,
  readEnvironment,
  readFetched,
  readGrace,
  readInstances,
  readUpgrade,
  share,
  type Upgrade,
} from './app-fields';
import { readConstraint } from './constraints';
import { readPodCheck } from './health';

type Sidecar = NonNullable<ServiceInput['sidecars']>[string];

/** A container of a pod: the first that has endpoints is the service, the others run beside it. */
export interface PodContainer {
  readonly field: string;
  name: string;
  /** The fields that a container has; of the service's own, what concerns the whole pod too. */
  readonly draft: AppDraft;
  endpoints: number;
}

/** Reads the containers of a pod into its draft: one becomes the service, and the others its sidecars. */
export function readContainers(place: Place, pod: AppDraft, make: (field: string) => AppDraft): Fate[] {
  const read = place.items().map((item) => {
    const container: PodContainer = { field: item.field, name: '', draft: make(item.field), endpoints: 0 };
    const notes = readFields(CONTAINER_FIELDS, item, container) as Fate[];
    if (container.name === '') item.refuse('MissingField', 'has no `name`', 'add it');
    if (container.draft.spec.image === undefined)
      item.refuse('MissingImage', 'has no image', 'add it: there are containers of images alone');
    return { container, notes };
  });
  const main = (read.find(({ container }) => container.endpoints > 0) ?? read[0])?.container;
  if (main === undefined) return place.refuse('MissingField', 'has no containers', 'add one') ?? [];
  Object.assign(pod.spec, main.draft.spec);
  Object.assign(pod.environment, main.draft.environment);
  pod.ports.push(...main.draft.ports);
  pod.checks.push(...main.draft.checks);
  pod.secretVariables.push(...main.draft.secretVariables);
  const others = read.map(({ container }) => container).filter((container) => container !== main);
  pod.beside = others;
  const unasked = others.flatMap(({ draft }) =>
    draft.checks.map(({ field }) => ({ ...approximated('nothing', UNASKED), field })),
  );
  return [...read.flatMap(({ notes }) => notes), ...others.map((container) => besideNote(container, main)), ...unasked];
}

const UNASKED = 'a container beside the service stops the replica when it ends, and is asked nothing';

function besideNote({ field, endpoints }: PodContainer, main: PodContainer): Fate {
  return endpoints === 0
    ? { ...mapped('sidecars', `runs beside '${main.name}'`), field }
    : {
        ...question(`who calls it? Ports are those of '${main.name}'; a service of its own has others`, 'sidecars'),
        field,
      };
}

/** A container beside the service. */
export function sidecarOf({ draft: { spec } }: PodContainer): Sidecar {
  const { image, command, entryPoint, user, limits, cpus = 1, memoryMiB = 128 } = spec;
  const said = Object.entries({ command, entryPoint, user, limits }).filter(([, value]) => value !== undefined);
  return { image: image as Sidecar['image'], ...Object.fromEntries(said), cpus, memoryMiB };
}

/** Every field of a pod. */
export const POD_FIELDS = (make: (field: string) => AppDraft): Fields<AppDraft> => ({
  id: () => mapped('services, by name'),
  containers: (place, pod) => readContainers(place, pod, make),
  labels: APP_FIELDS.labels as Fields<AppDraft>[string],
  user: APP_FIELDS.user as Fields<AppDraft>[string],
  environment: (place, pod) => readEnvironment(place, pod),
  secrets: APP_FIELDS.secrets as Fields<AppDraft>[string],
  volumes: (place) =>
    place.items().map((item) => ({
      ...question(
        'what do its containers share there? `volumes` and `mounts` say it for the service; sidecars mount nothing',
      ),
      field: item.field,
    })),
  networks: (place, pod) => place.items().flatMap((item) => readFields(NETWORK_FIELDS, item, pod)),
  scaling: (place, pod) =>
    readFields<AppDraft>({ kind: () => mapped('replicas'), instances: (at) => readInstances(at, pod) }, place, pod),
  scheduling: (place, pod) => readFields(SCHEDULING_FIELDS, place, pod),
  executorResources: APP_FIELDS.executorResources as string,
  role: APP_FIELDS.role as string,
  linuxInfo: 'no container shares a namespace of the host',
  legacySharedCgroups: 'each container has limits of its own',
  version: APP_FIELDS.version as string,
});

export const SCHEDULING_FIELDS: Fields<AppDraft> = {
  backoff: APP_FIELDS.backoffSeconds as string,
  upgrade: (place, pod) => readUpgrade(place, pod, POD_UPGRADE_FIELDS),
  placement: (place, pod) =>
    readFields<AppDraft>(
      {
        constraints: (at) => at.items().map((item) => ({ ...readConstraint(item, pod), field: item.field })),
        acceptedResourceRoles: APP_FIELDS.acceptedResourceRoles as Fields<AppDraft>[string],
      },
      place,
      pod,
    ),
  killSelection: APP_FIELDS.killSelection as string,
  unreachableStrategy: APP_FIELDS.unreachableStrategy as string,
};

const POD_UPGRADE_FIELDS: Fields<Upgrade> = {
  minimumHealthCapacity: (place, upgrade) =>
    share(place, (value) => (upgrade.minimum = value), 'minimumHealthyPercent'),
  maximumOverCapacity: (place, upgrade) => share(place, (value) => (upgrade.over = value), 'maximumPercent'),
};

/** Every field of a container of a pod. */
export const CONTAINER_FIELDS: Fields<PodContainer> = {
  name(place, container) {
    container.name = place.text() ?? '';
    return mapped('the service, or a sidecar by that name');
  },
  exec: (place, { draft }) =>
    readFields<AppDraft>(
      {
        command: (at, { spec }) => {
          const shell = at.at('shell').text();
          spec.command = shell === undefined ? at.at('argv').texts() : [shell];
          if (shell !== undefined) spec.entryPoint = ['/bin/sh', '-c'];
          return mapped('command');
        },
        overrideEntrypoint: (at, { spec }) => {
          if (at.flag() !== true || spec.entryPoint !== undefined)
            return mapped('nothing', 'the entry point stays, or is the shell');
          return approximated('command', 'the entry point of the image stays, and has the command as its arguments');
        },
      },
      place,
      draft,
    ),
  resources: (place, { draft }) =>
    readFields<AppDraft>(
      {
        cpus: (at, { spec }) => cores(at, (cpus) => (spec.cpus = cpus), 'cpus'),
        mem: (at, { spec }) => memory(at, (mib) => (spec.memoryMiB = mib), 'memoryMiB'),
        disk: APP_FIELDS.disk as Fields<AppDraft>[string],
        gpus: APP_FIELDS.gpus as Fields<AppDraft>[string],
      },
      place,
      draft,
    ),
  resourceLimits: (place, { draft }) => readFields(LIMIT_FIELDS, place, draft),
  endpoints: (place, container) => place.items().flatMap((item) => readEndpoint(item, container)),
  image: (place, { draft }) =>
    readFields<AppDraft>(
      {
        kind: (at) =>
          at.text() === 'DOCKER' ? mapped('image') : question('is there an image of it? There are no others here'),
        id(at, { spec }) {
          spec.image = at.text();
          return mapped('image');
        },
        pullConfig: () =>
          question('which registry is it? Hosts may pull from those that `registry` of the environment names'),
        forcePull: 'the agent of the host asks the registry; a tag should never move',
      },
      place,
      draft,
    ),
  environment: (place, { draft }) => readEnvironment(place, draft),
  user: APP_USER,
  healthCheck: (place, { draft }) => readPodCheck(place, draft),
  check: (place, { draft }) => readPodCheck(place, draft),
  volumeMounts: (place) =>
    place
      .items()
      .map((item) => ({ ...question('what is mounted there? `mounts` of the service say it'), field: item.field })),
  artifacts: (place) => readFetched(place),
  labels: 'tags come from the environment',
  lifecycle: (place, { draft }) =>
    readFields<AppDraft>({ killGracePeriodSeconds: (at, own) => readGrace(at, own) }, place, draft),
  tty: 'is for whoever works at a terminal',
  linuxInfo: 'no container shares a namespace of the host',
};

function APP_USER(): Fate {
  return question('which number is it? Users are numbers here');
}

function readEndpoint(item: Place, container: PodContainer): Fate[] {
  const port = { number: 0, servicePort: 0, name: undefined as string | undefined };
  const notes = readFields<typeof port>(
    {
      name(place, to) {
        to.name = place.text();
        return mapped('ports, by name');
      },
      containerPort(place, to) {
        const number = place.count() ?? 0;
        if (number > 65_535) return place.wrong('a port, 0 to 65535') ?? [];
        to.number = number;
        return mapped('ports.number');
      },
      hostPort: "a replica has an address of its own, and no other's ports",
      protocol: (place) =>
        (place.isList ? place.texts() : [place.text()]).includes('udp')
          ? dropped('no port takes UDP here')
          : mapped('ports.protocol'),
      labels: 'labels of ports are read by nothing here',
      networkNames: 'there is one network',
    },
    item,
    port,
  );
  container.endpoints += 1;
  const { number, servicePort, name } = port;
  container.draft.ports.push({ number, servicePort, ...(name !== undefined && { name }) });
  return notes;
}
