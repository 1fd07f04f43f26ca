import type { Estate, Resource } from '../estate';
import { Late } from '../late';
import { fails, type Outcome, type Rule, unsure } from '../rule';
import { isLimitedBy, type PolicyStatement, policyOf, said, takesIn } from '../statements';

/** Types whose policy says who may use them. */
export const RESOURCE_POLICIES = {
  aws_s3_bucket_policy: 'policy',
  aws_sqs_queue: 'policy',
  aws_sqs_queue_policy: 'policy',
  aws_sns_topic: 'policy',
  aws_sns_topic_policy: 'policy',
  aws_kms_key: 'policy',
  aws_kms_key_policy: 'policy',
  aws_ecr_repository_policy: 'policy',
  aws_efs_file_system_policy: 'policy',
  aws_secretsmanager_secret_policy: 'policy',
  aws_backup_vault_policy: 'policy',
  aws_cloudwatch_log_resource_policy: 'policy_document',
  aws_cloudwatch_event_bus_policy: 'policy',
} as const;

const TYPES = Object.keys(RESOURCE_POLICIES);

/** Each policy of a resource with its statements; undefined where it cannot be read. */
export function resourcePolicies(estate: Estate): { resource: Resource; statements: PolicyStatement[] | undefined }[] {
  return Object.entries(RESOURCE_POLICIES).flatMap(([type, attribute]) =>
    estate.of(type).map((resource) => ({ resource, statements: policyOf(resource.values[attribute]) })),
  );
}

/** Whose it is, or from where. */
const LIMITS =
  /^(aws:(PrincipalAccount|PrincipalOrgID|PrincipalOrgPaths|PrincipalArn|SourceAccount|SourceArn|SourceOwner|SourceOrgID|SourceVpce?)|kms:(CallerAccount|EncryptionContext:.+)|elasticfilesystem:AccessedViaMountTarget)$/i;

function open(estate: Estate): Outcome[] {
  const policies = resourcePolicies(estate).flatMap(({ resource, statements }) => {
    if (statements === undefined) return unsure(resource, 'policy', 'its policy');
    return statements
      .filter((one) => one.isAllow && !isLimitedBy(one, LIMITS))
      .flatMap(({ name, principals, notPrincipals }) => [
        ...(notPrincipals.length > 0 ? fails(resource, `${name} NotPrincipal`, 'allows everybody but some') : []),
        ...principals.flatMap((principal) =>
          principal.kind === '*'
            ? fails(resource, `${name} everybody`, 'allows everybody, on no condition')
            : principal.name instanceof Late &&
                principal.name.reads.every(({ address }) => !/^[a-z]+_\w+\./.test(address))
              ? unsure(resource, `${name} principal`, 'whom it allows')
              : [],
        ),
      ]);
  });
  const permissions = estate.of('aws_lambda_permission').flatMap((one) => {
    const { principal, principal_org_id: org } = one.values;
    return principal === '*' && org === undefined ? fails(one, 'everybody', 'lets everybody call it') : [];
  });
  return [...policies, ...permissions];
}

/**
 * Services that do not say for whom they ask, so that a condition would let nothing through: EventBridge, which publishes to topics, and asks for
 * their keys (SNS developer guide, "Managing Amazon SNS encryption keys and costs"; EventBridge user guide, "Using resource-based policies", 2026-11).
 */
const SAYS_NOTHING: Readonly<Record<string, readonly string[]>> = {
  aws_kms_key: ['events.amazonaws.com'],
  aws_kms_key_policy: ['events.amazonaws.com'],
  aws_sns_topic: ['events.amazonaws.com'],
  aws_sns_topic_policy: ['events.amazonaws.com'],
};

/** A service that acts for whoever asks it. Keys are told for what by the context of encryption too. */
function onBehalf(estate: Estate): Outcome[] {
  const policies = resourcePolicies(estate).flatMap(({ resource, statements }) =>
    (statements ?? [])
      .filter((one) => one.isAllow && !isLimitedBy(one, LIMITS) && !isLimitedBy(one, /^kms:ViaService$/i))
      .flatMap(({ name, principals }) =>
        principals
          .filter(({ kind, name }) => kind === 'Service' && !SAYS_NOTHING[resource.type]?.includes(said(name)))
          .flatMap((service) =>
            fails(resource, `${name} ${said(service.name)}`, `lets ${said(service.name)} use it for any account`),
          ),
      ),
  );
  const permissions = estate.of('aws_lambda_permission').flatMap((one) => {
    const { principal, source_arn: arn, source_account: account } = one.values;
    const isService = typeof principal === 'string' && principal.includes('.');
    return isService && arn === undefined && account === undefined
      ? fails(one, 'source', `lets ${principal} call it for any account`)
      : [];
  });
  return [...policies, ...permissions];
}

