import type { Problem } from '../errors';
import { nearest } from '../spec/parse';

/** The problem of a reference to something that does not exist, with what was probably meant. */
export function unknownName(
  code: string,
  field: string,
  noun: string,
  name: string,
  known: readonly string[],
): Problem {
  const near = nearest(name, known);
  const listed = known.map((k) => `'${k}'`).join(', ');
  const fix =
    near !== undefined
      ? `did you mean '${near}'?`
      : known.length > 0
        ? `use one of ${listed}`
        : `there is no ${noun} yet; add one first`;
  const article = /^[aeiou]/.test(noun) ? 'an' : 'a';
  return { code, field, problem: `is '${name}', which is not ${article} ${noun}`, fix };
}
