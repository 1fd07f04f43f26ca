import type { SecretSpec } from '../../../src/spec/secret';
import { secretReference } from '../../../src/task/secret-reference';

const PLACE = { account: '123456789012', region: 'us-east-1' };
const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:ads/key';
const PARAMETER = 'arn:aws:ssm:us-east-1:123456789012:parameter';
const LATE = `\${aws_secretsmanager_secret.key.arn}`;

const rows: readonly (readonly [SecretSpec, valueFrom: string, resource: string])[] = [
  [{ secretsManager: 'ads/key' }, SECRET, `${SECRET}-??????`],
  [{ secretsManager: 'ads/key', key: 'signing' }, `${SECRET}:signing::`, `${SECRET}-??????`],
  [{ secretsManager: `${SECRET}-a1B2c3` }, `${SECRET}-a1B2c3`, `${SECRET}-a1B2c3`],
  [{ secretsManager: `${SECRET}-a1B2c3`, key: 'signing' }, `${SECRET}-a1B2c3:signing::`, `${SECRET}-a1B2c3`],
  [{ secretsManager: LATE, key: 'signing' }, `${LATE}:signing::`, LATE],
  [{ parameter: '/ads/key' }, `${PARAMETER}/ads/key`, `${PARAMETER}/ads/key`],
  [{ parameter: 'key' }, `${PARAMETER}/key`, `${PARAMETER}/key`],
  [{ parameter: `${PARAMETER}/ads/key` }, `${PARAMETER}/ads/key`, `${PARAMETER}/ads/key`],
  [{ parameter: LATE }, LATE, LATE],
];

describe('secretReference', () => {
  it.each(rows)('reads %j from %s, granted on %s', (secret, valueFrom, resource) => {
    const action = 'parameter' in secret ? 'ssm:GetParameters' : 'secretsmanager:GetSecretValue';
    expect(secretReference(secret, PLACE)).toEqual({ valueFrom, action, resource });
  });

  it('tells of the key that the secret is encrypted with', () => {
    const kmsKeyArn = 'arn:aws:kms:us-east-1:123456789012:key/0a';
    expect(secretReference({ parameter: '/ads/key', kmsKeyArn }, PLACE)).toMatchObject({ kmsKeyArn });
  });

  it('names the partition of the region', () => {
    const { valueFrom } = secretReference({ parameter: '/ads/key' }, { ...PLACE, region: 'cn-north-1' });
    expect(valueFrom).toBe('arn:aws-cn:ssm:cn-north-1:123456789012:parameter/ads/key');
  });
});
