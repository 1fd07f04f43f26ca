import { distance } from 'fastest-levenshtein';
import data from './ec2-instances.json';

/** The accelerator of an instance type: all devices of a host are alike. */
export interface Accelerator {
  /** Model, lower case: `a10g`, `h100`, `inferentia2`. */
  readonly name: string;
  /** `aws` makes Inferentia and Trainium. */
  readonly vendor: 'nvidia' | 'aws' | 'amd' | 'qualcomm';
  /** Whole devices of one host. 0 where a host has only a part of one (`g6f`, `gr6f`). */
  readonly count: number;
  /** Memory of one device, or of the part that the host has. Null where EC2 does not report it. */
  readonly memoryMiB: number | null;
}

/** What EC2 says of one instance type. A fact that the source does not know is absent. */
export interface InstanceType {
  /** `m6i.2xlarge`. */
  readonly type: string;
  readonly arch: 'amd64' | 'arm64';
  readonly vcpu: number;
  /** Nominal memory: more than what the operating system sees of it. */
  readonly memoryMiB: number;
  /** Network interfaces that a host can have, its primary one included. */
  readonly enis?: number;
  /** The same, by network card. */
  readonly eniCards?: readonly number[];
  /** Branch interfaces behind a trunk, as EKS counts them: a few less than ECS does. Absent where EC2 cannot trunk. */
  readonly branchEnis?: number;
  /** Elastic fabric adapters that a host can have. */
  readonly efa: number;
  readonly networkMbps?: number;
  readonly ebsMbps?: number;
  /** All instance store volumes together. */
  readonly nvmeGB: number;
  /** Empty for bare metal. */
  readonly hypervisor: 'nitro' | 'xen' | '';
  /** Linux, on demand, in the region of `EC2_CATALOG`. */
  readonly usdPerHour?: number;
  readonly accelerator?: Accelerator;
  /** EBS volumes that a host can have, and whether interfaces and instance store count against the same limit. */
  readonly ebsAttachments?: readonly [limit: number, slots: 'shared' | 'dedicated'];
  /** Whole NVIDIA devices: the only ones that ECS and Batch call GPUs. */
  readonly gpus: number;
}

type Row = Omit<InstanceType, 'gpus'>;
// The inferred type of the file is a union of thousands of literals; the test of the catalog checks the shape instead.
const catalog = data as unknown as { source: string; date: string; region: string; types: readonly Row[] };

/** Where the facts come from, when they were true, and the region of the prices. */
export const EC2_CATALOG = { source: catalog.source, date: catalog.date, region: catalog.region } as const;

let byName: ReadonlyMap<string, InstanceType> | undefined;

/** Every instance type of the catalog by its name. */
export function instanceTypes(): ReadonlyMap<string, InstanceType> {
  byName ??= new Map(catalog.types.map((row) => [row.type, { ...row, gpus: gpusOf(row) }]));
  return byName;
}

function gpusOf({ accelerator }: Row): number {
  return accelerator?.vendor === 'nvidia' ? accelerator.count : 0;
}

/** The facts of `m6i.2xlarge`; undefined for a name that the catalog does not know. */
export function instanceType(name: string): InstanceType | undefined {
  return instanceTypes().get(name);
}

/** The type that `name` was probably meant to be: at most a third of its letters differ, or it is a size cut short. */
export function nearestInstanceType(name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  let best: { type: string; letters: number } | undefined;
  for (const type of instanceTypes().keys()) {
    const letters = distance(wanted, type);
    if (letters < (best?.letters ?? Number.POSITIVE_INFINITY)) best = { type, letters };
  }
  if (best !== undefined && best.letters <= Math.floor(wanted.length / 3)) return best.type;
  return /\../.test(wanted) ? [...instanceTypes().keys()].find((type) => type.startsWith(wanted)) : undefined;
}

/**
 * What ECS says cannot have a trunk although EC2 could give it one. Everything else that has branch interfaces can.
 * The guide also lists limits for a few types of these families; a host without a trunk strands tasks, so the refusal wins.
 */
export const NO_ECS_TRUNK = {
  source: 'Amazon ECS Developer Guide, "Supported instances for increased Amazon ECS container network interfaces"',
  date: '2023, the last edition with public sources',
  families: new Set(
    'c5n d3 d3en g3 g3s g4dn i3 i3en inf1 m5dn m5n m5zn mac1 r5b r5dn r5n u-12tb1 u-6tb1 u-9tb1 z1d'.split(' '),
  ),
  types: new Set(
    'a1.metal c5.metal c5a.8xlarge c5ad.8xlarge c5d.metal m5.metal p3dn.24xlarge r5.8xlarge r5.metal r5d.metal'.split(
      ' ',
    ),
  ),
} as const;

/** Whether an ECS host of this type gets a trunk interface in an account that has `awsvpcTrunking` on. */
export function trunkingSupported({ type, branchEnis }: InstanceType): boolean {
  return branchEnis !== undefined && !NO_ECS_TRUNK.types.has(type) && !NO_ECS_TRUNK.families.has(familyOf(type));
}

/** `m6i` of `m6i.2xlarge`. */
export function familyOf(type: string): string {
  return type.split('.', 1)[0] ?? type;
}
