import { waysUp } from '../escalation';
import type { Estate } from '../estate';
import { grantsOf, IDENTITY_POLICIES, type Written, writtenPolicies } from '../grants';
import { Late } from '../late';
import { fails, type Outcome, type Rule, unsure } from '../rule';
import { allows, isEverything, isLimitedBy, type PolicyStatement, said, type Text } from '../statements';
import { wideGrants } from '../wide-grant';

const TYPES = [...IDENTITY_POLICIES, 'aws_iam_role'];

/** Asks something of every statement that allows something. */
function each(ask: (statement: PolicyStatement) => readonly (readonly [key: string, says: string])[]) {
  return (estate: Estate): Outcome[] =>
    writtenPolicies(estate).flatMap((policy) => {
      if (policy.statements === undefined) return unsure(policy.resource, keyOf(policy, 'policy'), 'the policy');
      return policy.statements
        .filter(({ isAllow }) => isAllow)
        .flatMap((statement) =>
          ask(statement).flatMap(([key, says]) => fails(policy.resource, keyOf(policy, key), says)),
        );
    });
}

const keyOf = ({ key }: Written, what: string) => (key === '' ? what : `${key}: ${what}`);

/** Beginnings of actions that change nothing. */
const READS = /^[\w-]+:(Describe|Get|List|BatchGet|BatchDescribe|Search|Query|Lookup|View|Head)\w*\*$/i;

function wildActions({ actions, notActions }: PolicyStatement): (readonly [string, string])[] {
  const wild = actions.filter((action): action is string => typeof action === 'string' && /[*?]/.test(action));
  return [
    ...wild.filter((action) => !READS.test(action)).map((action) => [action, `may do ${action}`] as const),
    ...(notActions.length > 0
      ? [['NotAction', `may do everything but ${notActions.map(said).join(', ')}`] as const]
      : []),
  ];
}

/** Conditions that name a thing as its ARN would. */
const NAMES_THINGS = /(^aws:ResourceTag\/|:ResourceTag\/|^aws:ResourceAccount$|^ecs:cluster$|^kms:ResourceAliases$)/i;

function wildResources(statement: PolicyStatement): (readonly [string, string])[] {
  const { actions, resources, notResources } = statement;
  const isWide = resources.some((one) => isEverything(one) === true);
  if (notResources.length > 0)
    return [['NotResource', `may do it with everything but ${notResources.map(said).join(', ')}`]];
  if (!isWide || isLimitedBy(statement, NAMES_THINGS)) return [];
  return wideGrants(actions.map(said)).map(({ key, says }) => [key, says]);
}

const PASSES = 'iam:PassRole';

function passedRoles(statement: PolicyStatement): (readonly [string, string])[] {
  if (!allows(statement, PASSES)) return [];
  const { resources, notResources } = statement;
  const wide = resources.filter((one) => isEverything(one) !== false || (typeof one === 'string' && /[*?]/.test(one)));
  return [
    ...(wide.length + notResources.length > 0
      ? [['PassRole roles', 'may pass roles that it does not name'] as const]
      : []),
    ...(isLimitedBy(statement, /^iam:PassedToService$/i)
      ? []
      : [['PassRole services', 'may pass a role to any service'] as const]),
  ];
}

/** What nobody knows yet, and may be more than its place in an ARN. */
function openTexts(estate: Estate): Outcome[] {
  return writtenPolicies(estate).flatMap((policy) =>
    (policy.statements ?? [])
      .filter(({ isAllow }) => isAllow)
      .flatMap((statement) =>
        [...statement.actions, ...statement.resources]
          .filter((text: Text) => text instanceof Late && isEverything(text) === undefined)
          .flatMap((text) => unsure(policy.resource, keyOf(policy, `statement ${statement.name}`), said(text))),
      ),
  );
}

/** Policies of AWS that give nearly everything. */
const EVERYTHING =
  /:policy\/(job-function\/)?(AdministratorAccess|PowerUserAccess|IAMFullAccess|SystemAdministrator|.*FullAccess)$/;

/** Policies of AWS that somebody has read and found to be for one purpose (AWS Managed Policy Reference, 2026-11). */
const KNOWN = new Set([
  'AmazonSSMManagedInstanceCore',
  'service-role/AmazonEC2ContainerServiceforEC2Role',
  'service-role/AmazonECSInfrastructureRolePolicyForVolumes',
  'service-role/AWSBackupServiceRolePolicyForBackup',
  'service-role/AWSBackupServiceRolePolicyForRestores',
  'service-role/AWSLambdaBasicExecutionRole',
]);

function managedPolicies(estate: Estate): Outcome[] {
  return grantsOf(estate).flatMap(({ managed }) =>
    managed.flatMap(({ resource, arn }) => {
      if (typeof arn !== 'string') return unsure(resource, 'policy', 'which policy it attaches');
      const [, name = arn] = /:aws:policy\/(.*)$/.exec(arn) ?? [];
      if (EVERYTHING.test(arn)) return fails(resource, name, `gives ${name}, which is nearly everything`);
      return KNOWN.has(name) ? [] : fails(resource, name, `gives ${name}, which is not written in these stacks`);
    }),
  );
}

function escalations(estate: Estate): Outcome[] {
  return grantsOf(estate).flatMap(({ role, policies }) => {
    const readable = policies.flatMap(({ statements }) => statements ?? []);
    const found = waysUp(readable).flatMap(({ name }) =>
      fails(role, name, `can get more than it was given: it ${name}`),
    );
    const isHidden = policies.some(({ statements }) => statements === undefined);
    return found.length === 0 && isHidden ? unsure(role, 'policies', 'what one of its policies allows') : found;
  });
}

export const IDENTITY: readonly Rule[] = [
  {
    id: 'MLP-IAM-1',
    severity: 'high',
    title: 'Actions are named',
    fix: 'list the actions that are used',
    types: TYPES,
    check: each(wildActions),
  },
  {
    id: 'MLP-IAM-2',
    severity: 'high',
    title: 'Only what has no resource to name is allowed on everything',
    fix: 'name the resources, or a condition on their tags',
    types: TYPES,
    check: (estate) => [...each(wildResources)(estate), ...openTexts(estate)],
  },
  {
    id: 'MLP-IAM-3',
    severity: 'high',
    title: 'Roles are passed by name, to one service',
    fix: 'name the roles, and add a condition on iam:PassedToService',
    types: TYPES,
    check: each(passedRoles),
  },
  {
    id: 'MLP-IAM-5',
    severity: 'critical',
    title: 'No role can give itself more than it was given',
    fix: 'name what it may act on, or ask for a permissions boundary by a condition',
    types: [...TYPES, 'aws_iam_role_policy_attachment'],
    check: escalations,
  },
  {
    id: 'MLP-IAM-6',
    severity: 'high',
    title: 'Policies of AWS are those of one purpose',
    fix: 'write the statements that are needed',
    types: ['aws_iam_role', 'aws_iam_role_policy_attachment'],
    check: managedPolicies,
  },
];
