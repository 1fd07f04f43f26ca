import type { SecretSpec } from '../spec/secret';

/** The variable in the laptop's own file that stands for a secret: 'ads/exchange' with the key 'signing' is ADS_EXCHANGE_SIGNING. */
export function secretVariable(secret: SecretSpec): string {
  const written = 'parameter' in secret ? secret.parameter : secret.secretsManager;
  const name = /^arn:/.test(written)
    ? written
        .split(':')
        .slice(5)
        .join('/')
        .replace(/^(parameter|secret)\//, '')
    : written;
  const key = 'key' in secret && secret.key !== undefined ? `/${secret.key}` : '';
  const words = `${name}${key}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  const plain = words.replace(/^_+|_+$/g, '');
  return /^[0-9]/.test(plain) ? `_${plain}` : plain;
}
