import type { SecretSpec } from '../spec/secret';

/**
 * The variable in the laptop's own file that stands for a secret: 'ads/exchange' with the key 'signing' is SECRET_ADS_EXCHANGE_SIGNING. No shell has
 * one that begins so, which Compose would take instead.
 */
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
  return `SECRET_${words.replace(/^_+|_+$/g, '')}`;
}
