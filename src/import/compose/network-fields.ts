import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped, type Note, question } from '../note';
import type { Place } from '../place';
import { readPorts } from './ports';
import type { DraftDependency, ServiceDraft } from './service-draft';

const NAMES = 'names come from the DNS of the network: http://<service>.<system>:<port>';

/** Whom a service hears, calls and waits for. */
export const NETWORK_FIELDS: Fields<ServiceDraft> = {
  ports: (place, draft) => place.items().flatMap((item) => readPorts(item, draft, true)),
  expose: (place, draft) => place.items().flatMap((item) => readPorts(item, draft, false)),
  networks(place, draft) {
    draft.networks = place.isList ? place.texts() : place.keys();
    const fates = place.isList
      ? []
      : place.entries().flatMap(([, own]) => (own.isNothing ? [] : readFields(NETWORK_OF_SERVICE, own, draft)));
    return [mapped('allow', 'what else is in them may call it, as is noted there'), ...fates];
  },
  network_mode(place, draft) {
    const mode = place.text() ?? '';
    draft.networks = [];
    if (mode === 'none')
      return mapped('nothing', 'nobody may call it, and it may call nobody, unless the spec says so');
    if (mode === 'host')
      return approximated(
        'nothing',
        'it has a network of its own here; ports that only it knows are to be said in `ports`',
      );
    if (mode === 'bridge') {
      draft.networks = undefined;
      return mapped('nothing', 'is the default');
    }
    return question(`does it belong beside another service? '${mode}' shares its network, which sidecars do here`);
  },
  depends_on: (place, draft) =>
    place.isList
      ? place.items().flatMap((item) => {
          const name = item.text();
          if (name === undefined) return [];
          draft.dependsOn.push({ field: item.field, name, condition: 'service_started', required: true });
          return [{ ...mapped('after', conditionWhy('service_started')), field: item.field }];
        })
      : place.entries().flatMap(([name, value]) => {
          const dependency = { field: value.field, name, condition: 'service_started', required: true };
          const fates = readFields(DEPENDENCY_FIELDS, value, dependency);
          draft.dependsOn.push(dependency);
          return fates;
        }),
  links: (place, draft) =>
    place.items().flatMap((item) => {
      const [name = '', alias] = (item.text() ?? '').split(':');
      draft.links.push({ field: item.field, name });
      return alias === undefined || alias === name
        ? [{ ...mapped('allow', 'may call it, by the name of the service'), field: item.field }]
        : [{ ...question(`who calls it '${alias}'? ${NAMES}`, 'allow'), field: item.field }];
    }),
  external_links: (place) =>
    place.items().map((item) => ({
      ...question('where is it? What is outside of the system is said in `egress`, or in `allow` of the other system'),
      field: item.field,
    })),
  extra_hosts: 'names of hosts are not written into containers; use the address, and say it in `egress`',
  hostname: 'a replica is called by nobody by its own name',
  domainname: 'a replica is called by nobody by its own name',
  container_name(place, draft) {
    const name = place.text();
    if (name !== undefined) draft.aliases.push(name);
    return dropped('ECS names containers, and there may be several of a service');
  },
  dns: NAMES,
  dns_opt: NAMES,
  dns_search: NAMES,
  mac_address: 'network interfaces come and go with replicas',
};

/** What a service says of one of its networks. */
export const NETWORK_OF_SERVICE: Fields<ServiceDraft> = {
  aliases(place, draft) {
    const aliases = place.texts();
    draft.aliases.push(...aliases);
    return aliases.map((alias) => question(`who calls it '${alias}'? ${NAMES}`));
  },
  ipv4_address: 'addresses come and go with replicas; it is called by name',
  ipv6_address: 'addresses come and go with replicas; it is called by name',
  link_local_ips: 'addresses come and go with replicas',
  mac_address: 'network interfaces come and go with replicas',
  interface_name: 'every replica has one network interface',
  driver_opts: 'no driver of Docker is used',
  priority: 'every replica has one network interface',
  gw_priority: 'every replica has one network interface',
};

/** What a service says of one that it depends on. */
export const DEPENDENCY_FIELDS: Fields<DraftDependency & { condition: string; required: boolean }> = {
  condition(place, dependency) {
    dependency.condition =
      place.word(['service_started', 'service_healthy', 'service_completed_successfully']) ?? dependency.condition;
    return mapped('after', conditionWhy(dependency.condition));
  },
  restart: 'it goes on when what it depends on is replaced; connections break, and are made again',
  required(place, dependency) {
    dependency.required = place.flag() ?? true;
    return mapped('after');
  },
};

function conditionWhy(condition: string): string {
  if (condition === 'service_started') return 'waits until that runs';
  return condition === 'service_healthy'
    ? 'waits until that runs in full, and is healthy'
    : 'that runs to its end before it';
}

/** What the networks of a project say, which no network here has. */
export const TOP_NETWORK_FIELDS: Fields<Note[]> = {
  name: 'networks are those of the environment; who may call whom is said in `allow`',
  driver: 'no driver of Docker is used',
  driver_opts: 'no driver of Docker is used',
  ipam: 'addresses are those of the environment',
  external: (place): Fate | readonly Fate[] =>
    place.flag() === false
      ? mapped('nothing', 'is the default')
      : question('who else is in it? What is outside of the system is said in `allow` and `egress`'),
  internal: (place: Place) =>
    place.flag() === false
      ? dropped('nothing outside may be called, unless `egress` says so')
      : mapped('nothing', 'nothing outside may be called, unless `egress` says so'),
  attachable: 'only what a system says joins it',
  enable_ipv4: 'addresses are those of the environment',
  enable_ipv6: 'addresses are those of the environment',
  labels: 'labels of networks are read by nothing here',
};
