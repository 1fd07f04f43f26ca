import { isRecord } from '../preview/nested-json';
import { namedIn } from '../preview/secret-text';
import { looksSecret, secretShapes } from '../rules/secret-looking';
import { Late } from './late';

/** Words of names that tell a long random value which is no secret. */
const PUBLIC_NAMES = /SHA|HASH|DIGEST|COMMIT|CHECKSUM|VERSION|REVISION|UUID|(^|_)ID$|ARN|URL|KEY_ID|FINGERPRINT/i;

/** Long, of many kinds of characters, and nothing that people read: paths, addresses and ARNs have marks between their words. */
const RANDOM = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/_=-]{24,}$/;
const HEX = /^[0-9a-f]{32,}$/i;

/** Of a text of random characters of base64 each tells about 4.5 bits or more, when it is as long as a key (measured on 10,000 keys of 24 bytes). */
const BITS = 3.9;

/** What an expression reads, that is a secret by what it is. */
const SECRET_SOURCES =
  /^(random_password|random_bytes|tls_private_key|aws_iam_access_key|(data\.)?aws_secretsmanager_secret_version|(data\.)?aws_secretsmanager_random_password|data\.aws_ssm_parameter|aws_db_instance)\./;

/** Why a variable in plain text looks like a secret; undefined where it does not. Never repeats the value. */
export function secretIn(name: string, value: unknown): string | undefined {
  if (value instanceof Late) {
    const source = value.reads.find(({ address }) => SECRET_SOURCES.test(address));
    return source === undefined ? undefined : `is given ${source.address}`;
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const looks = looksSecret(name, value) ?? looksSecret('', value);
  if (looks !== undefined) return looks;
  const text = String(value);
  const isRandom = (RANDOM.test(text) && entropyOf(text) >= BITS) || (HEX.test(text) && entropyOf(text) >= 3);
  return isRandom && !PUBLIC_NAMES.test(name) && !isPath(text) ? 'is as random as a key' : undefined;
}

/** Words between slashes: nobody's key has two of them. */
function isPath(text: string): boolean {
  return text.split('/').filter((part) => /^[A-Za-z]?[a-z-]{3,}$/.test(part)).length > 1;
}

/** Bits that each character of a text tells (Shannon). */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
}

/** Whether a script, or a command, has a secret in its text. What it reads where it runs, `token=$(...)`, is none. */
export function hasSecretText(text: string): boolean {
  return secretShapes().some((shape) => shape.test(text)) || namedIn(text).some((value) => !value.startsWith('$'));
}

/** The text of a script: decoded, and of an expression its own words. */
export function scriptOf(value: unknown): string {
  if (value instanceof Late) return value.text.replace(/\\n/g, '\n').replace(/\\"/g, '"');
  if (typeof value !== 'string') return isRecord(value) ? JSON.stringify(value) : '';
  return /^[A-Za-z0-9+/\s]+=*\s*$/.test(value) ? decoded(value) : value;
}

const decoded = (base64: string) => Buffer.from(base64, 'base64').toString();

/** Text in base64 that is inside of a script is read as well: hosts get files that way. */
export function scriptsIn(value: unknown): string[] {
  const text = scriptOf(value);
  const inner =
    text.match(/(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{4}){6,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?/g) ?? [];
  return [text, ...inner.slice(0, 200).map(decoded)];
}
