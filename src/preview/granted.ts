import { at } from './nested-json';
import { NOTHING, named, type PermissionChange, SAID } from './permission-change';
import type { ResourceChange } from './plan-json';

/** What gives somebody a policy that AWS or somebody else wrote: the attributes that say whom. */
const ATTACHED: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role_policy_attachment: ['role'],
  aws_iam_user_policy_attachment: ['user'],
  aws_iam_group_policy_attachment: ['group'],
  aws_iam_policy_attachment: ['roles', 'users', 'groups'],
};

export function isAttachment(type: string): boolean {
  return Object.hasOwn(ATTACHED, type);
}

/** A policy that is given to somebody, or taken from them. More of those who have it is more; fewer is not. */
export function ofAttachment({ address, type, change }: ResourceChange): PermissionChange[] {
  const keys = isAttachment(type) ? (ATTACHED[type] as readonly string[]) : undefined;
  if (keys === undefined) return [];
  const { before, after } = change;
  const [was, will] = [membersOf(before, keys), membersOf(after, keys)];
  const isUnknown = after != null && ['policy_arn', ...keys].some((key) => isLate(at(change.after_unknown, key)));
  if (before != null && after != null && !isUnknown && isSubset(was, will) && isSubset(will, was)) return [];
  const came = named(address, '+', at(after, 'policy_arn'));
  return [
    ...(before == null ? [] : [named(address, '-', at(before, 'policy_arn'))]),
    ...(after == null ? [] : [{ ...came, isBroadening: isUnknown || before == null || !isSubset(will, was) }]),
  ];
}

/** Who has which policy, as text. */
function membersOf(value: unknown, keys: readonly string[]): string[] {
  const policy = at(value, 'policy_arn');
  return keys.flatMap((key) => [at(value, key) ?? []].flat().map((name) => JSON.stringify([key, name, policy])));
}

function isSubset(some: readonly string[], all: readonly string[]): boolean {
  return some.every((one) => all.includes(one));
}

/** Whether anything in it is known after the apply alone. */
export function isLate(unknown: unknown): boolean {
  return JSON.stringify(unknown ?? false).includes('true');
}

/**
 * The policies that a role names itself. AWS tells also those that others attached to it, so a list that nobody wrote is known after the apply, and
 * is none of its own.
 */
export function ofManagedPolicies({ address, type, change }: ResourceChange): PermissionChange[] {
  if (type !== 'aws_iam_role' || change.after == null) return [];
  const [was, will] = [change.before, change.after].map((side) => at(side, 'managed_policy_arns'));
  const late = at(change.after_unknown, 'managed_policy_arns');
  if (isLate(late) && (Array.isArray(late) || !change.actions.includes('create')))
    return [{ ...NOTHING, address, policy: SAID.identity, undecided: 'known after the apply' }];
  if (JSON.stringify(was ?? []) === JSON.stringify(will ?? []) || late === true) return [];
  if (![was ?? [], will ?? []].every(Array.isArray))
    return [{ ...NOTHING, address, policy: SAID.identity, undecided: 'cannot be read' }];
  const [before, after] = [[was ?? []].flat(), [will ?? []].flat()];
  return [
    ...before.filter((one) => !after.includes(one)).map((one) => named(address, '-', one)),
    ...after.filter((one) => !before.includes(one)).map((one) => named(address, '+', one)),
  ];
}

/** The limit of all that somebody may do. Another one may allow more, and nobody reads here what is in it. */
export function ofBoundary({ address, type, change }: ResourceChange): PermissionChange[] {
  if (!['aws_iam_role', 'aws_iam_user'].includes(type) || change.before == null || change.after == null) return [];
  const [was, will] = [change.before, change.after].map((side) => at(side, 'permissions_boundary') || undefined);
  const isUnknown = at(change.after_unknown, 'permissions_boundary') === true;
  if (was === will && !isUnknown) return [];
  const limit = { address, policy: 'what it may do at most' };
  return [
    ...(was === undefined ? [] : [{ ...named(address, '-', was), ...limit, effect: 'Limit', isBroadening: true }]),
    ...(will === undefined && !isUnknown
      ? []
      : [{ ...named(address, '+', will), ...limit, effect: 'Limit', isBroadening: false }]),
  ];
}

const WITH_ACL = new Set(['aws_s3_bucket_acl', 'aws_s3_bucket', 'aws_s3_object', 'aws_s3_bucket_object']);

/** Lists of access that let in everybody, or everybody with an account of AWS (S3 user guide, "Access control list overview", 2026-11). */
const PUBLIC = new Set(['public-read', 'public-read-write', 'authenticated-read']);
const EVERYBODY = /groups\/global\/(AllUsers|AuthenticatedUsers)/;

/** A list of access that everybody is on. */
export function ofAcl({ address, type, change }: ResourceChange): PermissionChange[] {
  if (!WITH_ACL.has(type) || change.after == null) return [];
  const base = { ...NOTHING, address, policy: SAID.resource };
  if (type === 'aws_s3_bucket_acl' && at(change.after_unknown, 'acl') === true && !isPublic(change.before))
    return [{ ...base, undecided: 'known after the apply' }];
  const [was, will] = [publicOf(change.before), publicOf(change.after)];
  return will.flatMap((acl) =>
    was.includes(acl) ? [] : [{ ...base, effect: 'Allow', actions: [`list of access ${acl}`], principals: ['*'] }],
  );
}

function isPublic(value: unknown): boolean {
  return publicOf(value).length > 0;
}

function publicOf(value: unknown): string[] {
  const acl = at(value, 'acl');
  const grants = JSON.stringify([at(value, 'grant') ?? [], at(value, 'access_control_policy') ?? []]);
  return [
    ...(typeof acl === 'string' && PUBLIC.has(acl) ? [acl] : []),
    ...(EVERYBODY.test(grants) ? [`with a grant to ${EVERYBODY.exec(grants)?.[1]}`] : []),
  ];
}

/** Of IAM, and allows nobody anything by itself. What it names has policies of its own. */
const ALLOWS_NOTHING = new Set(
  `aws_iam_user aws_iam_group aws_iam_instance_profile aws_iam_openid_connect_provider aws_iam_service_linked_role
  aws_iam_account_alias aws_iam_server_certificate`.split(/\s+/),
);

const NO_CHANGE = new Set(['no-op', 'read', 'forget']);

/** A type of IAM that nobody has judged: a credential, a membership, or what is yet to come. */
export function ofUnknownIam({ address, type, mode, change }: ResourceChange, isKnown: boolean): PermissionChange[] {
  const isJudged = isKnown || isAttachment(type) || ALLOWS_NOTHING.has(type) || !type.startsWith('aws_iam_');
  if (isJudged || mode !== 'managed' || change.actions.every((action) => NO_CHANGE.has(action))) return [];
  return [{ ...NOTHING, address, policy: SAID.identity, undecided: 'of a type that nobody has judged' }];
}
