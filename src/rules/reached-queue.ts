import type { ReachedQueue } from '../identity/access-grants';
import { domainOf } from '../naming/arns';
import type { AccessOf } from '../spec/access';
import type { ServiceSpec } from '../spec/service';
import type { Site } from '../spec/site';
import { type KnownQueues, namedQueue } from './known-queues';

/** What is known of a queue by its ARN. */
const QUEUE_ARN = /^arn:aws[a-z-]*:sqs:([a-z0-9-]+):(\d{12}):([\w.-]+)$/;

/** A queue that a service uses, and what its processes are told of it. */
export interface UsedQueue extends ReachedQueue {
  readonly url: string | undefined;
  /** Name of the variable that holds `url`: `FORECASTS_QUEUE_URL`. */
  readonly variable: string;
}

/** The queue that an entry means; undefined where it names none that is known. */
export function reachedQueue(
  { queue: written, kmsKeyArn }: Pick<AccessOf<'queue'>, 'queue' | 'kmsKeyArn'>,
  system: string,
  site: Site,
  queues: KnownQueues,
): UsedQueue | undefined {
  if (written.startsWith('arn:')) {
    const [, region = site.region, account, name] = QUEUE_ARN.exec(written) ?? [];
    const variable = queueVariable(written, system);
    const url = name === undefined ? undefined : `https://sqs.${region}.${domainOf(region)}/${account}/${name}`;
    return { arn: written, url, variable, kmsKeyArn };
  }
  const named = namedQueue(written, system, site, queues);
  if (named === undefined) return undefined;
  const variable = queueVariable(written, system);
  return { arn: named.arn, url: named.url, variable, kmsKeyArn: kmsKeyArn ?? named.spec.kmsKeyArn };
}

/** The queue that each entry of `access` means, to compile it; one that is not known stands for itself. */
export function queuesFor(system: string, site: Site, queues: KnownQueues): (entry: AccessOf<'queue'>) => ReachedQueue {
  return (entry) => reachedQueue(entry, system, site, queues) ?? { arn: entry.queue };
}

/** The variable that tells of a queue of the own system, `<system>/<queue>` or an ARN. */
export function queueVariable(written: string, system: string): string {
  const path = written.startsWith(`${system}/`) ? written.slice(system.length + 1) : written;
  const words = written.startsWith('arn:') ? [QUEUE_ARN.exec(written)?.[3] ?? 'any'] : path.split('/');
  return [...words.map((word) => word.replace(/\.fifo$/, '')), 'queue', 'url']
    .join('_')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
}

/** The variables that tell a service where the queues are that it uses, by name. */
export function queueVariables(
  access: ServiceSpec['access'],
  system: string,
  site: Site,
  queues: KnownQueues,
): Record<string, string> {
  const used = access.flatMap((entry) =>
    entry.kind === 'queue' ? (reachedQueue(entry, system, site, queues) ?? []) : [],
  );
  return Object.fromEntries(used.flatMap(({ variable, url }) => (url === undefined ? [] : [[variable, url]])));
}
