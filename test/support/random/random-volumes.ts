import { arn } from '../../../src/naming/arns';
import { shiftOf } from '../../../src/rollout/strategy';
import { checkPlacement } from '../../../src/rules/check-placement';
import { checkStorage } from '../../../src/rules/check-storage';
import type { BackupsInput } from '../../../src/spec/backups';
import { contractOf } from '../../../src/spec/contract-of';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import { mapValues } from '../../../src/spec/map-values';
import type { MountInput } from '../../../src/spec/mount';
import { rolloutSpec } from '../../../src/spec/rollout';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import { type VolumeInput, type VolumeKind, type VolumeSpec, volumeSpec } from '../../../src/spec/volume';
import { capabilitiesOf } from '../../../src/storage/capabilities';
import type { Draw } from './draw';
import { label } from './label';
import { asOneWriter, asWriters, randomEbs } from './random-ebs';
import { randomLustre } from './random-lustre';

type InputOf<K extends VolumeKind> = Extract<VolumeInput, { kind: K }>;

/** A volume of each kind. */
const KINDS: { readonly [K in VolumeKind]: (draw: Draw, environment: EnvironmentSpec) => InputOf<K> } = {
  ebs: (draw, environment) => ({ ...randomEbs(draw, environment), ...randomlyBackedUp(draw, environment) }),
  efs: randomEfs,
  lustre: (draw, environment) => {
    const volume = randomLustre(draw, environment);
    const isCopied = volume.deployment !== 'SCRATCH_2' && (volume.repositories ?? []).length === 0;
    if (isCopied) return { ...volume, ...randomlyBackedUp(draw, environment) };
    return draw.chance(0.5) ? volume : { ...volume, noBackups: { why: 'exported to the bucket behind it' } };
  },
  s3: randomS3,
  'task-ebs': randomTaskEbs,
  scratch: (draw) => ({ kind: 'scratch', sizeGiB: draw.one(1, 20, 50) }),
};

/** Volumes of one random system, by name. */
export function randomVolumes(draw: Draw, environment: EnvironmentSpec): Record<string, VolumeInput> {
  // Each kind as often as any other, but for the one that has parts, because a part is a field like others.
  const kinds: VolumeKind[] = [
    ...draw.subset(Object.keys(KINDS) as VolumeKind[], 1),
    ...(draw.chance(0.8) ? ['efs' as const] : []),
    // Each of the first two has one service.
    ...(draw.chance(0.8)
      ? [draw.one<VolumeKind[]>('ebs', 'ebs', 'lustre', 'lustre', 's3', 'scratch', 'task-ebs')]
      : []),
  ];
  const volumes = kinds.map((kind, i) => [label(draw, 'volume', i), KINDS[kind](draw, environment)] as const);
  return Object.fromEntries(volumes);
}

function randomEfs(draw: Draw, environment: EnvironmentSpec): InputOf<'efs'> {
  const oneZone = draw.chance(0.4) ? draw.one(...environment.zones) : undefined;
  const throughput = draw.one<NonNullable<InputOf<'efs'>['throughput']>[]>('elastic', 'bursting', {
    provisionedMiBps: draw.one(1, 3414, 100),
  });
  const modes =
    throughput === 'elastic' || oneZone !== undefined ? (['generalPurpose'] as const) : (['maxIO'] as const);
  return {
    kind: 'efs',
    ...randomlyBackedUp(draw, environment),
    ...(oneZone && { oneZone }),
    ...(throughput === 'elastic' && draw.chance(0.5) ? {} : { throughput }),
    ...draw.some<InputOf<'efs'>>({
      performance: () => draw.one(...modes),
      coldAfterDays: () => draw.one(1, 30, 365, 'never' as const),
      kmsKeyArn: () => arn(environment, 'kms', 'key/55555555-2222-4333-8444-555555555555'),
      permissions: () => draw.one('0777', '777', '0755'),
      owner: () => draw.some({ uid: () => draw.one(1, 1000, 4_294_967_295), gid: () => draw.one(1, 1000) }),
    }),
  };
}

type BackedUpInput = Pick<InputOf<'efs'>, 'backups' | 'noBackups'>;

/** Both at once is refused. */
function randomlyBackedUp(draw: Draw, environment: EnvironmentSpec): BackedUpInput {
  if (draw.chance(0.4)) return { noBackups: { why: 'made again from what is elsewhere' } };
  return draw.chance(0.7) ? { backups: randomBackups(draw, environment) } : {};
}

function randomBackups(draw: Draw, { account, region }: EnvironmentSpec): BackupsInput {
  const elsewhere = { account, region: region === 'eu-west-1' ? 'eu-central-1' : 'eu-west-1' };
  const place = draw.chance(0.5) ? elsewhere : { account: '210987654321', region };
  return draw.some<BackupsInput>({
    schedule: () => draw.one('15 * * * ? *', '0 5 ? * MON-FRI *', '30  0/12 1 * ? *'),
    retentionDays: () => draw.one(1, 7, 36_500),
    copyTo: () => ({
      vaultArn: arn(place, 'backup', 'backup-vault:copies'),
      ...draw.some({ retentionDays: () => draw.one(1, 90) }),
    }),
  });
}

