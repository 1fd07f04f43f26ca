import { Lazy } from 'cdktf';
import { tfJson } from './json';

/** What a text with late-bound values will be in Terraform: references by name, and not by the numbers that cdktf gives them. */
export type Meaning = (text: string) => string;

/**
 * `tfJson` of a document that depends on a list to which verbs append, written when cdktf asks for it. It asks twice in a synth, and what
 * has not grown in between is not made again. What is to be sorted is sorted by its meaning: the numbers that cdktf gives to late-bound
 * values change with every stranger.
 */
export function lazyJson(size: () => number, document: (meaning: Meaning) => unknown): string {
  let made: { readonly size: number; readonly json: string } | undefined;
  return Lazy.stringValue({
    produce: (context) => {
      const meaning = (text: string) => (text.includes('TfToken') ? String(context.resolve(text)) : text);
      if (made?.size !== size()) made = { size: size(), json: tfJson(document(meaning)) };
      return made.json;
    },
  });
}
