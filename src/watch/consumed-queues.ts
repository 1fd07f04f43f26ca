import { type KnownQueues, queueKey } from '../rules/known-queues';
import { reachedQueue } from '../rules/reached-queue';
import type { ServiceSpec } from '../spec/service';
import type { Site } from '../spec/site';

/** A queue that a service takes messages from. */
export interface ConsumedQueue {
  /** What CloudWatch knows it by. */
  readonly name: string;
  /** How old a message may become before somebody is told, seconds. */
  readonly seconds: number;
  /** How old it can become at all, seconds. */
  readonly retentionSeconds: number;
}

/** How long a message may wait where nothing says so. */
const DEFAULT_SECONDS = 900;

/** What is accepted is what scaling keeps to; twice that is more than it could help. */
const BEYOND_SCALING = 2;

/** The longest that SQS keeps a message (SQS API_SetQueueAttributes, 2026-11). */
const LONGEST_DAYS = 14;
const DAY_SECONDS = 86_400;

interface Where {
  readonly site: Site;
  readonly system: string;
  readonly queues: KnownQueues;
}

/** The queues that a service takes messages from, each once: those of its own region and account, where its alarms are. */
export function consumedQueues(
  { access, scaling, slo }: Pick<ServiceSpec, 'access' | 'scaling' | 'slo'>,
  { site, system, queues }: Where,
): ConsumedQueue[] {
  const { queueDelay } = scaling;
  const found = access.flatMap((entry): [string, ConsumedQueue][] => {
    if (entry.kind !== 'queue' || !entry.actions.includes('consume')) return [];
    const arn = reachedQueue(entry, system, site, queues)?.arn ?? '';
    const [, , , region, account, name] = arn.split(':');
    if (name === undefined || region !== site.region || account !== site.account) return [];
    const key = queueKey(entry.queue, system);
    const scaled = queueDelay !== undefined && queueKey(queueDelay.queue, system) === key;
    const byScaling = scaled ? BEYOND_SCALING * queueDelay.acceptableSeconds : DEFAULT_SECONDS;
    const retentionSeconds = (queues[key]?.retentionDays ?? LONGEST_DAYS) * DAY_SECONDS;
    // What scaling accepts may be nearly as long as messages are kept.
    const seconds = slo.queueSeconds ?? Math.min(byScaling, retentionSeconds / 2);
    return [[name, { name, seconds, retentionSeconds }]];
  });
  return [...new Map(found).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
