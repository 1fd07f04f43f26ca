import { legalName } from '../../naming/names';
import type { ServiceInput } from '../../spec/service';
import { isPinned } from '../../task/image-reference';
import { type Addresses, readdressed } from '../compose/addresses';
import { knownPort, OTHER_PROTOCOLS } from '../compose/known-ports';
import { approximated, type Note, question } from '../note';
import type { Place } from '../place';
import { plainEnvironment } from '../plain-environment';
import type { AppCheck, AppDraft, AppPort, LbPort } from './app-draft';
import { sidecarOf } from './pod-fields';

/** What an app gets where it says nothing (Marathon documentation, App, 2026-11). */
const SOME = { cpus: 1, memoryMiB: 128 };

/** Where ports begin that Mesos would have picked. */
const FIRST_PORT = 8080;

interface Port extends AppPort {
  readonly key: string;
  readonly protocol: 'http' | 'tcp';
  readonly lb: LbPort | undefined;
}

interface Settled {
  readonly service: ServiceInput;
  readonly notes: readonly Note[];
  /** Ids of those that its variables name. */
  readonly calls: readonly string[];
}

/** An app as a service, apart from whom it waits for and who calls it. */
export function settledApp(draft: AppDraft, place: Place, addresses: Addresses, gateway: string | undefined): Settled {
  const notes: Note[] = [];
  const at = (field: string) => (draft.field === '' ? field : `${draft.field}.${field}`);
  const ports = portsOf(draft, notes, at);
  const told = { ...portVariables(draft, ports), ...draft.environment };
  const plain = plainEnvironment(told, `${draft.system}/${draft.name}`, at('env'));
  const { environment, calls } = called(plain.environment, addresses, at, notes);
  const secrets = { ...plain.secrets, ...secretsOf(draft, place) };
  const { routes, listeners } = outside(draft, ports, gateway);
  const image = draft.spec.image;
  const pinned = typeof image !== 'string' || isPinned(image);
  if (!pinned)
    notes.push({
      field: at('container'),
      ...question('which version is it? Without one it may be another tomorrow', 'image'),
    });
  const health = healthOf(draft, ports, routes.length > 0, notes);
  const grouped = draft.lbGroup !== undefined || [...draft.lb.values()].some(({ group }) => group !== undefined);
  if (draft.lb.size > 0 && !grouped)
    notes.push({
      field: at('labels'),
      ...approximated('nothing', 'without HAPROXY_GROUP Marathon-LB reads none of its labels'),
    });
  const blocks = draft.volumes.size > 0;
  const { cpus = SOME.cpus, memoryMiB = SOME.memoryMiB, limits } = draft.spec;
  const service: ServiceInput = {
    ...draft.spec,
    ...((draft.single || blocks) && { rollout: 'recreate' as const }),
    cpus: Math.max(0.01, cpus),
    memoryMiB,
    ...(limits !== undefined && { limits: raised(limits, cpus, memoryMiB) }),
    replicas: draft.single ? Math.min(1, Number(draft.spec.replicas ?? 1)) : (draft.spec.replicas ?? 1),
    ...(ports.length > 0 && {
      ports: Object.fromEntries(
        ports.map(({ key, number, protocol }) => [key, { number, ...(protocol === 'tcp' && { protocol }) }]),
      ),
    }),
    ...(routes.length > 0 && { routes }),
    ...(listeners.length > 0 && { listeners }),
    ...(Object.keys(environment).length > 0 && { environment }),
    ...(Object.keys(secrets).length > 0 && { secrets }),
    ...(Object.keys(health).length > 0 && { health }),
    ...((draft.beside?.length ?? 0) > 0 && { sidecars: sidecarsOf(draft, place) }),
    ...(!pinned && { acknowledge: { UnpinnedImage: 'it was imported as it was; give it a version' } }),
  };
  service.rollout = withRoom(service, at, notes);
  if (service.rollout === undefined) delete service.rollout;
  if (routes.length === 0 && typeof service.rollout === 'object' && service.rollout.strategy === 'blue-green')
    delete service.rollout;
  return { service, notes: [...plain.notes, ...notes], calls };
}