/** The account itself, which every key must keep (KMS developer guide, "Default key policy", 2026-11). */
const ROOT = /^(arn:aws[a-z-]*:iam::\d{12}:root|\d{12})$/;

function lockouts(estate: Estate): Outcome[] {
  const keys = resourcePolicies(estate)
    .filter(({ resource }) => resource.type.startsWith('aws_kms_key'))
    .flatMap(({ resource, statements }) => {
      if (statements === undefined) return unsure(resource, 'policy', 'its policy');
      // Without a policy of its own a key has the one of AWS, which keeps the account: that it must have one is another rule.
      return statements.length === 0 || statements.some(keepsAccount)
        ? []
        : fails(resource, 'account', 'does not keep the account: nobody may be able to change it again');
    });
  const denied = resourcePolicies(estate).flatMap(({ resource, statements }) =>
    (statements ?? [])
      .filter(deniesEverybody)
      .flatMap(({ name }) =>
        fails(resource, `${name} denial`, 'denies everybody, also those who would take that back'),
      ),
  );
  return [...keys, ...denied];
}

function keepsAccount({ isAllow, principals, actions, conditions }: PolicyStatement): boolean {
  const isRoot = principals.some(
    ({ kind, name }) => kind === 'AWS' && (name instanceof Late ? /:root$/.test(name.text) : ROOT.test(name)),
  );
  return isAllow && isRoot && conditions.length === 0 && actions.some((one) => takesIn(one, 'kms:PutKeyPolicy'));
}

function deniesEverybody({ isAllow, principals, notPrincipals, conditions, actions }: PolicyStatement): boolean {
  if (isAllow || conditions.length > 0) return false;
  const isAll = principals.some(({ kind }) => kind === '*') || notPrincipals.length > 0;
  const ends = [
    's3:DeleteBucketPolicy',
    'sqs:SetQueueAttributes',
    'sns:SetTopicAttributes',
    'kms:PutKeyPolicy',
    'elasticfilesystem:PutFileSystemPolicy',
    'ecr:SetRepositoryPolicy',
    'secretsmanager:PutResourcePolicy',
  ];
  return isAll && ends.some((action) => actions.some((one) => takesIn(one, action)));
}

/** What is asked for over an unencrypted connection is denied, to everybody, whatever it is. Topics take no pattern that is wider than publishing. */
export function isTlsOnly({ isAllow, principals, actions, conditions }: PolicyStatement): boolean {
  return (
    !isAllow &&
    principals.some(({ kind }) => kind === '*') &&
    actions.some((one) => typeof one === 'string' && /^(\*|[\w-]+:\*|sns:publish)$/i.test(one)) &&
    conditions.length === 1 &&
    conditions.some(
      ({ operator, key, values }) =>
        /^Bool$/i.test(operator) &&
        /^aws:SecureTransport$/i.test(key) &&
        values.some((value) => String(value) === 'false'),
    )
  );
}

export const POLICIES: readonly Rule[] = [
  {
    id: 'MLP-POL-1',
    severity: 'critical',
    title: 'Nothing is for everybody',
    fix: 'name the principals, or add a condition on their account or organization',
    types: [...TYPES, 'aws_lambda_permission'],
    check: open,
  },
  {
    id: 'MLP-POL-2',
    severity: 'medium',
    title: "Services act on nobody else's behalf",
    fix: 'add a condition on aws:SourceAccount or aws:SourceArn',
    types: [...TYPES, 'aws_lambda_permission'],
    check: onBehalf,
  },
  {
    id: 'MLP-POL-3',
    severity: 'high',
    title: 'No policy locks out those who would mend it',
    fix: 'keep the account in the policy of a key, and deny on a condition only',
    types: TYPES,
    check: lockouts,
  },
];
