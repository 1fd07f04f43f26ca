/** What became of a field: the same here; nearly the same; nothing; or something that only a person can decide. */
export const FATES = ['mapped', 'approximated', 'dropped', 'question'] as const;

/** What became of one field of what was imported. */
export interface Note {
  /** The field as the source has it: `services.web.ports.0`. */
  readonly field: string;
  readonly kind: (typeof FATES)[number];
  /** What says it here, where anything does. */
  readonly became?: string;
  /** Why so, and what is lost. */
  readonly why: string;
}

/** A note of the field that is being read, whose name need not be said again. */
export type Fate = Omit<Note, 'field'> & { readonly field?: string };

/** It means the same here. */
export function mapped(became: string, why = 'means the same'): Fate {
  return { kind: 'mapped', became, why };
}

/** @param why what is lost. */
export function approximated(became: string, why: string): Fate {
  return { kind: 'approximated', became, why };
}

/** Nothing here says it. */
export function dropped(why: string): Fate {
  return { kind: 'dropped', why };
}

/** @param became what stands there until somebody answers. */
export function question(why: string, became?: string): Fate {
  return { kind: 'question', ...(became !== undefined && { became }), why };
}
