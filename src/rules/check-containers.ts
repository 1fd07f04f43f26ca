import { type Problem, within } from '../errors';
import { checkName } from '../naming/names';
import { show } from '../spec/parse';
import { hasShell, type ServiceSpec, type SidecarSpec } from '../spec/service';
import { COLLECTOR } from '../task/collector';
import { AGENT } from '../task/concurrency-agent';
import { EXEC_PATHS } from '../task/container-definitions';
import { MAIN, mountedMiB } from '../task/writable-paths';
import { checkArn } from './check-arn';
import { checkImage } from './check-image';
import { checkSecret } from './check-secret';
import { checkStartOrder } from './check-start-order';
import { looksSecret } from './secret-looking';

/** A container of a service, or of a job. */
interface Container
  extends Pick<ServiceSpec, 'image' | 'environment' | 'secrets' | 'user' | 'readOnlyRoot' | 'writable' | 'health'> {
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly limits: ServiceSpec['limits'];
}

/** Containers of a service that ECS would refuse, or that could never start. Fields are those of the service. */
export function checkContainers(service: ServiceSpec): Problem[] {
  const sidecars = Object.keys(service.sidecars).sort();
  const agent = service.maxConcurrencyPerReplica === undefined ? [] : [AGENT];
  const collector = service.telemetry === undefined ? [] : [COLLECTOR];
  const names = [MAIN, ...agent, ...collector, ...sidecars, ...service.init.map((i) => i.name)];
  return [
    ...checkContainer(service),
    ...sidecars.flatMap((name) =>
      within(`sidecars.${name}`, [
        ...checkName('service', name, ''),
        ...checkContainer(service.sidecars[name] as SidecarSpec),
      ]),
    ),
    ...service.init.flatMap((init, i) =>
      within(`init.${i}`, [...checkName('service', init.name, 'name'), ...checkContainer(init)]),
    ),
    ...names.flatMap((name, i) => (names.indexOf(name) < i ? [duplicate(name)] : [])),
    ...(hasShell(service) ? checkExecPaths(service) : []),
    ...checkStartOrder(service),
  ];
}

/** Paths that a shell's agent mounts itself. */
function checkExecPaths({ writable }: ServiceSpec): Problem[] {
  const paths = writable.map((entry) => (typeof entry === 'string' ? entry : entry.path));
  return paths.flatMap((path, i) =>
    EXEC_PATHS.some((own) => own.path === path)
      ? [
          {
            code: 'ReservedPath',
            field: `writable.${i}`,
            problem: `is '${path}', which exec mounts itself`,
            fix: 'remove it',
          },
        ]
      : [],
  );
}

function duplicate(name: string): Problem {
  const problem =
    name === MAIN
      ? "is the name of the service's own container"
      : name === AGENT
        ? 'is the name of the agent that counts requests'
        : name === COLLECTOR
          ? 'is the name of the collector'
          : 'names two containers';
  return { code: 'DuplicateContainer', field: name, problem, fix: 'rename one' };
}

/** What is wrong with one container. Fields are its own. */
export function checkContainer(container: Container): Problem[] {
  return [
    ...(container.image === undefined ? [] : checkImage(container.image)),
    ...checkVariables(container),
    ...Object.entries(container.secrets).flatMap(([name, secret]) => [
      ...checkSecret(secret, `secrets.${name}`),
      ...checkArn('key', secret.kmsKeyArn, `secrets.${name}.kmsKeyArn`),
    ]),
    ...checkUser(container),
    ...checkLimits(container),
    ...checkWritable(container),
    ...checkLiveness(container),
  ];
}

