import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import type { AppDraft, AppPort } from './app-draft';
import { readParameters } from './docker-parameters';
import { readVolumes } from './volumes';

/** What Mesos tells every app: here the port is known before. */
const PICKED = 'Mesos picks one and tells it in PORT0; here it is always the same, and PORT0 says so';
const UDP = 'is UDP, which neither the mesh nor gateways here take';
const ANY = "a replica has an address of its own, and no other's ports";

/** The container of an app. */
export const CONTAINER_FIELDS: Fields<AppDraft> = {
  type: (place) =>
    place.text() === 'DOCKER'
      ? mapped('nothing', 'every service is a container')
      : approximated('nothing', 'every container is one of Docker; images are the same'),
  docker: (place, draft) => readFields(DOCKER_FIELDS, place, draft),
  portMappings: (place, draft) => readPortMappings(place, draft),
  volumes: (place, draft) => readVolumes(place, draft),
  linuxInfo: (place, draft) => readFields(LINUX_FIELDS, place, draft),
};

/** What Docker is told; networks and ports here are the form that Marathon deprecated in 1.5. */
export const DOCKER_FIELDS: Fields<AppDraft> = {
  image(place, { spec }) {
    spec.image = place.text();
    return mapped('image');
  },
  network(place, draft) {
    const network = place.word(['BRIDGE', 'HOST', 'NONE', 'USER']);
    draft.isHostNetwork = network === 'HOST';
    if (network === 'NONE') return mapped('nothing', 'nobody may call it, unless `allow` says so');
    return network === 'HOST'
      ? approximated('nothing', ANY)
      : mapped('nothing', 'a replica has a network interface of its own; who may call it is said in `allow`');
  },
  portMappings: (place, draft) => readPortMappings(place, draft),
  forcePullImage: 'the agent of the host asks the registry; a tag should never move',
  privileged: (place) =>
    place.flag() === true
      ? question('what does it need of the host? Nothing may be privileged')
      : mapped('nothing', 'nothing is'),
  parameters: (place, draft) => readParameters(place, draft),
  pullConfig: () =>
    question('which registry is it? Hosts may pull from those that `registry` of the environment names'),
  credential: () =>
    question('which registry is it? Hosts may pull from those that `registry` of the environment names'),
};

export const LINUX_FIELDS: Fields<AppDraft> = {
  seccomp: 'containers have the profile of Docker, and no capabilities',
  ipcInfo: (place, draft) =>
    readFields<AppDraft>(
      {
        mode: 'no container shares a namespace',
        shmSize(at, { spec }) {
          const size = at.count();
          if (size === undefined || size === 0) return [];
          spec.limits = { ...spec.limits, shmMiB: size };
          return mapped('limits.shmMiB');
        },
      },
      place,
      draft,
    ),
};

interface PortDraft extends AppPort {
  isUdp: boolean;
}

/** A port of a container. */
export const PORT_MAPPING_FIELDS: Fields<PortDraft> = {
  containerPort(place, port) {
    port.number = portOf(place) ?? 0;
    return port.number > 0 ? mapped('ports.number') : approximated('ports.number', PICKED);
  },
  hostPort: ANY,
  servicePort(place, port) {
    port.servicePort = portOf(place) ?? 0;
    return mapped('listeners.listenPort', 'where Marathon-LB listens for it, and has no VHOST');
  },
  protocol(place, port) {
    port.isUdp = place.text() === 'udp';
    return port.isUdp ? dropped(UDP) : mapped('ports.protocol');
  },
  name(place, port) {
    port.name = place.text();
    return mapped('ports, by name');
  },
  labels: (place) =>
    place.entries().map(([, value]) => ({
      ...question('who reads this label? Services are called by their names in the mesh'),
      field: value.field,
    })),
  networkNames: 'there is one network',
};

/** A port of an app that has the network of its host. */
export const PORT_DEFINITION_FIELDS: Fields<PortDraft> = {
  port(place, port) {
    port.number = portOf(place) ?? 0;
    port.servicePort = port.number;
    return port.number > 0 ? mapped('ports.number') : approximated('ports.number', PICKED);
  },
  protocol: PORT_MAPPING_FIELDS.protocol as Fields<PortDraft>[string],
  name: PORT_MAPPING_FIELDS.name as Fields<PortDraft>[string],
  labels: PORT_MAPPING_FIELDS.labels as Fields<PortDraft>[string],
};

function portOf(place: Place): number | undefined {
  const port = place.count();
  return port === undefined || port <= 65_535 ? port : place.wrong('a port, 0 to 65535');
}

export function readPortMappings(place: Place, draft: AppDraft): Fate[] {
  return place.items().flatMap((item) => readPort(item, draft, PORT_MAPPING_FIELDS));
}

export function readPortDefinitions(place: Place, draft: AppDraft): Fate[] {
  return place.items().flatMap((item) => readPort(item, draft, PORT_DEFINITION_FIELDS));
}

function readPort(item: Place, draft: AppDraft, fields: Fields<PortDraft>): Fate[] {
  const port: PortDraft = { number: 0, servicePort: 0, isUdp: false };
  const notes = readFields(fields, item, port);
  if (!port.isUdp)
    draft.ports.push({
      number: port.number,
      servicePort: port.servicePort,
      ...(port.name !== undefined && { name: port.name }),
    });
  return notes.length > 0 ? notes : [{ ...approximated('ports.number', PICKED), field: item.field }];
}

/** `ports` of apps before 1.5: numbers alone. */
export function readOldPorts(place: Place, draft: AppDraft): Fate[] {
  return place.items().map((item) => {
    const number = portOf(item) ?? 0;
    draft.ports.push({ number, servicePort: number });
    return { ...(number > 0 ? mapped('ports.number') : approximated('ports.number', PICKED)), field: item.field };
  });
}
