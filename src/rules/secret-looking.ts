/** Names that nearly always hold a secret. `KEY` alone does not: partition keys and key names are plain; and `PASS` only as the last word. */
const NAMES =
  /(^|_)([A-Z0-9]*(PASSWORD|PASSWD|PASSPHRASE)|PWD|SECRET|TOKEN|(API|ACCESS|PRIVATE|ENCRYPTION|SIGNING)_?KEY|CREDENTIALS?|AUTH)(_|$)|(^|_)PASS$/i;

/** Words after which such a name is about a secret, and holds none: `TOKEN_URL`, `PASSWORD_FILE`, `SECRET_NAME`. */
const ABOUT =
  /_(URL|URI|FILE|PATH|NAME|ARN|ID|TTL|TIME|AGE|SECONDS|LENGTH|LIMIT|COUNT|HEADER|ISSUER|AUDIENCE|ENABLED|MODE|TYPE|PARAMETER|ENDPOINT)$/i;

/** Names of a secret that people choose: digits alone are one, as a PIN is. Elsewhere they count something. */
const CHOSEN = /(PASSWORD|PASSWD|PASSPHRASE|(^|_)(PWD|SECRET|PASS))$/i;

/** Values that are secrets whatever they are called. */
const VALUES: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\b(ghp|gho|ghs|ghr)_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}/, 'a GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./, 'a JSON web token'],
  // A password may have a slash in it; what begins as a port does not.
  [/^[a-z][a-z0-9+.-]*:\/\/[^/\s:@[\]?#]*:(?!\d{1,5}\/)[^\s@]+@/i, 'an address with a password'],
];

/** Patterns of the values that are secrets whatever they are called, to be found anywhere in a text and to their end. */
export function secretShapes(): RegExp[] {
  const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g;
  const token = /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/g;
  const others = VALUES.map(([pattern]) => pattern).filter(({ source }) => !/^\^|BEGIN|eyJ/.test(source));
  return [key, token, ...others.map(({ source }) => new RegExp(source, 'g'))];
}

/** A key that nobody can have, only name. */
const KMS_KEY = /^(arn:aws[a-z-]*:kms:|alias\/)/;

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;
const PARAMETERS = /[?&]([\w.-]+)=([^&#\s]+)/g;

/** Why a plain variable looks like a secret, or undefined. Never repeats the value. */
export function looksSecret(name: string, value: string | number | boolean): string | undefined {
  if (typeof value === 'boolean') return undefined;
  const text = String(value);
  const known = VALUES.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return `looks like ${known[1]}`;
  if (isNamedSecret(name, text)) return `is plain text (${text.length} characters) under a name that holds secrets`;
  const hasSecret =
    ADDRESS.test(text) && [...text.matchAll(PARAMETERS)].some(([, key = '', own = '']) => isNamedSecret(key, own));
  return hasSecret ? 'looks like an address with a secret among its parameters' : undefined;
}

function isNamedSecret(name: string, value: string): boolean {
  const words = inWords(name);
  if (!NAMES.test(words) || ABOUT.test(words)) return false;
  if (value === '' || /^(true|false|yes|no|none|null|on|off)$/i.test(value)) return false;
  if (KMS_KEY.test(value)) return false;
  return CHOSEN.test(words) || !/^-?\d+(\.\d+)?$/.test(value);
}

/**
 * `dbPassword`, `db-password` and `db.password` as `db_Password`. What has a colon is a condition of a policy, and its dots are those of a host:
 * `token.actions.githubusercontent.com:sub`.
 */
function inWords(name: string): string {
  if (name.includes(':')) return name;
  return name
    .replace(/OAuth/g, 'Oauth')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[-.]/g, '_');
}
