import { QUOTAS, type Quota, type QuotaName } from '../catalog/quotas';
import type { Problem } from '../errors';
import type { Usage } from '../quotas/usage';
import { unknownName } from './unknown-name';

/** Above this share of a quota the next change may be the one that is refused. */
const NEAR = 0.8;

/** Causes that a message lists; the rest are counted. */
const LISTED = 3;

/** Quotas that an environment says it has, of which AWS has none or gives no other. */
export function checkQuotaValues(quotas: Readonly<Record<string, number>>): Problem[] {
  return Object.keys(quotas)
    .sort()
    .flatMap((name) => {
      const field = `quotas.${name}`;
      const quota = (QUOTAS as Readonly<Record<string, Quota>>)[name];
      if (quota === undefined) {
        const { fix } = unknownName('UnknownQuota', field, 'quota', name, Object.keys(QUOTAS));
        return [{ code: 'UnknownQuota', field, problem: 'is not a quota', fix }];
      }
      const value = quotas[name] as number;
      if (!quota.adjustable) {
        const problem = `is ${value}, and AWS gives everybody ${quota.default}`;
        return [{ code: 'FixedQuota', field, problem, fix: `leave it out${orElse(quota)}` }];
      }
      if (quota.most === undefined || value <= quota.most) return [];
      const problem = `is ${value}, and AWS gives nobody more than ${quota.most}`;
      return [{ code: 'QuotaTooHigh', field, problem, fix: `use what Service Quotas shows, ${quota.most} at most` }];
    });
}

/** What AWS would refuse when it is applied, because the account may not have so many. */
export function checkUsage(usages: readonly Usage[]): Problem[] {
  return usages.filter((usage) => exceeds(usage) && QUOTAS[usage.quota].basis === 'documented').map(exceeded);
}

/** What is near a quota, or above one that is only known from experience. */
export function warnUsage(usages: readonly Usage[]): Problem[] {
  return usages.flatMap((usage) => {
    if (exceeds(usage)) return QUOTAS[usage.quota].basis === 'experience' ? [exceeded(usage)] : [];
    if (usage.count <= NEAR * usage.limit) return [];
    return [{ ...exceeded(usage), code: 'QuotaNear', fix: `before it needs more, ${wayOut(usage.quota)}` }];
  });
}

const exceeds = ({ count, limit }: Usage) => count > limit;

function exceeded(usage: Usage): Problem {
  const { quota, of, count, limit } = usage;
  const problem = `is ${limit}, and ${of} needs ${count}: ${listed(usage)}`;
  return { code: 'QuotaExceeded', field: `quotas.${quota}`, problem, fix: wayOut(quota) };
}

function listed({ causes }: Usage): string {
  const first = causes.slice(0, LISTED).map(([field, count]) => `${count} for ${field}`);
  const rest = causes.slice(LISTED).reduce((sum, [, count]) => sum + count, 0);
  return rest === 0 ? first.join(', ') : `${first.join(', ')} and ${rest} for others`;
}

/** Raise it, where AWS does; or do without. */
function wayOut(name: QuotaName): string {
  const quota: Quota = QUOTAS[name];
  if (!quota.adjustable) return quota.instead ?? 'use less';
  const code = quota.code === undefined ? '' : ` ${quota.code}`;
  const most = quota.most === undefined ? '' : `, ${quota.most} at most`;
  return `raise '${quota.title}'${code} in Service Quotas${most}, and say so in quotas.${name}${orElse(quota)}`;
}

function orElse({ instead }: Quota): string {
  return instead === undefined ? '' : `; or ${instead}`;
}
