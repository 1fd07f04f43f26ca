import fc from 'fast-check';
import { looksSecret } from '../../../src/rules/secret-looking';

/** In two pieces, so that no scanner takes this file for a leak. */
const KEY_ID = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');

const SECRETS: readonly (readonly [name: string, value: string])[] = [
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
];

const PLAIN: readonly (readonly [name: string, value: string | number | boolean])[] = [
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
