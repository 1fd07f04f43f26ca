import type { InstanceType } from './ec2-instances';

/** How many EBS volumes a host can have, its root volume included. */
export interface EbsAttachments {
  readonly limit: number;
  /** Network interfaces and disks of the instance store count too. */
  readonly shared: boolean;
}

/**
 * EC2 user guide, "Amazon EBS volume limits for Amazon EC2 instances", 2026-11: families that have a limit for volumes alone, by size; all other
 * Nitro types have 28 attachments in all (bare metal 31). Xen types are left at 39, above which Linux may not start.
 */
const DEDICATED = new Set(
  'm7a m7i m7i-flex m8g c7a c7i c7i-flex c8g r7a r7i r7iz r8g x8g i7ie i8g f2 g6 g6e gr6 p5 p5e p5en trn2 trn2u hpc7a'.split(
    ' ',
  ),
);
const BY_SIZE: Readonly<Record<string, number>> = {
  '16xlarge': 48,
  '24xlarge': 64,
  '32xlarge': 88,
  '48xlarge': 128,
  'metal-16xl': 39,
  'metal-24xl': 39,
  'metal-32xl': 79,
  'metal-48xl': 79,
};
const SMALLER = 32;
const SHARED = { nitro: 28, metal: 31 } as const;
const XEN = 39;

/** The limit of a type: what the catalog knows of it alone, or what its family has. */
export function ebsAttachments({ type, hypervisor, nvmeGB, ebsAttachments: known }: InstanceType): EbsAttachments {
  if (known !== undefined) return { limit: known[0], shared: known[1] === 'shared' };
  const [family = '', size = ''] = type.split('.');
  if (DEDICATED.has(family)) return { limit: BY_SIZE[size] ?? SMALLER, shared: false };
  if (hypervisor === 'xen') return { limit: XEN, shared: false };
  // How many disks the instance store has nobody says; one at least.
  const disks = nvmeGB > 0 ? 1 : 0;
  return { limit: (hypervisor === '' ? SHARED.metal : SHARED.nitro) - disks, shared: true };
}
