import type { Problem } from '../errors';
import { show } from '../spec/parse';

const REGION = '[a-z]{2}(-[a-z]+)+-\\d{1,2}';

/** What may be named by an ARN. The provider asks for its form at plan, AWS for the thing itself only at apply. */
const KINDS = {
  policy: { pattern: 'iam::(\\d{12}|aws):policy/.+', example: 'iam::123456789012:policy/bounds' },
  certificate: {
    pattern: `(acm:${REGION}:\\d{12}:certificate/.+|iam::\\d{12}:server-certificate/.+)`,
    example: 'acm:us-east-1:123456789012:certificate/<id>',
  },
  queue: { pattern: `sqs:${REGION}:\\d{12}:[\\w.*?-]{1,80}`, example: 'sqs:us-east-1:123456789012:jobs' },
  secret: {
    pattern: `secretsmanager:${REGION}:\\d{12}:secret:.+`,
    example: 'secretsmanager:us-east-1:123456789012:secret:ads/bidder-AbCdEf',
  },
  topic: { pattern: `sns:${REGION}:\\d{12}:[\\w-]{1,256}`, example: 'sns:us-east-1:123456789012:on-call' },
  'backup vault': {
    pattern: `backup:${REGION}:\\d{12}:backup-vault:[\\w-]{2,50}`,
    example: 'backup:eu-west-1:123456789012:backup-vault:copies',
  },
  'Prometheus workspace': {
    pattern: `aps:${REGION}:\\d{12}:workspace/[\\w-]+`,
    example: 'aps:us-east-1:123456789012:workspace/ws-<id>',
  },
  'user pool': {
    pattern: `cognito-idp:${REGION}:\\d{12}:userpool/[\\w-]+`,
    example: 'cognito-idp:us-east-1:123456789012:userpool/us-east-1_EXAMPLE',
  },
  'regional web ACL': {
    pattern: `wafv2:${REGION}:\\d{12}:regional/webacl/[\\w-]+/[\\w-]+`,
    example: 'wafv2:us-east-1:123456789012:regional/webacl/<name>/<id>',
  },
  key: { pattern: `kms:${REGION}:\\d{12}:key/.+`, example: 'kms:us-east-1:123456789012:key/<id>' },
} as const;

/** The ARN of a thing of this kind, if there is one. A late-bound value is Terraform's to judge. Code `InvalidArn`. */
export function checkArn(kind: keyof typeof KINDS, value: string | undefined, field: string): Problem[] {
  const { pattern, example } = KINDS[kind];
  if (value === undefined || value.includes('${') || new RegExp(`^arn:aws(-[a-z]+)*:${pattern}$`).test(value))
    return [];
  const problem = `is ${show(value)}, which is not the ARN of a ${kind}`;
  return [{ code: 'InvalidArn', field, problem, fix: `use one such as 'arn:aws:${example}'` }];
}
