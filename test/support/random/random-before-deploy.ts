import { arn } from '../../../src/naming/arns';
import { shiftOf } from '../../../src/rollout/strategy';
import { rolloutSpec } from '../../../src/spec/rollout';
import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';
import { label } from './label';
import type { Promised } from './random-container';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

type Tasks = NonNullable<ServiceInput['beforeDeploy']>;

/** The service with tasks before its deployments, where its rollout has a place for them. */
export function withTasks(
  draw: Draw,
  site: Omit<Promised, 'cpus' | 'memoryMiB'>,
  share: () => Pick<Promised, 'cpus' | 'memoryMiB'>,
  service: ServiceInput,
): ServiceInput {
  const shifts = service.rollout !== undefined && shiftOf(rolloutSpec.parse(service.rollout)) !== undefined;
  if (!shifts) return draw.chance(0.5) ? { ...service, beforeDeploy: [] } : service;
  if (draw.chance(0.1)) return service;
  return { ...service, beforeDeploy: draw.list(1, 2, (i) => task(draw, site, share, service, i)) };
}

/** What must be acknowledged is tried in other containers, and so is what of its secrets may be left out. */
function task(
  draw: Draw,
  site: Omit<Promised, 'cpus' | 'memoryMiB'>,
  share: () => Pick<Promised, 'cpus' | 'memoryMiB'>,
  service: ServiceInput,
  serial: number,
): Tasks[number] {
  const size = share();
  const kmsKeyArn = arn(site, 'kms', 'key/11111111-2222-4333-8444-555555555555');
  const builds = site.builds.slice(0, 1).map((build) => ({ build }));
  const image = draw.one<NonNullable<Tasks[number]['image']>[]>(
    'example/migrate:1.0',
    'registry.example.com/migrate:1.0',
    'registry.example.com/tools/migrate:1.1',
    { repository: 'ml', tag: '2.14.0' },
    { repository: 'ml', digest: DIGEST },
    { repository: 'ml/tools', tag: '1.0.1' },
    { repository: 'ml/tools', digest: DIGEST },
    ...[...builds, ...builds, ...builds, ...builds, ...builds],
  );
  return {
    name: label(draw, 'service', serial),
    command: draw.one<string[][]>(['migrate'], ['sh', '-c', 'echo "$HOME" && ./warm --all']),
    ...(service.imageFrom !== undefined || draw.chance(0.5) ? { image } : {}),
    ...draw.some<Tasks[number]>({
      environment: () => ({ STEP: 'first', COUNT: 2, DRY_RUN: true }),
      secrets: () => ({
        DB: { secretsManager: 'ads/db', key: 'password', kmsKeyArn },
        API: { parameter: '/ads/token', kmsKeyArn },
      }),
      cpus: () => size.cpus,
      memoryMiB: () => size.memoryMiB,
      timeoutMinutes: () => draw.int(1, 700),
    }),
  };
}
