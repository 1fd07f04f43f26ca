import { Lazy } from 'cdktf';
import { tfJson } from './json';

/**
 * `tfJson` of a document that depends on a list to which verbs append, written when cdktf asks for it. It asks twice in a synth, and what
 * has not grown in between is not made again.
 */
export function lazyJson(size: () => number, document: () => unknown): string {
  let made: { readonly size: number; readonly json: string } | undefined;
  return Lazy.stringValue({
    produce: () => {
      if (made?.size !== size()) made = { size: size(), json: tfJson(document()) };
      return made.json;
    },
  });
}
