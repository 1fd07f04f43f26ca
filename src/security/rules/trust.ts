import type { Estate, Resource } from '../estate';
import { Late } from '../late';
import { fails, type Outcome, type Rule, unsure } from '../rule';
import { isLimitedBy, type PolicyStatement, type Principal, policyOf, said } from '../statements';

/**
 * Services that say neither for which account nor for which resource they act when they take on a role, so that a condition would lock them out
 * (EC2: a role of an instance is bound by its profile; Lambda, ECS infrastructure and Backup: developer guides, 2026-11).
 */
const SAYS_NOTHING = new Set([
  'ec2.amazonaws.com',
  'lambda.amazonaws.com',
  'ecs.amazonaws.com',
  'backup.amazonaws.com',
]);

/** For whom a service acts. */
const ON_BEHALF = /^aws:(SourceAccount|SourceArn|SourceOrgID|SourceOrgPaths)$/i;
/** Who somebody is. */
const WHO = /^(aws:(PrincipalArn|PrincipalOrgID|PrincipalOrgPaths|PrincipalTag\/.+|userid)|sts:ExternalId|saml:.+)$/i;
const AUDIENCE = /:aud$/i;
const SUBJECT = /:(sub|repository|job_workflow_ref|project_path)$/i;

function trusts(role: Resource): Outcome[] {
  const statements = policyOf(role.values.assume_role_policy);
  if (statements === undefined) return unsure(role, 'trust', 'who may become it');
  return statements
    .filter(({ isAllow }) => isAllow)
    .flatMap((statement) => [
      ...(statement.notPrincipals.length > 0 ? fails(role, 'NotPrincipal', 'trusts everybody but some') : []),
      ...statement.principals.flatMap((principal) => trust(role, statement, principal)),
    ]);
}

function trust(role: Resource, statement: PolicyStatement, { kind, name }: Principal): Outcome[] {
  const key = `${kind} ${said(name)}`;
  if (kind === '*') return fails(role, key, 'can be taken on by everybody');
  if (kind === 'Service')
    return name instanceof Late ? unsure(role, key, 'which service takes it on') : service(role, statement, name);
  if (kind === 'Federated') return federated(role, statement, key);
  if (name instanceof Late) return unsure(role, key, 'who may become it');
  const isAccount = /^\d{12}$|:root$/.test(name);
  return (isAccount || /[*?]/.test(name)) && !isLimitedBy(statement, WHO)
    ? fails(role, key, 'can be taken on by everybody of an account')
    : [];
}

function service(role: Resource, statement: PolicyStatement, name: string): Outcome[] {
  if (SAYS_NOTHING.has(name) || isLimitedBy(statement, ON_BEHALF)) return [];
  return fails(role, `Service ${name}`, `lets ${name} act here for any account`);
}

function federated(role: Resource, statement: PolicyStatement, key: string): Outcome[] {
  if (isLimitedBy(statement, /^saml:aud$/i)) return [];
  const subjects = statement.conditions.filter((one) => SUBJECT.test(one.key));
  const open = subjects.flatMap(({ values }) => values).filter((value) => typeof value === 'string' && isOpen(value));
  return [
    ...(isLimitedBy(statement, AUDIENCE)
      ? []
      : fails(role, `${key} audience`, 'takes a token that was meant for others')),
    ...(isLimitedBy(statement, SUBJECT)
      ? []
      : fails(role, `${key} subject`, 'can be taken on from every repository of everybody')),
    ...open.flatMap((value) =>
      fails(role, `${key} ${said(value)}`, `can be taken on from more than one repository: ${said(value)}`),
    ),
  ];
}

/** `repo:*`, `repo:org/*`: nobody's own. A repository with any ref is one repository. */
function isOpen(subject: string): boolean {
  const [kind = '', repository = ''] = subject.split(':');
  // Of other issuers nobody knows here what their subjects are made of.
  return /[*?]/.test(kind) || (/^(repo|project_path)$/.test(kind) && /[*?]/.test(repository));
}

export const TRUST: readonly Rule[] = [
  {
    id: 'MLP-IAM-4',
    severity: 'high',
    title: "Roles are taken on by those that they are for, and on nobody else's behalf",
    fix: 'name the principal, with a condition on aws:SourceAccount, or on audience and subject of the token',
    types: ['aws_iam_role'],
    check: (estate: Estate) => estate.of('aws_iam_role').flatMap(trusts),
  },
];
