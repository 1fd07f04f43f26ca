/** What a container is, in words that a Compose file and Docker's Terraform provider share; for tests of both. */
export interface ContainerFacts {
  readonly image: unknown;
  readonly command: unknown;
  readonly entryPoint: unknown;
  readonly environment: readonly string[];
  readonly user: unknown;
  readonly readOnly: boolean;
  readonly tmpfs: readonly string[];
  readonly mounts: readonly string[];
  readonly networks: readonly string[];
  readonly health: unknown;
  readonly limits: unknown;
  readonly isRestarted: boolean;
  readonly stopSeconds: number;
  readonly ports: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: documents of others
type Json = Record<string, any>;

/** The containers of a Compose file, by name. */
export function composeFacts(document: Json): Record<string, ContainerFacts> {
  const entries = Object.entries(document.services as Json).map(([name, service]: [string, Json]) => {
    const mounts = ((service.volumes ?? []) as string[]).map(mountOf);
    return [name, factsOf(service, mounts, composePlace(service))] as const;
  });
  return Object.fromEntries(entries);
}

/** A mount in the short form of Compose: a path is a directory, a name a volume. */
function mountOf(text: string): string {
  const [source = '', target, mode] = text.split(':');
  return [/^[./]/.test(source) ? 'bind' : 'volume', source, target, mode === 'ro'].join(' ');
}

function composePlace({ networks, network_mode: mode }: Json): string[] {
  if (mode !== undefined) return [String(mode).replace('service:', 'beside ')];
  return Object.entries((networks ?? {}) as Json).map(([name, { aliases = [] }]) =>
    `${name} ${aliases.join(',')}`.trim(),
  );
}

function factsOf(service: Json, mounts: readonly string[], networks: readonly string[]): ContainerFacts {
  return {
    image: service.image,
    command: service.command?.map(plain),
    entryPoint: service.entrypoint?.map(plain),
    environment: Object.entries((service.environment ?? {}) as Json)
      .map(([key, value]) => `${key}=${plain(asked(String(value)))}`)
      .sort(),
    user: service.user,
    readOnly: service.read_only === true,
    tmpfs: [...(service.tmpfs ?? [])].sort(),
    // Terraform puts the file of a proxy into its container, where Compose mounts it.
    mounts: mounts.filter((mount) => !mount.includes('.cfg ')).sort(),
    networks: [...networks].sort(),
    health: service.healthcheck,
    limits: {
      cpus: service.cpus === undefined ? undefined : Number(service.cpus),
      shares: service.cpu_shares,
      memory: service.mem_limit,
      shm: service.shm_size,
      ulimits: service.ulimits ?? {},
    },
    isRestarted: service.restart === 'unless-stopped',
    stopSeconds: Number.parseInt(service.stop_grace_period, 10),
    ports: ((service.ports ?? []) as string[]).map((port) => port.replace('127.0.0.1:', '')),
  };
}

/** The same of a synthesized stack. */
export function terraformFacts(stack: Json, project: string): Record<string, ContainerFacts> {
  const { docker_container: containers } = stack.resource as Json;
  const named = (text: string): Json => {
    const [, type = '', id = ''] = /^\$\{(docker_\w+)\.([\w-]+)\./.exec(text) ?? [];
    return (stack.resource as Json)[type]?.[id] ?? {};
  };
  const own = (text: string) => String(named(text).name ?? text).replace(`${project}-`, '');
  const entries = Object.values(containers as Json).map((one: Json) => {
    const place =
      one.network_mode === undefined
        ? (one.networks_advanced as Json[]).map(({ name, aliases }) => `${own(name)} ${aliases.join(',')}`.trim())
        : [one.network_mode.startsWith('container:') ? `beside ${own(one.network_mode.slice(10))}` : one.network_mode];
    const mounts = ((one.mounts ?? []) as Json[]).map(({ type, source, target, read_only: readOnly }) =>
      [type, type === 'volume' ? own(source) : source, target, readOnly].join(' '),
    );
    const service = {
      ...one,
      image: named(one.image).name,
      environment: Object.fromEntries(
        (one.env as string[]).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
      ),
      tmpfs: Object.entries(one.tmpfs as Json).map(([path, options]) => `${path}:${options}`),
      mem_limit: one.memory === undefined ? undefined : `${one.memory}m`,
      shm_size: one.shm_size === undefined ? undefined : `${one.shm_size}m`,
      ulimits: Object.fromEntries((one.ulimit as Json[]).map(({ name, ...limit }) => [name, limit])),
      stop_grace_period: `${one.stop_timeout}s`,
      ports: (one.ports as Json[]).map(({ internal, external = '', ip }) => `${ip}:${external}:${internal}`),
    };
    return [String(one.name).replace(`${project}-`, ''), factsOf(service, mounts, place)] as const;
  });
  return Object.fromEntries(entries);
}

/** A value that whoever starts it gives, in one word for both. */
function asked(value: string): string {
  return value.replace(/^\$\{(?:var\.)?(\w+)(?::[?-].*)?\}$/, 'asked $1');
}

/** Text without what either writes so that it is no template. */
function plain(text: string): string {
  return text.replaceAll('$$', '$').replaceAll('%%', '%');
}
