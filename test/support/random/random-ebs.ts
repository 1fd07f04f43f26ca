import { arn } from '../../../src/naming/arns';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import { mapValues } from '../../../src/spec/map-values';
import type { ServiceInput } from '../../../src/spec/service';
import type { VolumeInput } from '../../../src/spec/volume';
import type { Draw } from './draw';

type EbsInput = Extract<VolumeInput, { kind: 'ebs' }>;

/** A volume of one replica. Throughput stays below what older providers take for the most. */
export function randomEbs(draw: Draw, environment: EnvironmentSpec): EbsInput {
  const shared = {
    kind: 'ebs' as const,
    ...draw.some<EbsInput>({
      perReplica: () => draw.chance(0.7),
      filesystem: () => draw.one('ext4', 'xfs'),
      from: () => ({ snapshot: draw.one('snap-0123456789abcdef0', 'snap-01234567') }),
      zone: () => draw.one(...environment.zones),
      kmsKeyArn: () => arn(environment, 'kms', 'key/66666666-2222-4333-8444-555555555555'),
      permissions: () => draw.one('0777', '777', '0755'),
      owner: () => draw.some({ uid: () => draw.one(1, 1000, 4_294_967_295), gid: () => draw.one(1, 1000) }),
    }),
  };
  if (draw.chance(0.25)) {
    const sizeGiB = draw.int(4, 500);
    return { ...shared, volumeType: 'io2', sizeGiB, iops: draw.int(100, Math.min(2000, sizeGiB * 1000)) };
  }
  const sizeGiB = draw.one(1, 8, draw.int(1, 500));
  const iops = draw.int(3000, Math.max(3000, Math.min(16_000, sizeGiB * 500)));
  const throughputMiBps = draw.int(125, Math.min(1000, Math.floor(iops / 4)));
  return {
    ...shared,
    sizeGiB,
    ...(draw.chance(0.75) ? { iops, throughputMiBps } : {}),
    ...draw.some<EbsInput>({ volumeType: () => 'gp3' }),
  };
}

/** What 'recreate' means. */
const IN_PLACE = { minimumHealthyPercent: 0, maximumPercent: 100 };

/** A service as writers of their own volumes can be: none is on a gateway's way, nothing moves their number, and they may call each other. */
export function asWriters(draw: Draw, service: ServiceInput, { volume, path, name }: OwnMount): ServiceInput {
  const { scaling: _, placement: __, beforeDeploy: ___, mounts: ____, ...rest } = service;
  const isCalled = Object.keys(rest.ports ?? {}).length > 0 && rest.maxConcurrencyPerReplica === undefined;
  return {
    ...rest,
    replicas: draw.one(0, 1, 2, 2, 3),
    rollout: inPlace(draw),
    mounts: [{ volume, path }],
    ...(isCalled && draw.chance(0.4) && { allow: [...(rest.allow ?? []), name] }),
  };
}

/** What a service mounts alone, and what the service is called. */
export interface OwnMount {
  readonly volume: string;
  readonly path: string;
  readonly name: string;
}

function inPlace(draw: Draw): NonNullable<ServiceInput['rollout']> {
  return draw.one<NonNullable<ServiceInput['rollout']>[]>('recreate', IN_PLACE, { strategy: 'rolling', ...IN_PLACE });
}

/** A service as one writer can be: the one replica ends before its successor starts, and only where it may sleep something moves it. */
export function asOneWriter(draw: Draw, service: ServiceInput, { volume, path }: OwnMount): ServiceInput {
  const { scaling, placement: _, beforeDeploy: __, mounts: ___, replicas, ...rest } = service;
  const sleeps = typeof replicas === 'object' && scaling?.queueDelay !== undefined;
  return {
    ...rest,
    ...(sleeps ? { replicas: { min: 0, max: 1 }, ...(scaling && { scaling: upToOne(scaling) }) } : { replicas: 1 }),
    rollout: inPlace(draw),
    mounts: [{ volume, path }],
    ...draw.some<ServiceInput>({
      placement: () => ({ constraints: [draw.one({ unique: 'host' }, { cluster: 'zone' }, { cluster: 'host' })] }),
    }),
  };
}

type Scaling = NonNullable<ServiceInput['scaling']>;

/** Schedules ask for one replica at most, and nothing measures the one that may go. */
function upToOne({
  schedules,
  cpuPercent: _,
  memoryPercent: __,
  requestsPerReplica: ___,
  ...scaling
}: Scaling): Scaling {
  if (schedules === undefined) return scaling;
  const one = mapValues(schedules, ({ min, max, ...when }) => ({
    ...when,
    ...(min !== undefined && { min: Math.min(1, min) }),
    ...(max !== undefined && { max: 1 }),
  }));
  return { ...scaling, schedules: one as Scaling['schedules'] };
}