/** A rollout that can stop one replica or start one more: where the shares leave room for neither, one more is started, as Marathon does. */
function withRoom(
  { rollout, replicas }: ServiceInput,
  at: (field: string) => string,
  notes: Note[],
): ServiceInput['rollout'] {
  if (typeof rollout !== 'object' || rollout.strategy !== 'rolling' || typeof replicas !== 'number' || replicas === 0)
    return rollout;
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = rollout;
  const [least, most] = [
    Math.ceil((replicas * minimumHealthyPercent) / 100),
    Math.floor((replicas * maximumPercent) / 100),
  ];
  if (least < replicas || most > replicas) return rollout;
  const room = Math.min(200, Math.ceil((100 * (replicas + 1)) / replicas));
  notes.push({
    field: at('upgradeStrategy'),
    ...approximated(`rollout.maximumPercent ${room}`, 'room for one more: otherwise none could be replaced'),
  });
  return { ...rollout, maximumPercent: room };
}

/** Limits that are no less than what is promised. */
function raised(limits: NonNullable<ServiceInput['limits']>, cpus: number, memoryMiB: number): ServiceInput['limits'] {
  return {
    ...limits,
    ...(limits.cpus !== undefined && { cpus: Math.max(cpus, limits.cpus) }),
    ...(limits.memoryMiB !== undefined && { memoryMiB: Math.max(memoryMiB, limits.memoryMiB) }),
  };
}

