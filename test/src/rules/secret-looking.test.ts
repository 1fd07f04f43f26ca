import fc from 'fast-check';
import { looksSecret } from '../../../src/rules/secret-looking';

/** In two pieces, so that no scanner takes this file for a leak. */
const KEY_ID = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');

const SECRETS: readonly (readonly [name: string, value: string | number])[] = [
  ['DB_PASSWORD', 'hunter2'],
  ['PASSWD', 'hunter2'],
  ['API_KEY', 'abc'],
  ['APIKEY', 'abc'],
  ['AWS_SECRET_ACCESS_KEY', 'abc'],
  ['github_token', 'abc'],
  ['BASIC_AUTH', 'me:you'],
  ['GOOGLE_CREDENTIALS', '{}'],
  ['ANYTHING', KEY_ID],
  ['CONFIG', `id=${KEY_ID};`],
  ['PEM', '-----BEGIN RSA PRIVATE KEY-----\nabc'],
  ['WEBHOOK', ['xoxb', '1234567890', 'abcdef'].join('-')],
  ['BEARER', ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'c2ln'].join('.')],
  ['DATABASE_URL', 'postgres://me:hunter2@db.example.com/ads'],
  ['DATABASE_URL', 'postgres://me:hun/ter2@db.example.com/ads'],
  ['DATABASE_URL', 'postgres://db.example.com/ads?user=me&password=hunter2'],
  ['CALLBACK', 'https://example.com/hook?token=hunter2'],
  ['CACHE', 'redis://:hunter2@cache.example.com:6379'],
  ['CACHE', 'redis://:123456@cache.example.com:6379'],
  ...[
    'DB_PASS',
    'PGPASSWORD',
    'PASSPHRASE',
    'ENCRYPTION_KEY',
    'SIGNING_KEY',
    'dbPassword',
    'DBPassword',
    'db-password',
    'spring.datasource.password',
    'clientSecret',
    'x-api-key',
  ].map((name) => [name, 'hunter2'] as const),
  ...['DB_PASSWORD', 'MYSQL_PWD', 'CLIENT_SECRET', 'DB_PASS'].map((name) => [name, '123456'] as const),
  ['DB_PASSWORD', 123456],
];

const PLAIN: readonly (readonly [name: string, value: string | number | boolean])[] = [
  ['ENCRYPTION_KEY', 'arn:aws:kms:eu-west-1:123456789012:key/0a1b'],
  ['SIGNING_KEY', 'alias/signing'],
  ['PARTITION_KEY', 'user_id'],
  ['KEYSPACE', 'ads'],
  ['MONKEY', 'george'],
  ['TOKEN_URL', 'https://example.com/token'],
  ['PASSWORD_FILE', '/run/secrets/password'],
  ['SECRET_NAME', 'ads/exchange'],
  ['MAX_TOKENS', '4096'],
  ['TOKENIZER', 'bert-base'],
  ['TOKEN', ''],
  ['AUTH', 'off'],
  ['USE_API_KEY', 'true'],
  ['AUTH', false],
  ['TOKEN_COUNT', 12],
  ['AUTHOR', 'someone'],
  ...['BYPASS', 'COMPASS', 'PASSENGERS', 'PASS_THROUGH', 'OAuthScopes', 'monkey-patch', 'partition.key'].map(
    (name) => [name, 'some'] as const,
  ),
  ['MAX_PASSWORD_AGE', '90'],
  ['token.actions.githubusercontent.com:sub', 'repo:example/ads:*'],
  ['UPSTREAM', 'http://ads.internal:8080/mail@example.com'],
  ['UPSTREAM', 'http://[::1]:8080/a@b'],
  ['SEARCH', 'https://example.com/?q=token&max_tokens=12'],
  ['DATABASE_URL', 'postgres://db.example.com/ads'],
];

describe('looksSecret', () => {
  it.each(SECRETS)('holds %s for a secret', (name, value) => {
    expect(looksSecret(name, value)).toBeDefined();
  });

  it.each(PLAIN)('takes %s = %s for plain', (name, value) => {
    expect(looksSecret(name, value)).toBeUndefined();
  });

  it('never repeats the value', () => {
    const value = fc
      .string({ minLength: 6 })
      .filter((s) => !'is plain text characters under a name that holds'.includes(s));
    fc.assert(
      fc.property(value, (secret) => {
        expect(looksSecret('DB_PASSWORD', secret) ?? '').not.toContain(secret);
      }),
    );
  });
});
