/** A state of the Amazon States Language, under its names. */
export type State = Readonly<Record<string, unknown>>;
/** States by name. Names are those of a whole machine: also of its branches none is twice. */
export type States = Readonly<Record<string, State>>;
