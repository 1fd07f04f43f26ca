import type { QuotaName } from '../catalog/quotas';

/** So many of what a quota bounds, with one cause. */
export interface Item {
  readonly quota: QuotaName;
  /** What has the quota to itself, as a message calls it: `gateway 'public'`. */
  readonly of: string;
  /** The field that causes them: `ads.services.bidder`. */
  readonly by: string;
  readonly count: number;
}

/** What has the quotas of an account, a region, a network or a cluster to itself, as far as is known here. */
export const ENVIRONMENT = 'the environment';

/** Items of one cause, by quota, for what a whole environment has to itself. */
export function shared(by: string, counts: Partial<Readonly<Record<QuotaName, number>>>): Item[] {
  return (Object.entries(counts) as [QuotaName, number][]).map(([quota, count]) => ({
    quota,
    of: ENVIRONMENT,
    by,
    count,
  }));
}

/** The security group of something, in one direction. */
export function direction(owner: string, way: 'in' | 'out'): string {
  return `the security group of ${owner} (${way}bound)`;
}
