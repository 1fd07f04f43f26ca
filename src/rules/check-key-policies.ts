import type { Problem } from '../errors';
import { locksOut } from '../identity/key-lockout';

type Resources = Readonly<Record<string, Readonly<Record<string, { readonly policy?: unknown }>>>>;

/** Keys of a synthesized stack that nobody could ever change again, whoever wrote their policies. */
export function checkKeyPolicies(json: string): Problem[] {
  if (!json.includes('"aws_kms_key')) return [];
  const { resource = {} } = JSON.parse(json) as { resource?: Resources };
  return ['aws_kms_key', 'aws_kms_key_policy'].flatMap((type) =>
    Object.entries(resource[type] ?? {}).flatMap(([name, { policy }]) =>
      typeof policy === 'string' && locksOut(policy) ? [lockout(`${type}.${name}.policy`)] : [],
    ),
  );
}

function lockout(field: string): Problem {
  const problem = 'leaves the account no way to change it';
  const fix = "allow 'kms:*' to 'arn:aws:iam::<account>:root', without a condition";
  return { code: 'KeyLockout', field, problem, fix };
}
