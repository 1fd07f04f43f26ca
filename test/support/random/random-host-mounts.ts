import { arn } from '../../../src/naming/arns';
import type { ContractTrainingCluster } from '../../../src/spec/contract';
import type { MountInput } from '../../../src/spec/mount';
import type { HostMountInput } from '../../../src/spec/training/host-mount';
import type { Draw } from './draw';
import { label } from './label';

type HostMounts = Record<string, HostMountInput>;
type MountOf<K extends HostMountInput['kind']> = Extract<HostMountInput, { kind: K }>;

/** What the hosts of a cluster in these zones mount, by name. */
export function randomHostMounts(draw: Draw, region: string, zones: readonly string[]): HostMounts {
  return Object.fromEntries(
    draw.list(1, 3, (i) => [label(draw, 'volume', i), draw.one(randomLustre, randomBucket)(draw, region, zones)]),
  );
}

function randomLustre(draw: Draw, region: string, zones: readonly string[]): HostMountInput {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    kind: 'lustre',
    dnsName: `fs-0123456789abcdef0.fsx.${region}.${domain}`,
    mountName: draw.one('fsx', 'ab3cdbmv'),
    securityGroupId: draw.one('sg-0aaaaaaaaaaaaaaaa', 'sg-0bbbbbbbbbbbbbbbb'),
    zone: draw.one(...zones),
    ...draw.some<MountOf<'lustre'>>({
      deployment: () => draw.one('SCRATCH_2', 'PERSISTENT_1', 'PERSISTENT_2'),
      readOnly: () => draw.chance(0.4),
    }),
  };
}

function randomBucket(draw: Draw, region: string): HostMountInput {
  return {
    kind: 's3',
    bucket: draw.one('example-ml-clicks', 'clicks.example.com'),
    ...draw.some<MountOf<'s3'>>({
      prefix: () => draw.one('daily/', "ann's days/", ''),
      cacheMiB: () => draw.one(512, 8192),
      kmsKeyArn: () => arn({ account: '123456789012', region }, 'kms', 'key/55555555-2222-4333-8444-555555555555'),
      readOnly: () => draw.chance(0.4),
    }),
  };
}

/** A mount of what hosts of a cluster mount: where it may not be written, one that only reads. */
export function randomHostMount(
  draw: Draw,
  name: string,
  { hostMounts = {}, multiNode }: ContractTrainingCluster,
): MountInput[] {
  const names = Object.keys(hostMounts);
  if (names.length === 0 || draw.chance(0.4)) return [];
  const chosen = draw.one(...names);
  const { kind, readOnly } = hostMounts[chosen] as NonNullable<typeof hostMounts>[string];
  const reads = readOnly || (kind === 's3' && multiNode);
  const mount = {
    volume: `${name}/${chosen}`,
    path: '/mnt/host',
    ...draw.some({ persistent: () => draw.chance(0.5) }),
  };
  return [{ ...mount, ...(reads ? { readOnly: true } : draw.some({ readOnly: () => draw.chance(0.5) })) }];
}