function checkVariables({ environment, secrets }: Container): Problem[] {
  const names = [
    ...Object.keys(environment).map((n) => ['environment', n] as const),
    ...Object.keys(secrets).map((n) => ['secrets', n] as const),
  ];
  const illegal = names.filter(([, name]) => !/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name));
  const twice = Object.keys(environment).filter((name) => Object.hasOwn(secrets, name));
  const leaked = Object.entries(environment).flatMap(([name, value]) => {
    const why = looksSecret(name, value);
    return why === undefined
      ? []
      : [
          {
            code: 'SecretInEnvironment',
            field: `environment.${name}`,
            problem: why,
            fix: `move it to a secret store and name it in secrets.${name}`,
          },
        ];
  });
  return [
    ...illegal.map(([where, name]) => ({
      code: 'InvalidVariable',
      field: `${where}.${name}`,
      problem: 'is not the name of a variable',
      fix: 'use letters, digits and underscores, a letter first',
    })),
    ...twice.map((name) => ({
      code: 'DuplicateVariable',
      field: `environment.${name}`,
      problem: 'is given in secrets too',
      fix: 'remove one of the two',
    })),
    ...leaked,
  ];
}

function checkUser({ user }: Container): Problem[] {
  if (!/^0+(:|$)/.test(user)) return [];
  return [
    {
      code: 'RootUser',
      field: 'user',
      problem: `is ${show(user)}, which is root`,
      fix: "use a user of the image, as '1000:1000'",
    },
  ];
}

function checkLimits({ cpus, memoryMiB, limits }: Container): Problem[] {
  const problems: Problem[] = [];
  const below = (field: 'cpus' | 'memoryMiB', limit: number | undefined, promised: number) => {
    if (limit !== undefined && limit < promised)
      problems.push({
        code: 'LimitBelowRequest',
        field: `limits.${field}`,
        problem: `is ${limit} but ${field} is ${promised}`,
        fix: `use ${promised} or more`,
      });
  };
  below('cpus', limits.cpus, cpus);
  below('memoryMiB', limits.memoryMiB, memoryMiB);
  for (const [name, limit] of Object.entries(limits.ulimits))
    if (limit !== undefined && limit.hard >= 0 && limit.soft > limit.hard)
      problems.push({
        code: 'SoftAboveHard',
        field: `limits.ulimits.${name}.soft`,
        problem: `is ${limit.soft} but hard is ${limit.hard}`,
        fix: `use ${limit.hard} or less`,
      });
  return problems;
}

function checkWritable(container: Container): Problem[] {
  const paths = container.writable.map((entry) => (typeof entry === 'string' ? entry : entry.path));
  const problems = paths.flatMap((path, i): Problem[] => {
    if (!isPath(path))
      return [
        {
          code: 'InvalidPath',
          field: `writable.${i}`,
          problem: `is ${show(path)}`,
          fix: "use an absolute path below '/', without a slash at its end",
        },
      ];
    return paths.indexOf(path) < i
      ? [
          {
            code: 'DuplicatePath',
            field: `writable.${i}`,
            problem: `is ${show(path)} like writable.${paths.indexOf(path)}`,
            fix: 'remove one of the two',
          },
        ]
      : [];
  });
  const memory = container.limits.memoryMiB ?? container.memoryMiB;
  const inMemory = mountedMiB(container) + (container.limits.shmMiB ?? 0);
  if (inMemory < memory) return problems;
  return [
    ...problems,
    {
      code: 'WritableExceedsMemory',
      field: 'writable',
      problem: `with /tmp and shared memory comes to ${inMemory} MiB, and it is memory of the container, which has ${memory}`,
      fix: `use less than ${memory} MiB in all, or raise memoryMiB`,
    },
  ];
}

/** Absolute, below the root, and written in the one way in which two equal paths are equal texts. */
function isPath(path: string): boolean {
  return (
    /^\/\S+$/.test(path) &&
    path
      .slice(1)
      .split('/')
      .every((part) => !['', '.', '..'].includes(part))
  );
}

function checkLiveness({ health: { liveness } }: Container): Problem[] {
  if (liveness === undefined || liveness.intervalSeconds >= liveness.timeoutSeconds) return [];
  return [
    {
      code: 'HealthIntervalTooShort',
      field: 'health.liveness.intervalSeconds',
      problem: `is ${liveness.intervalSeconds} but health.liveness.timeoutSeconds is ${liveness.timeoutSeconds}`,
      fix: `use ${liveness.timeoutSeconds} or more`,
    },
  ];
}
