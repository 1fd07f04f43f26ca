import type { RiskFound } from './model';
import { at } from './nested-json';
import type { NetworkChange } from './network-rules';
import { portsOf } from './network-rules';
import type { PermissionChange } from './permission-change';
import { POLICIES } from './permissions';
import type { ResourceChange } from './plan-json';
import { isMatch, isSaid, type Statement, statementsOf } from './statements';

/** What rules of security groups open. */
export function networkRisk(rule: NetworkChange): RiskFound[] {
  if (rule.opens === undefined) return [];
  const says = rule.direction === 'ingress' ? `lets in ${rule.opens}` : `lets out to ${rule.opens}`;
  return [{ risk: 'exposure', says, of: portsOf(rule) }];
}

/** Actions with which somebody gets the rest. */
const POWERS = ['*', 'iam:*', 'sts:*', 'iam:passrole', 'kms:*', 's3:*'];

/** What statements open: to everybody, or everything to somebody. */
export function permissionRisk(change: PermissionChange): RiskFound[] {
  if (!change.isBroadening || change.sign !== '+') return [];
  if (change.undecided !== undefined) return [];
  if (change.principals.includes('*') && change.condition === '')
    return [{ risk: 'exposure', says: `${change.policy}: everybody, on no condition` }];
  if (change.actions.some((action) => /\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/.test(action)))
    return [{ risk: 'exposure', says: 'may do nearly everything', of: change.actions.join(', ') }];
  const power = change.actions.find((action) => POWERS.includes(action.toLowerCase()));
  if (power !== undefined && change.resources.includes('*') && change.principals.length === 0)
    return [{ risk: 'exposure', says: 'may do this with everything', of: power }];
  return [];
}

/** What policies take away from those who must get in. @param resource what of it may be shown */
export function lockoutRisk(resource: ResourceChange): RiskFound[] {
  const { type, change } = resource;
  const policies = Object.hasOwn(POLICIES, type) ? (POLICIES[type] ?? []) : [];
  if (change.after == null) return [];
  return policies.flatMap(({ attribute, kind }): RiskFound[] => {
    const [was, will] = [statementsOf(at(change.before, attribute)), statementsOf(at(change.after, attribute))];
    const isUnknown = at(change.after_unknown, attribute) === true;
    if (isUnknown || will === undefined || JSON.stringify(was) === JSON.stringify(will)) return [];
    if (type.startsWith('aws_kms_key') && will.length > 0 && !will.some(keepsAccount))
      return [
        { risk: 'lockout', says: 'its policy no longer names the account: nobody may be able to change it again' },
      ];
    const denied = will.find(
      (statement) =>
        isDenyAll(statement) && !(was ?? []).some((old) => JSON.stringify(old) === JSON.stringify(statement)),
    );
    if (kind === 'resource' && denied !== undefined)
      return [
        {
          risk: 'lockout',
          says: 'denies everybody, also those who would take that back',
          of: denied.actions.join(', '),
        },
      ];
    if (
      kind === 'trust' &&
      change.before != null &&
      was?.some((statement) => statement.effect === 'Allow' && !isSaid(statement, will))
    )
      return [{ risk: 'lockout', says: 'somebody who may become this role now no longer may' }];
    return [];
  });
}

/** The account itself, which every key must keep (KMS developer guide, "Default key policy", 2026-11). */
function keepsAccount({ effect, actions, principals, isNegated }: Statement): boolean {
  const isAccount = principals.some((one) => one === '*' || /^AWS:(arn:aws[a-z-]*:iam::\d{12}:root|\d{12})$/.test(one));
  return (
    effect === 'Allow' &&
    !isNegated &&
    isAccount &&
    actions.some((action) => isMatch(action.toLowerCase(), 'kms:putkeypolicy'))
  );
}

function isDenyAll({ effect, principals, condition, actions, isNegated }: Statement): boolean {
  return (
    effect === 'Deny' &&
    condition === '' &&
    !isNegated &&
    principals.includes('*') &&
    actions.some((action) => action.endsWith('*'))
  );
}
