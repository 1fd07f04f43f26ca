import { type Problem, renderProblem } from '../../../src/errors';

/** Something that is refused for exactly one reason, and the nearest thing that is not. */
export interface Refusal<T> {
  /** What is refused, as the rest of a sentence: `a port that nobody listens on`. */
  readonly what: string;
  readonly code: string;
  /** The field as the user wrote it. */
  readonly field: string;
  readonly refused: T;
  /** As near as possible to `refused`, without any problem. */
  readonly legal: T;
  /** The whole message, where it is worth reading in a test. */
  readonly says?: string;
}

/** One test for each refusal: it has exactly this problem, and the nearest legal thing has none at all. */
export function describeRefusals<T>(judge: (input: T) => readonly Problem[], refusals: readonly Refusal<T>[]): void {
  describe.each(refusals)('$what', ({ code, field, refused, legal, says }) => {
    it(`is refused at '${field}' as ${code}`, () => {
      const problems = judge(refused);
      expect(problems.map((p) => [p.field, p.code])).toEqual([[field, code]]);
      if (says !== undefined) expect(problems.map(renderProblem)).toEqual([`${says} [${code}]`]);
    });

    it('is accepted in its nearest legal form', () => {
      expect(judge(legal).map(renderProblem)).toEqual([]);
    });
  });
}
