import type { Problem } from '../../../../src/errors';
import type { RuleId } from './rules';

/** One case of a rule, as it is written: what is refused or warned of for exactly one reason, and the nearest thing that is not. */
export interface Case<T, Id = RuleId> {
  /** The rule that it is a case of; absent where nobody has numbered it. */
  readonly rule?: Id;
  /** Where AWS, or who found it out, says so. Every rule has one. */
  readonly source?: string;
  /** As the rest of a sentence: `a size between those of SSD`. */
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

/** A row of the table of all rules: a case that knows how it is judged. */
export interface Row<Id = RuleId> extends Omit<Case<never, Id>, 'refused' | 'legal'> {
  readonly outcome: 'refused' | 'warned of';
  readonly wrong: () => readonly Problem[];
  readonly right: () => readonly Problem[];
}

/** Cases that are judged alike. */
export function family<T, Id = RuleId>(
  judge: (input: T) => readonly Problem[],
  cases: readonly Case<T, Id>[],
  outcome: Row['outcome'] = 'refused',
): Row<Id>[] {
  return cases.map(({ refused, legal, ...rest }) => ({
    ...rest,
    outcome,
    wrong: () => judge(refused),
    right: () => judge(legal),
  }));
}
