import { arn } from '../../../src/naming/arns';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import type { VolumeInput } from '../../../src/spec/volume';
import type { Draw } from './draw';

type LustreInput = Extract<VolumeInput, { kind: 'lustre' }>;
type Repository = NonNullable<LustreInput['repositories']>[number];

/** A file system of FSx for Lustre, of any deployment. */
export function randomLustre(draw: Draw, environment: EnvironmentSpec): LustreInput {
  const deployment = draw.one('SCRATCH_2' as const, 'PERSISTENT_1' as const, 'PERSISTENT_2' as const);
  return {
    kind: 'lustre',
    ...(deployment === 'PERSISTENT_2' && draw.chance(0.4) ? {} : { deployment }),
    ...disks(draw, deployment),
    ...draw.some<LustreInput>({
      compression: () => draw.one('LZ4', 'NONE'),
      repositories: () => repositories(draw),
      zone: () => draw.one(...environment.zones),
      ...(deployment !== 'SCRATCH_2' && {
        from: () => ({ backup: 'backup-0123456789abcdef0' }),
        kmsKeyArn: () => arn(environment, 'kms', 'key/55555555-2222-4333-8444-555555555555'),
      }),
      permissions: () => draw.one('0777', '777', '0755'),
      owner: () => draw.some({ uid: () => draw.one(1, 1000, 4_294_967_295), gid: () => draw.one(1, 1000) }),
    }),
  };
}

function disks(
  draw: Draw,
  deployment: NonNullable<LustreInput['deployment']>,
): Pick<LustreInput, 'storage' | 'readCache' | 'sizeGiB' | 'throughputPerTiB'> {
  if (deployment === 'PERSISTENT_1' && draw.chance(0.6)) {
    const isFast = draw.chance(0.5);
    return {
      storage: 'HDD',
      sizeGiB: isFast ? draw.one(1800, 5400) : draw.one(6000, 12_000),
      ...(isFast || draw.chance(0.5) ? { throughputPerTiB: isFast ? 40 : 12 } : {}),
      readCache: draw.chance(0.5),
    };
  }
  const throughputs = { SCRATCH_2: [], PERSISTENT_1: [50, 100, 200], PERSISTENT_2: [125, 250, 500, 1000] }[deployment];
  return {
    sizeGiB: draw.one(1200, 2400, 7200),
    ...(throughputs.length > 0 && draw.chance(0.7) && { throughputPerTiB: draw.one(...throughputs) }),
    ...draw.some<LustreInput>({ storage: () => 'SSD', readCache: () => false }),
  };
}

function repositories(draw: Draw): Repository[] {
  if (draw.chance(0.3)) return [repository(draw, '/')];
  return ['/datasets', '/checkpoints/a'].slice(0, draw.int(1, 2)).map((path) => repository(draw, path));
}

function repository(draw: Draw, path: string): Repository {
  const events = () => draw.subset(['NEW', 'CHANGED', 'DELETED'] as const);
  return {
    path,
    bucket: 'example-ml-datasets',
    ...draw.some<Repository>({ prefix: () => draw.one('datasets/', ''), imports: events, exports: events }),
  };
}