function randomTaskEbs(draw: Draw, environment: EnvironmentSpec): InputOf<'task-ebs'> {
  const type = draw.one('gp3' as const, 'gp3' as const, 'io2' as const);
  return {
    kind: 'task-ebs',
    sizeGiB: draw.one(32, 500, 16_384),
    ...(type === 'io2' || draw.chance(0.3) ? { volumeType: type } : {}),
    ...(type === 'io2' || draw.chance(0.5) ? { iops: draw.one(4000, 16_000) } : {}),
    ...draw.some<InputOf<'task-ebs'>>({
      ...(type === 'gp3' && { throughputMiBps: () => draw.one(125, 500, 750) }),
      filesystem: () => draw.one('ext3', 'ext4', 'xfs'),
      from: () => ({ snapshot: 'snap-0123456789abcdef0' }),
      kmsKeyArn: () => arn(environment, 'kms', 'key/55555555-2222-4333-8444-555555555555'),
    }),
  };
}

function randomS3(draw: Draw, environment: EnvironmentSpec): InputOf<'s3'> {
  return {
    kind: 's3',
    bucket: draw.one('example-ml-models', 'models.example.com'),
    ...(draw.chance(0.9) ? { prefix: draw.one('models/', 'models/ctr/v1/', '') } : {}),
    ...draw.some<InputOf<'s3'>>({
      cacheMiB: () => draw.one(512, 8192),
      kmsKeyArn: () => arn(environment, 'kms', 'key/55555555-2222-4333-8444-555555555555'),
    }),
  };
}

/** Mounts that a service may have: those of a few that nothing speaks against. */
export function randomMounts(
  draw: Draw,
  service: ServiceInput,
  inputs: Readonly<Record<string, VolumeInput>>,
  environment: EnvironmentSpec,
): MountInput[] {
  const names = Object.keys(inputs).filter((name) => inputs[name]?.kind !== 'ebs');
  if (names.length === 0) return [];
  const volumes = mapValues(inputs, (input) => volumeSpec.parse(input));
  const isFine = (mounts: readonly MountInput[]) =>
    isMountable({ ...service, mounts: [...mounts] }, inputs, environment);
  const wished = draw.list(1, 3, (i): MountInput => {
    const volume = draw.one(...names);
    const { subPaths, belongsTo, survivesTask, writers } = capabilitiesOf(volumes[volume] as VolumeSpec);
    return {
      volume,
      path: draw.one(`/data/${i}`, `/models-${i}`, `/srv/app/v${i}`),
      preparedInImage: belongsTo === 'image',
      ...(writers === 'none' && { readOnly: true }),
      ...draw.some<MountInput>({
        readOnly: () => writers === 'none' || draw.chance(0.7),
        persistent: () => survivesTask && draw.chance(0.5),
      }),
      ...(subPaths && draw.chance(0.9) && { subPath: draw.one('models', 'models/ctr', 'Models_1', 'a/b/c.d') }),
    };
  });
  const taken: MountInput[] = [];
  for (const mount of wished) if (isFine([...taken, mount])) taken.push(mount);
  return taken;
}

/** Where a service stands: its name, and the volumes that it may mount. */
interface OwnPlace {
  readonly service: string;
  readonly environment: EnvironmentSpec;
  readonly volumes: Readonly<Record<string, VolumeInput>>;
}

/** The service as the only one that mounts a volume of one writer, where nothing speaks against it. */
export function withOwnVolume(
  draw: Draw,
  service: ServiceInput,
  { volumes: inputs, environment, service: called }: OwnPlace,
): ServiceInput {
  const shifts = shiftOf(rolloutSpec.parse(service.rollout ?? {})) !== undefined;
  if (shifts || service.replicas === 'one-per-host') return service;
  const names = Object.keys(inputs).filter((name) => inputs[name]?.kind === 'ebs');
  const isRouted = (service.routes ?? []).length + (service.listeners ?? []).length > 0;
  for (const name of names) {
    const volume = inputs[name] as InputOf<'ebs'>;
    if (volume.perReplica && isRouted) continue;
    const as = volume.perReplica ? asWriters : asOneWriter;
    const alone = as(draw, service, { volume: name, path: draw.one('/data/index', '/index'), name: called });
    if (isMountable(alone, inputs, environment)) return alone;
  }
  return service;
}

function isMountable(
  service: ServiceInput,
  inputs: Readonly<Record<string, VolumeInput>>,
  environment: EnvironmentSpec,
): boolean {
  const volumes = mapValues(inputs, (input) => volumeSpec.parse(input));
  const spec = serviceSpec.parse(service);
  const contract = contractOf(environment, () => '');
  return checkStorage(spec, volumes, contract).length + checkPlacement(spec, contract, { volumes }).length === 0;
}
