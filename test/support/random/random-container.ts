import { arn, domainOf } from '../../../src/naming/arns';
import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';
import { text } from './text';

/** What every container says, as in `containerShape`. */
export type ContainerInput = Pick<
  ServiceInput,
  | 'image'
  | 'command'
  | 'entryPoint'
  | 'workingDirectory'
  | 'environment'
  | 'secrets'
  | 'user'
  | 'readOnlyRoot'
  | 'writable'
  | 'health'
  | 'limits'
> & { image: NonNullable<ServiceInput['image']>; cpus: number; memoryMiB: number };

type Part<K extends keyof ContainerInput> = NonNullable<ContainerInput[K]>;

/** Where a container runs and what it is promised there. */
export interface Promised {
  readonly account: string;
  readonly region: string;
  /** Images of its system that run on its hosts. */
  readonly builds: readonly string[];
  /** Beginnings of repositories that are fetched from elsewhere. */
  readonly prefixes: readonly string[];
  readonly cpus: number;
  /** At least 192: room for `/tmp`, shared memory and a path. */
  readonly memoryMiB: number;
}

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const KEY = 'key/11111111-2222-4333-8444-555555555555';

/** A container that fits its promise. What it says that must be acknowledged is told by `toAcknowledge`. */
export function randomContainer(draw: Draw, promised: Promised): ContainerInput {
  const { cpus, memoryMiB } = promised;
  const limits = randomLimits(draw, promised);
  const room = (limits?.memoryMiB ?? memoryMiB) - (limits?.shmMiB ?? 0) - 64 - 1;
  return {
    image: image(draw, promised),
    cpus,
    memoryMiB,
    ...root(memoryMiB),
    ...(limits && { limits }),
    ...draw.some<ContainerInput>({
      command: () => draw.list(0, 3, () => text(draw)),
      entryPoint: () => draw.list(1, 2, () => draw.one('/bin/sh', 'python', text(draw))),
      workingDirectory: () => draw.one('/', '/app', '/srv/a b'),
      environment: () => variables(draw),
      secrets: () => secrets(draw, promised),
      user: () => (draw.chance(0.12) ? draw.one('0', '0:0') : draw.one('1000:1000', '65534', '1:0')),
      writable: () => writable(draw, room),
      health: () => draw.some({ liveness: () => liveness(draw) }, 0.8),
    }),
  };
}

/** Whether its root is read-only, said by two of three: told by its memory, which is as random, so that nothing else is drawn otherwise for it. */
function root(memoryMiB: number): Pick<ContainerInput, 'readOnlyRoot'> {
  const third = memoryMiB % 3;
  return third === 2 ? {} : { readOnlyRoot: third === 0 };
}

function image(draw: Draw, { account, region, builds, prefixes }: Promised): Part<'image'> {
  const version = () => draw.one({ tag: '2.14.0' }, { digest: DIGEST });
  if (prefixes.length > 0 && draw.chance(0.3))
    return { repository: `${draw.one(...prefixes)}/library/redis`, ...version() };
  if (builds.length > 0 && draw.chance(0.42)) return { build: draw.one(...builds) };
  const ecr = `${account}.dkr.ecr.${region}.${domainOf(region)}/ads/bidder`;
  if (draw.chance(0.52))
    return draw.one(
      `public.ecr.aws/nginx/nginx:1.27.5`,
      `ghcr.io/org/model@${DIGEST}`,
      `${ecr}:2.14.0`,
      `${ecr}@${DIGEST}`,
      draw.chance(0.4) ? 'nginx' : 'nginx:latest',
    );
  return {
    repository: draw.one(
      'ads/bidder',
      'ml',
      ...[...prefixes, ...prefixes, ...prefixes].map((p) => `${p}/library/redis`),
    ),
    ...draw.one({ tag: '2.14.0' }, { digest: DIGEST }),
  };
}

/** Names that hold secrets, which then must be acknowledged; and names that do not, though one sounds like it. */
const SECRET_NAMES = ['API_TOKEN', 'db_password'];
const PLAIN_NAMES = ['LOG_LEVEL', 'MODEL', 'lower_case', 'A.B-C', 'TOKEN_URL', '_X'];

