import { shiftOf } from '../../../src/rollout/strategy';
import { rolloutSpec } from '../../../src/spec/rollout';
import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';
import { label } from './label';
import { type Promised, randomContainer } from './random-container';

type Tasks = NonNullable<ServiceInput['beforeDeploy']>;

/** The service with tasks before its deployments, where its rollout has a place for them. */
export function withTasks(
  draw: Draw,
  site: Pick<Promised, 'account' | 'region'>,
  share: () => Pick<Promised, 'cpus' | 'memoryMiB'>,
  service: ServiceInput,
): ServiceInput {
  const shifts = service.rollout !== undefined && shiftOf(rolloutSpec.parse(service.rollout)) !== undefined;
  if (!shifts) return draw.chance(0.25) ? { ...service, beforeDeploy: [] } : service;
  if (draw.chance(0.2)) return service;
  return { ...service, beforeDeploy: draw.list(1, 2, (i) => task(draw, site, share, service, i)) };
}

/** Its variables are no secrets, and its image is pinned: what must be acknowledged is tried in other containers. */
function task(
  draw: Draw,
  site: Pick<Promised, 'account' | 'region'>,
  share: () => Pick<Promised, 'cpus' | 'memoryMiB'>,
  service: ServiceInput,
  serial: number,
): Tasks[number] {
  const drawn = randomContainer(draw, { ...site, ...share() });
  const { image } = drawn;
  const pinned = typeof image === 'string' && /^nginx(:latest)?$/.test(image) ? 'example/migrate:1.0' : image;
  return {
    name: label(draw, 'service', serial),
    command: draw.one<string[][]>(['migrate'], ['sh', '-c', 'echo "$HOME" && ./warm --all']),
    ...(service.imageFrom !== undefined || draw.chance(0.5) ? { image: pinned } : {}),
    ...draw.some<Tasks[number]>({
      environment: () => ({ STEP: draw.one('1', 2, true) }),
      secrets: () => drawn.secrets ?? {},
      cpus: () => drawn.cpus,
      memoryMiB: () => drawn.memoryMiB,
      timeoutMinutes: () => draw.int(1, 700),
    }),
  };
}
