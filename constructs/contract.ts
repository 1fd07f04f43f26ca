/** The worlds that a system can be built in. Things of one do not connect to things of another: that does not compile. */
export type World = 'aws' | 'local';

/** Something that belongs to one world. */
export interface Target<W extends World> {
  readonly target: W;
}

/** What workloads of one world are built on. */
export interface Platform<W extends World> extends Target<W> {}
