/**
 * How a service with a client group lets its callers in.
 *
 * - `off`: there is none; each caller has rules of its own.
 * - `joining`: callers carry the group and have rules of their own too.
 * - `on`: callers carry the group, and that is enough.
 * - `leaving`: the group is there still and nobody carries it; callers have rules of their own.
 *
 * Running replicas keep the groups that they started with, and rules go at once. So the ways that leave no replica without a rule, and no
 * group in use when it is deleted, are off, joining, on, and back on, leaving, off; each step a deploy of its own, of the callers too.
 */
export const CLIENT_GROUP_STAGES = ['off', 'joining', 'on', 'leaving'] as const;

export type ClientGroupStage = (typeof CLIENT_GROUP_STAGES)[number];

/** How one caller is let in. */
export interface Entry {
  /** It carries the client group. */
  readonly member: boolean;
  /** It has a rule of its own for each port, inbound and outbound. */
  readonly rules: boolean;
}

/** A client group opens every port, so a caller that may call only some of them is never in it. */
export function entryOf(stage: ClientGroupStage, called: readonly string[], ports: readonly string[]): Entry {
  const carries = stage === 'joining' || stage === 'on';
  const member = carries && ports.length > 0 && ports.every((port) => called.includes(port));
  return { member, rules: !(member && stage === 'on') };
}
