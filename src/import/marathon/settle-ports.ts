import { legalName } from '../../naming/names';
import type { ServiceInput } from '../../spec/service';
import { knownPort, OTHER_PROTOCOLS } from '../compose/known-ports';
import { approximated, type Note } from '../note';
import type { AppDraft, AppPort, LbPort } from './app-draft';

/** Where ports begin that Mesos would have picked. */
const FIRST_PORT = 8080;

/** A port of a service, and what Marathon-LB was told of it. */
export interface Port extends AppPort {
  readonly key: string;
  readonly protocol: 'http' | 'tcp';
  readonly lb: LbPort | undefined;
}

/** The ports of an app, each with its name. */
export function portsOf(draft: AppDraft, notes: Note[], at: (field: string) => string): Port[] {
  const known = draft.ports.length === 0 ? knownPort(draft.spec.image) : undefined;
  if (known !== undefined)
    notes.push({
      field: at('container'),
      ...approximated(`port ${known}`, `nothing is said; the image '${String(draft.spec.image)}' listens there`),
    });
  const listens = knownPort(draft.spec.image) ?? 0;
  const said: AppPort[] =
    known === undefined
      ? draft.ports.map((port, i) => (i === 0 && port.number === 0 ? { ...port, number: listens } : port))
      : [{ number: known, servicePort: 0 }];
  const taken = new Set(said.map(({ number }) => number));
  let next = FIRST_PORT;
  const seen = new Set<number>();
  const numbered = said.flatMap((port, index) => {
    while (port.number === 0 && taken.has(next)) next += 1;
    const number = port.number === 0 ? next : port.number;
    taken.add(number);
    if (seen.has(number)) return [];
    seen.add(number);
    return [{ ...port, number, index }];
  });
  const protocols = numbered.map(({ index, number }) => protocolOf(draft, index, number));
  const keys = new Set<string>();
  return numbered.map((port, i) => {
    const protocol = protocols[i] as Port['protocol'];
    const alone = protocols.filter((other) => other === protocol).length === 1;
    const wanted =
      port.name === undefined ? (alone ? protocol : `${protocol}-${port.number}`) : legalName('port', port.name);
    const key = keys.has(wanted) ? `port-${port.number}` : wanted;
    keys.add(key);
    return { ...port, key, protocol, lb: draft.lb.get(port.index) };
  });
}

/** What Marathon-LB takes a port for: what it was told, HTTP where it has a host or a check of HTTP, TCP otherwise. */
function protocolOf(draft: AppDraft, index: number, number: number): Port['protocol'] {
  const lb = draft.lb.get(index);
  if (lb?.mode === 'http' || lb?.mode === 'tcp') return lb.mode;
  if ((lb?.hosts.length ?? 0) > 0) return 'http';
  if (
    draft.checks.some((check) => check.portIndex === index && check.port === undefined && /^HTTP/.test(check.protocol))
  )
    return 'http';
  return OTHER_PROTOCOLS.has(number) ? 'tcp' : 'http';
}

/** Ports that Mesos would have told. */
export function portVariables(draft: AppDraft, ports: readonly Port[]): Record<string, string> {
  const picked = draft.isHostNetwork || draft.ports.some(({ number }) => number === 0);
  const first = ports[0];
  if (!picked || first === undefined) return {};
  return {
    PORT: String(first.number),
    ...Object.fromEntries(ports.map(({ number }, i) => [`PORT${i}`, String(number)])),
  };
}

/** What reaches an app from outside: hosts and paths by routes, anything else by a port of a gateway. Only with a group of Marathon-LB. */
export function outside(
  draft: AppDraft,
  ports: readonly Port[],
  gateway: string | undefined,
): Required<Pick<ServiceInput, 'routes' | 'listeners'>> {
  const to = gateway === undefined ? {} : { gateway };
  const led = ports.filter(({ lb }) => (lb?.group ?? draft.lbGroup) !== undefined && lb?.enabled !== false);
  const port = ({ key }: Port) => (ports.length > 1 ? { port: key } : {});
  const isRouted = (one: Port) => one.protocol === 'http' && (one.lb?.hosts.length ?? 0) > 0;
  const routes = led.filter(isRouted).flatMap((one) => {
    const paths = (one.lb?.paths.length ?? 0) > 0 ? (one.lb as LbPort).paths : [undefined];
    return [...new Set(one.lb?.hosts)].flatMap((host) =>
      [...new Set(paths)].map((path) => ({
        ...to,
        ...port(one),
        host,
        ...(path !== undefined && { path: `${path}*` }),
      })),
    );
  });
  const listeners = led.flatMap((one) => {
    const listenPort = one.lb?.port ?? one.servicePort;
    return isRouted(one) || !(Number.isInteger(listenPort) && listenPort >= 1 && listenPort <= 65_535)
      ? []
      : [{ ...port(one), listenPort }];
  });
  return { routes, listeners };
}
