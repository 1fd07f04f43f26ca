import { ciPolicies } from '../identity/ci-policies';
import { issuersOf } from '../identity/issuers';
import type { EnvironmentSpec } from '../spec/environment';
import { type Item, shared } from './item';

/** That nobody deletes what is protected. */
const KEEP = 1;

/** What an account has for whoever deploys to it: issuers, and the roles of CI with their policies. */
export function countCi(environment: EnvironmentSpec): Item[] {
  const { accountSettings, backend } = environment;
  const { ci } = accountSettings;
  const issuers = shared('accountSettings', { identityProvidersPerAccount: issuersOf(accountSettings).length });
  if (ci === undefined) return issuers;
  const { read, deploy } = ciPolicies({ site: environment, ci, backend });
  const role = (part: 'plan' | 'deploy', policies: number): Item[] => [
    ...shared('accountSettings.ci', { rolesPerAccount: 1 }),
    {
      quota: 'managedPoliciesPerRole',
      of: `the role of CI to ${part}`,
      by: `accountSettings.ci.${part}`,
      count: policies,
    },
  ];
  return [
    ...issuers,
    ...(ci.plan === undefined ? [] : role('plan', read.length)),
    ...(ci.deploy === undefined ? [] : role('deploy', read.length + deploy.length + KEEP)),
  ];
}
