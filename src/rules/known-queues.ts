import type { Place } from '../naming/arns';
import { type QueueNames, queueNames } from '../naming/queue-names';
import type { QueueSpec } from '../spec/queue';
import type { SystemSpec } from '../spec/system';

/** A queue, and the name under which its system keeps it where that is not its own. */
export type KnownQueue = QueueSpec & { readonly movedFrom?: string };

/** What is known of the queues of an environment, by `<system>/<queue>`. */
export type KnownQueues = Readonly<Record<string, KnownQueue>>;

/** The queues of all systems. */
export function queuesOf(systems: readonly Pick<SystemSpec, 'name' | 'movedFrom' | 'queues'>[]): KnownQueues {
  return Object.fromEntries(
    systems.flatMap(({ name: system, movedFrom, queues }) =>
      Object.entries(queues).map(([queue, spec]) => [
        `${system}/${queue}`,
        { ...spec, ...(movedFrom && { movedFrom }) },
      ]),
    ),
  );
}

/** A queue that somebody named. */
export interface NamedQueue extends QueueNames {
  readonly system: string;
  readonly queue: string;
  readonly spec: QueueSpec;
}

/** `<system>/<queue>` for a queue of the own system, or of another that is named with it. */
export function queueKey(written: string, system: string): string {
  return written.includes('/') ? written : `${system}/${written}`;
}

/** The queue that `<queue>` of the own system or `<system>/<queue>` means; undefined where there is none. */
export function namedQueue(
  written: string,
  system: string,
  site: Place & { readonly name: string },
  queues: KnownQueues,
): NamedQueue | undefined {
  const key = queueKey(written, system);
  const spec = queues[key];
  if (spec === undefined) return undefined;
  const [owner = '', queue = ''] = key.split('/');
  return { system: owner, queue, spec, ...queueNames(site, spec.movedFrom ?? owner, queue, spec) };
}
