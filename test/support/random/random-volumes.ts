import { arn } from '../../../src/naming/arns';
import { checkMountZones } from '../../../src/rules/check-mount-zones';
import { checkMounts } from '../../../src/rules/check-mounts';
import { contractOf } from '../../../src/spec/contract-of';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import { mapValues } from '../../../src/spec/map-values';
import type { MountInput } from '../../../src/spec/mount';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import { type VolumeInput, volumeSpec } from '../../../src/spec/volume';
import type { Draw } from './draw';
import { label } from './label';

/** Volumes of one random system, by name. */
export function randomVolumes(draw: Draw, environment: EnvironmentSpec): Record<string, VolumeInput> {
  const volumes = draw.list(1, 2, (i) => {
    const oneZone = draw.chance(0.4) ? draw.one(...environment.zones) : undefined;
    const throughput = draw.one<NonNullable<VolumeInput['throughput']>[]>('elastic', 'bursting', {
      provisionedMiBps: draw.one(1, 3414, 100),
    });
    const modes =
      throughput === 'elastic' || oneZone !== undefined ? (['generalPurpose'] as const) : (['maxIO'] as const);
    const volume: VolumeInput = {
      kind: 'efs',
      ...(oneZone && { oneZone }),
      ...(throughput === 'elastic' && draw.chance(0.5) ? {} : { throughput }),
      ...draw.some<VolumeInput>({
        performance: () => draw.one(...modes),
        coldAfterDays: () => draw.one(1, 30, 365, 'never' as const),
        kmsKeyArn: () => arn(environment, 'kms', 'key/55555555-2222-4333-8444-555555555555'),
        permissions: () => draw.one('0777', '777', '0755'),
        owner: () => draw.some({ uid: () => draw.one(1, 1000, 4_294_967_295), gid: () => draw.one(1, 1000) }),
      }),
    };
    return [label(draw, 'volume', i), volume] as const;
  });
  return Object.fromEntries(volumes);
}

/** Mounts that a service may have: those of a few that nothing speaks against. */
export function randomMounts(
  draw: Draw,
  service: ServiceInput,
  inputs: Readonly<Record<string, VolumeInput>>,
  environment: EnvironmentSpec,
): MountInput[] {
  const names = Object.keys(inputs);
  if (names.length === 0) return [];
  const volumes = mapValues(inputs, (input) => volumeSpec.parse(input));
  const contract = contractOf(environment, () => '');
  const isFine = (mounts: readonly MountInput[]) => {
    const spec = serviceSpec.parse({ ...service, mounts });
    return checkMounts(spec, volumes).length + checkMountZones(spec, volumes, contract).length === 0;
  };
  const wished = draw.list(
    1,
    3,
    (i): MountInput => ({
      volume: draw.one(...names),
      path: draw.one(`/data/${i}`, `/models-${i}`, `/srv/app/v${i}`),
      ...draw.some<MountInput>({
        readOnly: () => draw.chance(0.7),
        subPath: () => draw.one('models', 'models/ctr', 'Models_1', 'a/b/c.d'),
      }),
    }),
  );
  const taken: MountInput[] = [];
  for (const mount of wished) if (isFine([...taken, mount])) taken.push(mount);
  return taken;
}