function portsOf(draft: AppDraft, notes: Note[], at: (field: string) => string): Port[] {
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
function portVariables(draft: AppDraft, ports: readonly Port[]): Record<string, string> {
  const picked = draft.isHostNetwork || draft.ports.some(({ number }) => number === 0);
  const first = ports[0];
  if (!picked || first === undefined) return {};
  return {
    PORT: String(first.number),
    ...Object.fromEntries(ports.map(({ number }, i) => [`PORT${i}`, String(number)])),
  };
}

function called(
  environment: Readonly<Record<string, string>>,
  addresses: Addresses,
  at: (field: string) => string,
  notes: Note[],
) {
  const calls = new Set<string>();
  const entries = Object.entries(environment).map(([name, value]) => {
    const now = readdressed(name, value, addresses);
    for (const old of now.names) {
      calls.add(addresses.get(old) as string);
      notes.push({
        field: at(`env.${name}`),
        ...approximated(`'${addresses.get(old)}'`, `was '${old}': services are called by their names in the mesh`),
      });
    }
    return [name, now.value] as const;
  });
  return { environment: Object.fromEntries(entries), calls: [...calls] };
}

function secretsOf(draft: AppDraft, place: Place): NonNullable<ServiceInput['secrets']> {
  return Object.fromEntries(
    draft.secretVariables.flatMap(({ field, variable, secret }) => {
      const source = draft.secretSources.get(secret);
      if (source !== undefined) return [[variable, { secretsManager: source.replace(/^\/+/, '') }]];
      place.problems.push({
        code: 'UnknownSecret',
        field,
        problem: `names '${secret.slice(0, 60)}', which \`secrets\` does not have`,
        fix: 'add it to `secrets`, with its source',
      });
      return [];
    }),
  );
}

/** What reaches an app from outside: hosts and paths by routes, anything else by a port of a gateway. Only with a group of Marathon-LB. */
function outside(
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

const between = (least: number, most: number, value: number) => Math.min(most, Math.max(least, value));

/** Checks of HTTP ask for readiness where a load balancer asks; all others, and those where none does, ask in the container. */
function healthOf(
  draft: AppDraft,
  ports: readonly Port[],
  routed: boolean,
  notes: Note[],
): NonNullable<ServiceInput['health']> {
  const health: NonNullable<ServiceInput['health']> = {};
  const http = [...draft.readiness, ...draft.checks.filter(({ protocol }) => /^HTTP/.test(protocol))][0];
  if (http !== undefined && routed) health.readiness = readiness(http);
  for (const check of draft.checks) {
    const command =
      check.protocol === 'COMMAND' ? check.command : /^HTTP/.test(check.protocol) ? asked(check, ports) : undefined;
    if (command === undefined)
      notes.push({
        field: check.field,
        ...question('how does it show that it works? A replica counts as alive while its process runs', 'nothing'),
      });
    else if (health.liveness === undefined && !(routed && check === http)) {
      health.liveness = liveness(check, command, notes);
      if (check.protocol !== 'COMMAND')
        notes.push({
          field: check.field,
          ...approximated('health.liveness', 'is asked in the container, which needs curl or wget for it'),
        });
    } else if (check !== http)
      notes.push({ field: check.field, ...approximated('nothing', 'one check is asked in the container') });
  }
  const unused = routed ? [] : draft.readiness;
  for (const { field } of unused)
    notes.push({ field, ...approximated('nothing', 'readiness is asked by a load balancer, and there is no route') });
  return health;
}

function readiness(check: AppCheck): NonNullable<NonNullable<ServiceInput['health']>['readiness']> {
  const { path, intervalSeconds, timeoutSeconds, failures, graceSeconds, codes } = check;
  const interval = between(5, 300, intervalSeconds);
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    codes: codes ?? '200-399',
    intervalSeconds: interval,
    timeoutSeconds: between(2, Math.min(120, interval), timeoutSeconds),
    unhealthyThreshold: between(2, 10, failures),
    graceSeconds: between(0, 86_400, graceSeconds),
  };
}

function liveness(check: AppCheck, command: string, notes: Note[]) {
  const intervalSeconds = between(5, 300, check.intervalSeconds);
  const made = {
    command: ['CMD-SHELL', command],
    intervalSeconds,
    timeoutSeconds: between(2, Math.min(60, intervalSeconds), check.timeoutSeconds),
    retries: between(1, 10, check.failures),
    startSeconds: between(0, 300, check.graceSeconds),
  };
  const same =
    made.intervalSeconds === check.intervalSeconds &&
    made.timeoutSeconds === check.timeoutSeconds &&
    made.retries === check.failures &&
    made.startSeconds === check.graceSeconds;
  if (!same)
    notes.push({
      field: check.field,
      ...approximated(
        'health.liveness',
        'ECS asks every 5 to 300 seconds, waits 2 to 60, and takes 1 to 10 failures, 300 seconds after the start',
      ),
    });
  return made;
}

/** A command that asks for a path of the container itself; undefined where a word of it could be more than a path. */
function asked({ path, port, portIndex, protocol }: AppCheck, ports: readonly Port[]): string | undefined {
  const number = port ?? ports[portIndex]?.number;
  if (number === undefined || !/^[\w./?=&%~+-]*$/.test(path)) return undefined;
  const url = `'${protocol === 'HTTPS' ? 'https' : 'http'}://localhost:${number}/${path.replace(/^\/+/, '')}'`;
  return `curl -fsk -o /dev/null ${url} || wget -q -O /dev/null ${url}`;
}

function sidecarsOf(draft: AppDraft, place: Place): NonNullable<ServiceInput['sidecars']> {
  return Object.fromEntries(
    (draft.beside ?? []).map((container) => {
      const own = { ...container.draft, secretSources: draft.secretSources };
      const plain = plainEnvironment(own.environment, `${draft.system}/${draft.name}`, container.field);
      const { environment } = plain;
      const secrets = { ...plain.secrets, ...secretsOf(own, place) };
      const name = legalName('service', container.name);
      return [
        name === 'main' ? 'beside-main' : name,
        {
          ...sidecarOf(container),
          ...(Object.keys(environment).length > 0 && { environment }),
          ...(Object.keys(secrets).length > 0 && { secrets }),
        },
      ];
    }),
  );
}
