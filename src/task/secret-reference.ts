import { arn, type Place } from '../naming/arns';
import type { SecretSpec } from '../spec/secret';

/** How ECS is told of a secret, and what its execution role must be granted. */
export interface SecretReference {
  /** `valueFrom` of the container definition. */
  readonly valueFrom: string;
  readonly action: 'secretsmanager:GetSecretValue' | 'ssm:GetParameters';
  /** The resource of the grant. A secret's ARN ends in six characters that its name does not tell. */
  readonly resource: string;
  readonly kmsKeyArn?: string;
}

/** Resolves names to ARNs in the environment's account. ARNs and late-bound values stay as they are. */
export function secretReference(secret: SecretSpec, place: Place): SecretReference {
  const key = secret.kmsKeyArn === undefined ? {} : { kmsKeyArn: secret.kmsKeyArn };
  if ('parameter' in secret) {
    const named = secret.parameter.startsWith('/') || /^[\w.-]+$/.test(secret.parameter);
    const resource = named ? arn(place, 'ssm', `parameter/${secret.parameter.replace(/^\//, '')}`) : secret.parameter;
    return { valueFrom: resource, action: 'ssm:GetParameters', resource, ...key };
  }
  const named = /^[\w/+=.@-]+$/.test(secret.secretsManager);
  const base = named ? arn(place, 'secretsmanager', `secret:${secret.secretsManager}`) : secret.secretsManager;
  return {
    valueFrom: secret.key === undefined ? base : `${base}:${secret.key}::`,
    action: 'secretsmanager:GetSecretValue',
    resource: named ? `${base}-??????` : base,
    ...key,
  };
}
