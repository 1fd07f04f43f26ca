import { listed } from '../preview/code/synthesized';
import { at } from '../preview/nested-json';
import type { Estate, Resource } from './estate';
import { type PolicyStatement, policyOf, type Text } from './statements';

/** Types whose policy says what somebody may do. */
export const IDENTITY_POLICIES = [
  'aws_iam_role_policy',
  'aws_iam_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
] as const;

/** A policy of an identity, and where it is written. */
export interface Written {
  readonly resource: Resource;
  /** Tells it from others in the same resource; empty where it is the only one. */
  readonly key: string;
  /** Undefined where it cannot be read. */
  readonly statements: readonly PolicyStatement[] | undefined;
}

/** All that a role is allowed by these stacks. */
export interface RoleGrants {
  readonly role: Resource;
  readonly policies: readonly Written[];
  /** ARNs of policies that AWS or others wrote. */
  readonly managed: readonly { readonly resource: Resource; readonly arn: Text }[];
}

/** Every policy of an identity. */
export function writtenPolicies(estate: Estate): Written[] {
  const alone = estate
    .of(...IDENTITY_POLICIES)
    .map((resource) => ({ resource, key: '', statements: policyOf(resource.values.policy) }));
  return [...alone, ...estate.of('aws_iam_role').flatMap(inlineOf)];
}

function inlineOf(role: Resource): Written[] {
  return listed(role.values.inline_policy).map((block, i) => {
    const policy = at(block, 'policy');
    const name = at(block, 'name');
    return {
      resource: role,
      key: `inline ${typeof name === 'string' ? name : i}`,
      statements: policyOf(typeof policy === 'string' ? parsed(policy) : policy),
    };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What each role may do, of all the policies that it has. */
export function grantsOf(estate: Estate): RoleGrants[] {
  const policies = writtenPolicies(estate);
  const of = (resource: Resource) => policies.filter((one) => one.resource === resource);
  return estate.of('aws_iam_role').map((role) => {
    const attachments = estate.pointingTo(role, 'aws_iam_role_policy_attachment', 'role');
    const attached = attachments.flatMap(
      (attachment) => estate.linked(attachment, 'policy_arn', ['aws_iam_policy']).found,
    );
    const named = attachments
      .filter((attachment) => estate.linked(attachment, 'policy_arn', ['aws_iam_policy']).found.length === 0)
      .map((resource) => ({ resource, arn: resource.values.policy_arn as Text }));
    const own = listed(role.values.managed_policy_arns).map((arn) => ({ resource: role, arn: arn as Text }));
    return {
      role,
      policies: [role, ...estate.pointingTo(role, 'aws_iam_role_policy', 'role'), ...attached].flatMap(of),
      managed: [...named, ...own],
    };
  });
}
