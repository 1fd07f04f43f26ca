import { arn, domainOf, type Place } from './arns';
import { resourceName } from './names';

/** How AWS knows a queue of a system: all of it is decided by the spec, so nobody has to read it from a state. */
export interface QueueNames {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  /** The queue beside it, for messages that failed. */
  readonly deadLetters: { readonly name: string; readonly arn: string };
}

/** The names of `<system>/<queue>` in an environment. */
export function queueNames(
  site: Place & { readonly name: string },
  system: string,
  queue: string,
  { fifo }: { readonly fifo: boolean },
): QueueNames {
  const kind = fifo ? 'fifoQueue' : 'queue';
  const name = resourceName(kind, site.name, system, queue);
  const dead = resourceName(kind, site.name, system, queue, 'dead-letters');
  return {
    name,
    arn: arn(site, 'sqs', name),
    url: `https://sqs.${site.region}.${domainOf(site.region)}/${site.account}/${name}`,
    deadLetters: { name: dead, arn: arn(site, 'sqs', dead) },
  };
}
