/** One thing wrong with what the user wrote. Every refusal in Stowage is a list of these. */
export interface Problem {
  /** Stable, searchable name of the kind of problem, PascalCase: `UnknownField`, `TaskTooLarge`. */
  readonly code: string;
  /** The field as the user wrote it, dotted: `services.bidder.health.intervalSeconds`. Empty for the whole document. */
  readonly field: string;
  /** What is wrong, with the value, as the predicate of `field`: `is 5 but health.timeoutSeconds is 10`. */
  readonly problem: string;
  /** The edit that mends it: `use 11 or more`. */
  readonly fix: string;
}

/** `field problem; fix [Code]`: one line a person can act on. */
export function renderProblem({ code, field, problem, fix }: Problem): string {
  return `${field === '' ? '' : `${field} `}${problem}; ${fix} [${code}]`;
}

/** The same problems with their fields seen from one level further out. */
export function within(prefix: string, problems: readonly Problem[]): Problem[] {
  return problems.map((p) => ({ ...p, field: p.field === '' ? prefix : `${prefix}.${p.field}` }));
}

/** The only error that a user of Stowage meets: all problems of one document at once. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  /** @param what the document that was refused, as a noun: `System 'ads'`. */
  constructor(
    readonly what: string,
    readonly problems: readonly Problem[],
  ) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`${what} has ${count}:\n${problems.map((p) => `  - ${renderProblem(p)}`).join('\n')}`);
  }
}

/** Throws `SpecError` when there is any problem. For constructs and loaders; rules in `src` return their problems. */
export function refuse(what: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new SpecError(what, problems);
}