function variables(draw: Draw): Part<'environment'> {
  const value = () => draw.one(text(draw), draw.one(draw.int(-5, 65_536), 0.25), draw.chance(0.5));
  const names = [...draw.subset(PLAIN_NAMES), ...(draw.chance(0.15) ? draw.subset(SECRET_NAMES, 1) : [])];
  return Object.fromEntries(names.map((name) => [name, value()]));
}

function secrets(draw: Draw, place: Promised): Part<'secrets'> {
  const key = { kmsKeyArn: () => arn(place, 'kms', KEY) };
  const secret = () => ({
    secretsManager: draw.one('ads/exchange', arn(place, 'secretsmanager', 'secret:ads/exchange-AbCdEf')),
    ...draw.some({ key: () => draw.one('signing', 'a-b'), ...key }),
  });
  const parameter = () => ({
    parameter: draw.one('/ads/bidder/token', 'token', arn(place, 'ssm', 'parameter/ads/token')),
    ...draw.some(key),
  });
  return Object.fromEntries(
    draw
      .subset(['EXCHANGE_KEY', 'DB_PASSWORD', 'S3'], 1)
      .map((name) => [name, draw.chance(0.5) ? secret() : parameter()]),
  );
}

function writable(draw: Draw, room: number): Part<'writable'> {
  const paths = draw.subset(['/var/cache/model', '/tmp', '/data', '/home/app/.cache']);
  const most = Math.floor(room / Math.max(1, paths.length));
  return paths.map((path) =>
    most < 64 || draw.chance(0.5) ? { path, sizeMiB: draw.int(1, Math.max(1, Math.min(65_536, most))) } : path,
  );
}

/** Hard limits at or above what is promised; undefined where it has none. */
function randomLimits(draw: Draw, { cpus, memoryMiB }: Promised): Part<'limits'> | undefined {
  if (!draw.chance(0.6)) return undefined;
  return draw.some<Part<'limits'>>({
    cpus: () => Math.min(192, cpus * draw.one(1, 2)),
    memoryMiB: () => memoryMiB * draw.one(1, 2),
    shmMiB: () => draw.int(1, Math.floor(memoryMiB / 4)),
    ulimits: () =>
      Object.fromEntries(
        draw
          .subset(['nofile', 'memlock', 'core'] as const)
          .map((name) => [
            name,
            draw.one({ soft: 65_536, hard: 65_536 }, { soft: 0, hard: 1024 }, { soft: -1, hard: -1 }),
          ]),
      ),
  });
}

function liveness(draw: Draw): NonNullable<Part<'health'>['liveness']> {
  const seconds = draw.some({ timeoutSeconds: () => draw.int(2, 60) });
  const least = Math.max(5, seconds.timeoutSeconds ?? 5);
  return {
    command: draw.one<string[][]>(
      ['CMD-SHELL', `curl -f "http://localhost:8080/\${PATH_}" || exit 1`],
      ['CMD', '/bin/check'],
      ['/bin/check', '-q'],
    ),
    ...seconds,
    ...(least > 10
      ? { intervalSeconds: draw.int(least, 300) }
      : draw.some({ intervalSeconds: () => draw.int(least, 300) })),
    ...draw.some({ retries: () => draw.int(1, 10), startSeconds: () => draw.int(0, 300) }),
  };
}

/** What of a container must be acknowledged: code, and the variable that it is about. */
export function toAcknowledge({
  user,
  image: of,
  environment = {},
}: Pick<ServiceInput, 'user' | 'image' | 'environment'>): string[][] {
  return [
    ...(user !== undefined && /^0+(:|$)/.test(user) ? [['RootUser']] : []),
    ...(of === 'nginx' || of === 'nginx:latest' ? [['UnpinnedImage']] : []),
    ...SECRET_NAMES.filter((name) => holdsText(environment[name])).map((name) => ['SecretInEnvironment', name]),
  ];
}

/** Numbers and empty or spoken values are no secrets, whatever they are called. */
function holdsText(value: unknown): boolean {
  return typeof value === 'string' && !/^(|-?\d+(\.\d+)?|true|false|yes|no|none|null|on|off)$/i.test(value);
}
