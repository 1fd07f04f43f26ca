import { deployDenials, deployGrants } from './ci-deploy';
import { planGrants, planReads } from './ci-plan';
import type { CiScope } from './ci-scope';
import { packPolicies } from './pack-policies';
import type { Statement } from './policy';

/** What the roles of CI may do, in policies that IAM has room for: who deploys has both. */
export function ciPolicies(scope: CiScope): { readonly read: Statement[][]; readonly deploy: Statement[][] } {
  return {
    read: packPolicies([...planReads(), ...planGrants(scope)]),
    deploy: scope.ci.deploy === undefined ? [] : packPolicies([...deployGrants(scope), ...deployDenials(scope)]),
  };
}
