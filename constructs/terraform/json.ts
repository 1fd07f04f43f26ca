import { Fn, ref, Token } from 'cdktf';

/**
 * A JSON document as a Terraform string. Neither `JSON.stringify` nor `Fn.jsonencode` is right alone: the first leaves `${` and `%{` to
 * Terraform, the second escapes neither quotes, backslashes nor `%{`. A document without late-bound values is written out as it is.
 *
 * Throws when a string mixes a late-bound value with a quote, backslash or line break: no encoding of that is safe; join it outside.
 */
export function tfJson(document: unknown): string {
  if (!holdsToken(document)) return escapeTemplate(JSON.stringify(document));
  return Fn.jsonencode(encode(document));
}

/** Text in which Terraform finds no template: `${` and `%{` mean themselves. */
export function escapeTemplate(text: string): string {
  return text.replace(/\$\{/g, '$$${').replace(/%\{/g, '%%{');
}

function holdsToken(x: unknown): boolean {
  if (isLate(x)) return true;
  if (typeof x !== 'object' || x === null) return false;
  return Object.values(x).some(holdsToken);
}

/** cdktf looks for each kind of marker in turn, which is most of the time that a document takes; hardly a text has any. */
function isLate(x: unknown): boolean {
  return (typeof x !== 'string' || x.includes('TfToken[')) && Token.isUnresolved(x);
}

function encode(x: unknown): unknown {
  if (isLate(x)) return typeof x === 'string' ? mixed(x) : x;
  if (typeof x === 'string') return literal(x);
  // cdktf leaves a null out of a list, and what comes after it moves up.
  if (x === null) return ref('null');
  if (Array.isArray(x)) return x.map((item) => encode(item ?? null));
  if (typeof x !== 'object') return x;
  return Object.fromEntries(
    Object.entries(x)
      .filter(([, v]) => v !== undefined)
      .map(([key, v]) => [quoted(key), encode(v)]),
  );
}

function literal(s: string): string {
  // Most strings need no escape, and each raw string is a token that cdktf resolves again and again.
  return /["\\\r\n\t]|[$%]\{/.test(s) ? rawText(s) : s;
}

/** Text as an argument of a function of Terraform: cdktf escapes quotes, line breaks and `${` of a raw string, and nothing else. */
export function rawText(s: string): string {
  return Fn.rawString(s.replace(/\\/g, '\\\\').replace(/%\{/g, '%%{').replace(/\r/g, '\\r').replace(/\t/g, '\\t'));
}

/** A key as it stands between quotes: cdktf escapes nothing in it. */
function quoted(key: string): string {
  const escaped = key.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return escapeTemplate(escaped);
}

function mixed(s: string): string {
  const around = s.replace(/\$\{TfToken\[[^\]]*\]\}/g, '');
  if (/["\\\r\n\t]|%\{|\$\{/.test(around))
    throw new Error(`a late-bound value stands beside a character that JSON must escape, in: ${around}`);
  return s;
}
