import type { PortSpec } from '../../spec/port';
import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped } from '../note';
import type { Place } from '../place';
import type { DraftPort, ServiceDraft } from './service-draft';

/** More than that is no list of ports, but all of them. */
const MOST_OF_A_RANGE = 20;

const UDP = 'is UDP, which neither the mesh nor gateways here take';

/** `[host address:][host:]container[/protocol]`, each a number or a range. */
const SHORT = /^(?:(\[[^\]]*\]|[^:]*):)?(?:(\d*(?:-\d+)?):)?(\d+(?:-\d+)?)(?:\/(\w+))?$/;

/** One entry of `ports`, or of `expose`. */
export function readPorts(place: Place, draft: ServiceDraft, published: boolean): Fate[] {
  if (place.isObject) return readLong(place, draft);
  const text = place.text() ?? '';
  const parts = split(text);
  const container = range(parts?.container ?? '');
  if (parts === undefined || container === undefined)
    return (
      place.refuse('UnreadablePort', 'is no port', "use '8080:80', '8080:80/tcp' or an object with `target`") ?? []
    );
  if (parts.protocol === 'udp') return [{ ...dropped(UDP), field: place.field }];
  const host = parts.host === undefined ? container : (range(parts.host) ?? []);
  const forOthers = published && !isLocal(parts.address);
  const ports = container.map((number, i) => ({
    number,
    ...(forOthers && { published: host[i] ?? host[0] ?? number }),
  }));
  draft.ports.push(...ports);
  const why = !published ? 'others of the system may call it there' : forOthers ? PUBLISHED : LOCAL;
  return [{ ...(published ? approximated(named(ports), why) : mapped(named(ports), why)), field: place.field }];
}

/** A port of the host leads to nothing here, where a service runs on many. */
const PUBLISHED = 'there is no host whose port leads to it: a route of the gateway does';
const LOCAL = 'was for the laptop itself: others of the system may call it, nobody from outside';

function named(ports: readonly DraftPort[]): string {
  return ports
    .map(({ number, published }) => `port ${number}${published === undefined ? '' : ' and a route'}`)
    .join(', ');
}

function split(text: string) {
  const [, first, second, container, protocol] = SHORT.exec(text) ?? [];
  if (container === undefined) return undefined;
  // One thing before the port is the host's port where it is a number, or a range.
  const isPort = second === undefined && first !== undefined && /^\d*(-\d+)?$/.test(first);
  return { address: isPort ? undefined : first, host: isPort ? first : second, container, protocol };
}

function range(text: string): number[] | undefined {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (!(first >= 1 && last <= 65_535 && last >= first && last - first < MOST_OF_A_RANGE)) return undefined;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function isLocal(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|localhost$|\[?::1\]?$)/.test(address);
}

interface LongPort {
  number?: number;
  protocol?: PortSpec['protocol'] | 'udp';
  name?: string;
  published?: string;
  address?: string;
}

/** The long form of a port. */
export const PORT_FIELDS: Fields<LongPort> = {
  target(place, port) {
    const [number] = range(place.text() ?? '') ?? [];
    if (number === undefined) return place.wrong('a port, 1 to 65535') ?? [];
    port.number = number;
    return mapped('ports.number');
  },
  published(place, port) {
    port.published = place.text();
    return approximated('a route', PUBLISHED);
  },
  host_ip(place, port) {
    port.address = place.text();
    return isLocal(port.address) ? mapped('no route', LOCAL) : dropped('a gateway has addresses of its own');
  },
  protocol(place, port) {
    const protocol = place.text();
    if (protocol === 'udp') port.protocol = 'udp';
    return protocol === 'tcp' || protocol === undefined ? mapped('ports.protocol') : dropped(UDP);
  },
  app_protocol(place, port) {
    const said = place.text() ?? '';
    const protocol = (['http', 'http2', 'grpc', 'tcp'] as const).find((known) => known === said);
    if (port.protocol !== 'udp') port.protocol = protocol ?? 'tcp';
    return protocol === undefined
      ? approximated('ports.protocol tcp', 'is handed through as it is')
      : mapped('ports.protocol');
  },
  mode: 'how the host hands it on; a gateway does',
  name(place, port) {
    port.name = place.text();
    return mapped('ports, by name');
  },
};

function readLong(place: Place, draft: ServiceDraft): Fate[] {
  const port: LongPort = {};
  const fates = readFields(PORT_FIELDS, place, port);
  const { number, protocol, name } = port;
  if (number === undefined)
    return place.refuse('UnreadablePort', 'has no `target`', 'say which port of the container it is') ?? [];
  if (protocol === 'udp') return fates;
  const host = range(port.published ?? '')?.[0];
  const published = host !== undefined && !isLocal(port.address) ? host : undefined;
  draft.ports.push({
    number,
    ...(protocol !== undefined && { protocol }),
    ...(name !== undefined && { name }),
    ...(published !== undefined && { published }),
  });
  return fates;
}
