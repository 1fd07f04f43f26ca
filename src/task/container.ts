import type { Place } from '../naming/arns';
import type { ServiceSpec } from '../spec/service';
import { secretReference } from './secret-reference';
import { mountedPaths } from './writable-paths';

/** What ECS and Batch are told of a container in the same words, whether it serves or trains. */
export interface RunningContainer
  extends Pick<ServiceSpec, 'environment' | 'secrets' | 'user' | 'readOnlyRoot' | 'writable'> {
  readonly limits: Pick<ServiceSpec['limits'], 'shmMiB' | 'ulimits'>;
}

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** What the platform tells a container, and over it what the spec does. A variable may come from a secret instead; ECS refuses both. */
export function variables(
  container: Pick<RunningContainer, 'environment' | 'secrets'>,
  place: Place,
  own: Readonly<Record<string, string>>,
): NamedValue[] {
  const told = { AWS_REGION: place.region, AWS_DEFAULT_REGION: place.region, ...own };
  const plain = Object.entries(told).filter(([name]) => !Object.hasOwn(container.secrets, name));
  const all = { ...Object.fromEntries(plain), ...container.environment };
  return Object.keys(all)
    .sort()
    .map((name) => ({ name, value: String(all[name]) }));
}

/** Variables that are filled from a secret store, sorted. */
export function secretVariables({ secrets }: Pick<RunningContainer, 'secrets'>, place: Place): object[] {
  return Object.keys(secrets)
    .sort()
    .map((key) => ({ name: key, valueFrom: secretReference(secrets[key] as never, place).valueFrom }));
}

/** An init process that ends children, paths in memory that may be written, and shared memory. */
export function linuxParameters(container: RunningContainer): object {
  const paths = mountedPaths(container);
  return {
    initProcessEnabled: true,
    ...(container.limits.shmMiB !== undefined && { sharedMemorySize: container.limits.shmMiB }),
    ...(paths.length > 0 && {
      tmpfs: paths.map(({ path, sizeMiB, options }) => ({
        containerPath: path,
        size: sizeMiB,
        mountOptions: options,
      })),
    }),
  };
}

/** Kernel limits, sorted. */
export function ulimits({ limits }: Pick<RunningContainer, 'limits'>): object[] {
  return Object.entries(limits.ulimits)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, limit]) => ({ name: key, softLimit: limit?.soft, hardLimit: limit?.hard }));
}

/** Logs that can be written to an awslogs group without ever blocking the process. */
export function logConfiguration(
  { place, logGroup }: { readonly place: Place; readonly logGroup: string },
  stream: string,
): object {
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': logGroup,
      'awslogs-region': place.region,
      'awslogs-stream-prefix': stream,
      mode: 'non-blocking',
      'max-buffer-size': '25m',
    },
  };
}

/** Without keys whose value is undefined or an empty list: ECS reads both as absent, and a plan would show them as changes. */
export function compact(definition: Record<string, unknown>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(definition).filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0)),
  );
}
