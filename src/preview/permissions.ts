import { freesWhenGone } from './denials';
import { isLate, ofAcl, ofAttachment, ofBoundary, ofManagedPolicies, ofUnknownIam } from './granted';
import { at } from './nested-json';
import { NOTHING, type PermissionChange, type PolicyKind, SAID } from './permission-change';
import type { Change, ResourceChange } from './plan-json';
import { isSaid, type Statement, statementsOf } from './statements';

interface PolicyAt {
  readonly attribute: string;
  readonly kind: PolicyKind;
}

const identity: readonly PolicyAt[] = [{ attribute: 'policy', kind: 'identity' }];
const resource: readonly PolicyAt[] = [{ attribute: 'policy', kind: 'resource' }];

/** Where resources have policies. */
export const POLICIES: Readonly<Record<string, readonly PolicyAt[]>> = {
  aws_iam_role: [{ attribute: 'assume_role_policy', kind: 'trust' }],
  aws_iam_policy: identity,
  aws_iam_role_policy: identity,
  aws_iam_user_policy: identity,
  aws_iam_group_policy: identity,
  aws_kms_key: resource,
  aws_kms_key_policy: resource,
  aws_s3_bucket_policy: resource,
  aws_sqs_queue: resource,
  aws_sqs_queue_policy: resource,
  aws_sns_topic: resource,
  aws_sns_topic_policy: resource,
  aws_ecr_repository_policy: resource,
  aws_ecr_registry_policy: resource,
  aws_efs_file_system_policy: resource,
  aws_secretsmanager_secret: resource,
  aws_secretsmanager_secret_policy: resource,
  aws_backup_vault_policy: resource,
  aws_vpc_endpoint: resource,
  aws_vpc_endpoint_policy: resource,
};

/** Every statement that comes or goes with a plan. @param changes what of the plan may be shown. */
export function permissionChanges(changes: readonly ResourceChange[]): PermissionChange[] {
  return changes.flatMap((change) => {
    const isKnown = Object.hasOwn(POLICIES, change.type);
    const policies = isKnown ? (POLICIES[change.type] as readonly PolicyAt[]) : [];
    const frees = freesWhenGone(change, changes);
    return [
      ...policies.flatMap((policy) => ofPolicy(change, policy, frees)),
      ...ofPolicy(inlineOf(change), { attribute: 'inline_policy', kind: 'identity' }, false),
      ...ofManagedPolicies(change),
      ...ofBoundary(change),
      ...ofAttachment(change),
      ...ofAcl(change),
      ...ofUnknownIam(change, isKnown),
    ];
  });
}

/**
 * A role with the policies that it has in itself as one policy, and anything else as if it had none. AWS tells also those that others made for it, so
 * what nobody wrote is known after the apply, and is none of its own.
 */
function inlineOf(resource: ResourceChange): ResourceChange {
  const { type, change } = resource;
  const late = at(change.after_unknown, 'inline_policy');
  const isTold = type === 'aws_iam_role' && change.after != null;
  if (!isTold || (late === true && change.actions.includes('create')))
    return { ...resource, change: { ...change, before: null, after: null } };
  const one = (side: Change['before']) => (side == null ? side : { inline_policy: joined(at(side, 'inline_policy')) });
  const [before, after] = [one(change.before), one(change.after)];
  return { ...resource, change: { ...change, before, after, after_unknown: { inline_policy: isLate(late) } } };
}

/** Policies as one; what cannot be read is left as it is. */
function joined(policies: unknown): unknown {
  if (!Array.isArray(policies)) return policies;
  const statements = policies.map((one) => statementsIn(at(one, 'policy')));
  return statements.includes(undefined) ? policies : { Statement: statements.flat() };
}

function statementsIn(policy: unknown): unknown[] | undefined {
  return statementsOf(policy) === undefined ? undefined : [at(policy, 'Statement') ?? []].flat();
}

function ofPolicy(
  { address, change }: ResourceChange,
  { attribute, kind }: PolicyAt,
  frees: boolean,
): PermissionChange[] {
  const [was, will] = [statementsOf(at(change.before, attribute)), statementsOf(at(change.after, attribute))];
  const base = { address, policy: SAID[kind] };
  const isUnknown = at(change.after_unknown, attribute) === true && change.after != null;
  // A key or a queue that nobody gave a policy gets one of AWS: what comes of that is not known, and nothing is asked.
  if (isUnknown && was?.length === 0 && kind === 'resource') return [];
  if (isUnknown) return [{ ...base, ...NOTHING, undecided: 'known after the apply' }];
  if (was === undefined || will === undefined) {
    if (JSON.stringify(at(change.before, attribute)) === JSON.stringify(at(change.after, attribute))) return [];
    return [{ ...base, ...NOTHING, undecided: 'cannot be read' }];
  }
  const [came, went] = [without(will, was), without(was, will)];
  return [
    ...went.map((statement) => ({
      ...base,
      ...statement,
      sign: '-' as const,
      isBroadening: (change.after != null || frees) && statement.effect === 'Deny' && !isSaid(statement, will),
    })),
    ...came.map((statement) => ({
      ...base,
      ...statement,
      sign: '+' as const,
      isBroadening: statement.effect !== 'Deny' && !isSaid(statement, was),
    })),
  ];
}

function without(statements: readonly Statement[], others: readonly Statement[]): Statement[] {
  const there = new Set(others.map((other) => JSON.stringify(other)));
  return statements.filter((statement) => !there.has(JSON.stringify(statement)));
}
