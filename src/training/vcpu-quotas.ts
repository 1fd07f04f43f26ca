import { familyOf, instanceType } from '../catalog/ec2-instances';
import type { Capacity } from '../spec/training/training-cluster';

/** How EC2 counts vCPUs: those of spot hosts by themselves, reserved ones with those on demand. */
export type Market = 'spot' | 'on-demand';

/** A quota of EC2 that counts vCPUs of some families together. */
export interface VcpuQuota {
  /** AWS's own name for it, as the Service Quotas console shows it. */
  readonly title: string;
  /** Its code in Service Quotas; absent where nobody found it: look for the title. */
  readonly code?: string;
}

/**
 * Quotas of vCPUs by the letters that a family begins with, all of them: `trn` is not `t`, and `hpc` not `h`.
 * Source: EC2 user guide, "EC2 On-Demand Instance limits" and "Spot Instance limits", and the list of quotas in the AWS General Reference; codes
 * as `service-quotas list-service-quotas` prints them. 2026-11.
 */
export const VCPU_QUOTAS = {
  source: 'AWS General Reference, "Amazon EC2 endpoints and quotas"',
  date: '2026-11',
  rows: [
    row(
      'a c d h i im is m r t z',
      'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
      'L-1216C47A',
      'All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests',
      'L-34B43A08',
    ),
    row(
      'g gr vt',
      'Running On-Demand G and VT instances',
      'L-DB2E81BA',
      'All G and VT Spot Instance Requests',
      'L-3819A6DF',
    ),
    row('p', 'Running On-Demand P instances', 'L-417A185B', 'All P4, P3 and P2 Spot Instance Requests', 'L-7212CCBC'),
    row('inf', 'Running On-Demand Inf instances', 'L-1945791B', 'All Inf Spot Instance Requests', 'L-B5D1601B'),
    row('trn', 'Running On-Demand Trn instances', 'L-2C3B7624', 'All Trn Spot Instance Requests', 'L-6B0D517C'),
    row('dl', 'Running On-Demand DL instances', 'L-6E869C2A', 'All DL Spot Instance Requests', 'L-85EED4F7'),
    row('f', 'Running On-Demand F instances', 'L-74FC7D96', 'All F Spot Instance Requests', 'L-88CF9481'),
    row('x', 'Running On-Demand X instances', 'L-7295265B', 'All X Spot Instance Requests', 'L-E3A00192'),
    row('hpc', 'Running On-Demand HPC instances', 'L-F7808C92'),
    row('u', 'Running On-Demand High Memory instances', 'L-43DA4232'),
  ],
} as const;

/** Generations of P that have a spot quota of their own. Of P6 it is not known which, or whether it has one. */
const SPOT_OF_P: Readonly<Record<string, VcpuQuota>> = {
  p5: { title: 'All P5 Spot Instance Requests', code: 'L-C4BD4855' },
  p6: { title: 'Spot Instance Requests of P6 (quota not known)' },
};

interface Row {
  readonly letters: readonly string[];
  readonly onDemand: VcpuQuota;
  readonly spot?: VcpuQuota;
}

function row(letters: string, title: string, code: string, spotTitle?: string, spotCode?: string): Row {
  return {
    letters: letters.split(' '),
    onDemand: { title, code },
    ...(spotTitle !== undefined && spotCode !== undefined && { spot: { title: spotTitle, code: spotCode } }),
  };
}

/** The quota that hosts of this type count against; one without a code where it is not known. */
export function vcpuQuota(type: string, market: Market): VcpuQuota {
  const [, letters = '', generation = ''] = /^([a-z]+)-?(\d*)/.exec(familyOf(type)) ?? [];
  const unknown = {
    title: `${market === 'spot' ? 'Spot' : 'On-Demand'} instances of ${familyOf(type)} (quota not known)`,
  };
  const found = VCPU_QUOTAS.rows.find((each) => each.letters.includes(letters));
  if (found === undefined) return unknown;
  if (market === 'on-demand') return found.onDemand;
  const own = letters === 'p' ? SPOT_OF_P[`p${generation}`] : undefined;
  return own ?? found.spot ?? unknown;
}

/** What a cluster may come to of one quota. */
export interface VcpuDemand {
  readonly market: Market;
  readonly quota: VcpuQuota;
  /** Its hosts that count against it. */
  readonly types: readonly string[];
  /** vCPUs at most: quotas count these, and not hosts. */
  readonly vcpus: number;
}

/**
 * vCPUs that a cluster wants at most of each quota: all of them of each, since nobody knows which of its types EC2 will have, and once for each way
 * to pay, since these are environments of AWS Batch that do not know of each other.
 */
export function clusterVcpus(types: readonly string[], capacity: readonly Capacity[], maxVcpus: number): VcpuDemand[] {
  return (['on-demand', 'spot'] as const).flatMap((market) => {
    const ways = capacity.filter((each) => (each === 'spot') === (market === 'spot')).length;
    const titles = ways === 0 ? [] : [...new Set(types.map((type) => vcpuQuota(type, market).title))].sort();
    return titles.map((title): VcpuDemand => {
      const own = types.filter((type) => vcpuQuota(type, market).title === title);
      const largest = Math.max(...own.map((type) => instanceType(type)?.vcpu ?? 0));
      const quota = vcpuQuota(own[0] as string, market);
      return { market, quota, types: own, vcpus: ways * Math.max(maxVcpus, largest) };
    });
  });
}
