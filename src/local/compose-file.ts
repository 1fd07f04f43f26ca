import { Document, isScalar, visit } from 'yaml';
import { mapValues } from '../spec/map-values';
import type { LaptopPlan, LocalContainer, LocalMount, LocalPort } from './plan';

/** Where a Compose file is, so that its paths lead where they should. */
export interface ComposePlace {
  /** Path of the repository from the file's directory, '/' between its parts: '..'. */
  readonly root: string;
  /** Directory of the volumes from there: 'data'. */
  readonly data: string;
}

const CONDITIONS = {
  started: 'service_started',
  healthy: 'service_healthy',
  completed: 'service_completed_successfully',
} as const;

/** What a file begins with that may be written over. */
export const MARK = '# Written by stowage compose: change the systems, and write it again.';

/** Keys that every reader of YAML takes for what they are; 1.1, which docker-compose 1.29 reads, has more words for true and false. */
const PLAIN_KEY = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_][a-z0-9_.-]*$/;

/** YAML that means the same in 1.1 and 1.2: text is quoted, so that neither finds a time, a number or a truth in it. */
function written(value: object): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && PLAIN_KEY.test(String(key.value))) key.type = 'PLAIN';
    },
  });
  return document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' });
}

/**
 * A plan as a Compose file, in what docker-compose 1.29 and Docker Compose 2 both read: no `name`, which 1.29 refuses, no condition that it
 * does not know, no content of files. Jobs are in the profile `jobs`, so that they run when they are asked for.
 */
export function composeFile(plan: LaptopPlan, place: ComposePlace): string {
  const document = {
    services: Object.fromEntries(
      plan.containers.map((container) => [container.name, composeService(container, place)]),
    ),
    networks: Object.fromEntries(
      plan.networks.map(({ name, subnet, isInternal }) => [
        name,
        { ...(isInternal && { internal: true }), ipam: { config: [{ subnet }] } },
      ]),
    ),
    ...(plan.volumes.length > 0 && { volumes: Object.fromEntries(plan.volumes.map((name) => [name, {}])) }),
  };
  return `${MARK}\n${written(document)}`;
}

function composeService(container: LocalContainer, place: ComposePlace): object {
  const { build, health, after, tmpfs, mounts, ports, ulimits, environment, asked, life } = container;
  return withoutEmpty({
    image: escaped(container.image),
    build: build && {
      context: escaped(join(place.root, build.context)),
      dockerfile: escaped(build.dockerfile),
      args: mapValues(build.arguments, escaped),
      target: build.target && escaped(build.target),
    },
    entrypoint: container.entryPoint?.map(escaped),
    command: container.command?.map(escaped),
    working_dir: container.workingDirectory && escaped(container.workingDirectory),
    environment: {
      ...mapValues(environment, escaped),
      ...mapValues(asked, ({ from, isRequired }) =>
        isRequired ? `\${${from}:?${from} is not in .env}` : `\${${from}:-}`,
      ),
    },
    user: container.user,
    read_only: container.readOnlyRoot,
    init: true,
    cap_drop: ['ALL'],
    cap_add: container.capabilities,
    security_opt: ['no-new-privileges:true'],
    tmpfs: Object.entries(tmpfs).map(([path, options]) => escaped(`${path}:${options}`)),
    volumes: mounts.map((mount) => composeMount(mount, place)),
    ...composePlace(container),
    ports: ports.map(composePort),
    healthcheck: health && {
      test: health.test.map(escaped),
      interval: `${health.intervalSeconds}s`,
      timeout: `${health.timeoutSeconds}s`,
      retries: health.retries,
      start_period: `${health.startSeconds}s`,
    },
    depends_on: mapValues(after, (condition) => ({ condition: CONDITIONS[condition] })),
    cpus: container.cpus,
    cpu_shares: container.cpuShares,
    mem_limit: container.memoryMiB === undefined ? undefined : `${container.memoryMiB}m`,
    shm_size: container.shmMiB === undefined ? undefined : `${container.shmMiB}m`,
    ulimits: mapValues(ulimits, ({ soft, hard }) => ({ soft, hard })),
    deploy: container.gpus > 0 ? gpus(container.gpus) : undefined,
    stop_grace_period: `${container.stopSeconds}s`,
    restart: life === 'service' ? 'unless-stopped' : undefined,
    profiles: life === 'job' ? ['jobs'] : [],
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
  });
}

function composePlace({ place }: LocalContainer): object {
  if (place.kind === 'nowhere') return { network_mode: 'none' };
  if (place.kind === 'beside') return { network_mode: `service:${place.container}` };
  return { networks: mapValues(place.networks, (aliases) => (aliases.length > 0 ? { aliases } : {})) };
}

/** In the short form: the engine makes a directory that is not there yet, whichever Compose asks. */
function composeMount({ from, source, target, readOnly }: LocalMount, { data }: ComposePlace): string {
  const path = from === 'file' ? source : source === '' ? data : join(data, source);
  const at = from === 'volume' ? source : path.startsWith('/') ? path : `./${path}`;
  return escaped(`${at}:${target}${readOnly ? ':ro' : ''}`);
}

/** On loopback, so that nobody else in the network finds it. */
function composePort({ container, laptop }: LocalPort): string {
  return `127.0.0.1:${laptop ?? ''}:${container}`;
}

function gpus(count: number): object {
  return { resources: { reservations: { devices: [{ driver: 'nvidia', count, capabilities: ['gpu'] }] } } };
}

/** A dollar sign begins a variable of Compose; two are one. */
function escaped(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function join(...parts: readonly string[]): string {
  return parts.join('/');
}

/** Without what is not said: undefined, false, and what is empty. A command of nothing is something. */
function withoutEmpty(service: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isSaid = ([key, value]: [string, unknown]) =>
    key === 'command' || key === 'entrypoint'
      ? value !== undefined
      : value !== undefined && value !== false && !(typeof value === 'object' && Object.keys(value ?? {}).length === 0);
  return Object.fromEntries(Object.entries(service).filter(isSaid));
}
