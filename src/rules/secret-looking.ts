/** Names that nearly always hold a secret. `KEY` alone does not: partition keys and key names are plain. */
const NAMES = /(^|_)(PASSWORD|PASSWD|PWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?|AUTH)(_|$)/i;

/** Words after which such a name is about a secret, and holds none: `TOKEN_URL`, `PASSWORD_FILE`, `SECRET_NAME`. */
const ABOUT =
  /_(URL|URI|FILE|PATH|NAME|ARN|ID|TTL|SECONDS|LENGTH|LIMIT|COUNT|HEADER|ISSUER|AUDIENCE|ENABLED|MODE|TYPE)$/i;

/** Values that are secrets whatever they are called. */
const VALUES: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\b(ghp|gho|ghs|ghr)_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}/, 'a GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./, 'a JSON web token'],
  [/^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s:@]+@/i, 'an address with a password'],
];

/** Why a plain variable looks like a secret, or undefined. Never repeats the value. */
export function looksSecret(name: string, value: string | number | boolean): string | undefined {
  if (typeof value !== 'string') return undefined;
  const known = VALUES.find(([pattern]) => pattern.test(value));
  if (known !== undefined) return `looks like ${known[1]}`;
  const plain = value === '' || /^(-?\d+(\.\d+)?|true|false|yes|no|none|null|on|off)$/i.test(value);
  return NAMES.test(name) && !ABOUT.test(name) && !plain
    ? `is plain text (${value.length} characters) under a name that holds secrets`
    : undefined;
}
