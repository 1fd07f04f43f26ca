import type { Problem } from '../errors';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import { pulledThrough } from '../task/pulled-through';

/**
 * Images that would be fetched into a registry of another account. There a repository that does not exist yet has no policy that lets this
 * account pull, and only the owner can give it one (ECR user guide, "IAM permissions required to sync an upstream registry", 2026-11).
 */
export function checkPulls(service: ServiceSpec, { registry, site }: Contract): Problem[] {
  if (registry.account === site.account) return [];
  return pulledThrough(service, registry).map(({ field, repository }) => {
    const problem = `is of '${repository}', which account ${registry.account} fetches from elsewhere for itself alone`;
    const fix = 'name the image where it comes from, or use a registry of this account';
    return { code: 'PullThroughElsewhere', field, problem, fix };
  });
}

/**
 * Images that the registry fetches from elsewhere at the first pull, which needs NAT although the registry itself is reached by an endpoint
 * (ECR user guide, "Considerations for Amazon ECR VPC endpoints", 2026-11). Later pulls do not, and whether there was a first one nobody knows
 * here: a warning. Fields are those of the service.
 */
export function warnFirstPulls(service: ServiceSpec, { network, registry }: Contract): Problem[] {
  if (network.nat !== 'none') return [];
  return pulledThrough(service, registry).map(({ field, repository }) => ({
    code: 'FirstPullNeedsNat',
    field,
    problem: `is of '${repository}', which the registry fetches at the first pull, and that fails in a network without NAT: no replica starts until it was pulled from elsewhere`,
    fix: "pull each version once where there is a way out, or use network.nat 'single' or 'per-zone'",
  }));
}
