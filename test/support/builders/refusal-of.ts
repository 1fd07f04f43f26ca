import { renderProblem, SpecError } from '../../../src/errors';

/** What is refused, and why, one line each; fails where nothing is refused, or with another kind of error. */
export function refusalOf(build: () => unknown): { readonly what: string; readonly lines: string[] } {
  try {
    build();
  } catch (error) {
    if (error instanceof SpecError) return { what: error.what, lines: error.problems.map(renderProblem) };
    throw error;
  }
  throw new Error('nothing was refused');
}
