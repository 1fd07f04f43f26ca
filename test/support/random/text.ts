import fc from 'fast-check';
import type { Draw } from './draw';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are the texts that Terraform takes for templates.
/** What JSON, Terraform's templates, shells and character sets each read in a way of their own. */
const AWKWARD = [
  'say "hi"',
  "it's",
  'back\\slash \\n \\u003c',
  '${aws:username}',
  '$${escaped}',
  '%{ if true }no%{ endif }',
  '100% $5 #1',
  'tab\there',
  'line\nbreak\r\n',
  '<instance> & co',
  '{"json": [1, "two"]}',
  'déjà vu',
  '東京 🚀',
  ' spaces around ',
  '',
] as const;
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the same

/** Text of no particular form: words, what must be escaped somewhere, and anything at all. */
export function text(draw: Draw): string {
  const any = fc.string({ unit: 'grapheme', maxLength: 20 });
  return draw.chance(0.5)
    ? draw.one('info', 'ctr-2026-11', 'config/config.yaml', '/models/a b', '4G')
    : draw.of(fc.oneof(fc.constantFrom(...AWKWARD), any));
}

/** A reason of so many characters or more. */
export function reason(draw: Draw, length: number): string {
  return `${text(draw)} ${'because it was agreed upon'.slice(0, Math.max(1, length))}`;
}
