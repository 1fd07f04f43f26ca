/** What AWS, or a tool, answered: what it printed, or why it printed nothing. */
export type Answer =
  | { readonly said: unknown }
  /** There is no such thing. */
  | { readonly absent: string }
  /** Whoever asks may not know, or nobody could be asked. */
  | { readonly unanswered: string };

/** How something is. What could not be found out is never well. */
export interface Finding {
  readonly status: 'ok' | 'missing' | 'unknown';
  readonly says: string;
  /** What to type, or to write into the spec. */
  readonly fix?: string;
}

/** One thing that a platform needs of its account. */
export interface Check {
  /** What is looked for, as a phrase: `the state bucket 'states'`. */
  readonly what: string;
  /** The command that asks, and changes nothing. */
  readonly command: readonly string[];
  /** What is there, from what was said. */
  readonly judge: (said: Record<string, unknown>) => Finding;
  /** How it is made where it is not there. */
  readonly fix: string;
}

/** There, with what is known of it. */
export const ok = (says = 'is there'): Finding => ({ status: 'ok', says });
export const missing = (says: string, fix: string): Finding => ({ status: 'missing', says, fix });

/** What an answer means for a check. */
export function findingOf({ judge, fix }: Check, answer: Answer): Finding {
  if ('said' in answer) return judge((answer.said ?? {}) as Record<string, unknown>);
  if ('absent' in answer) return missing('is not there', fix);
  return { status: 'unknown', says: `could not be found out: ${answer.unanswered}` };
}
