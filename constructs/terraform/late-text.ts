import { rawText } from './json';

/** A late-bound value as it stands in a text. */
const LATE = /(\$\{TfToken\[[^\]]*\]\})/;

/** A text with late-bound values, in parts for `Fn.join`: whatever else is in it means itself. */
export function textParts(text: string): string[] {
  return text
    .split(LATE)
    .filter((part) => part !== '')
    .map((part) => (LATE.test(part) ? part : rawText(part)));
}
