import type { EmulatorMemory, Exchange, Said } from './emulator-memory';

type Attributes = Record<string, string>;
interface Asked {
  readonly QueueUrl: string;
  readonly Attributes?: Attributes;
  readonly AttributeNames?: readonly string[];
}

/** moto knows nothing of the last, writes the second anew with other blanks, and drops the first on a write of the last. */
const FORGOTTEN = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy'] as const;
const UNKNOWN = 'RedriveAllowPolicy';

/** What a queue was made with, and what was written of it since. */
export function keepQueueAttributes(memory: EmulatorMemory, { action, request, status, body }: Exchange): Said {
  if (status !== 200) return { status, body };
  const { Attributes = {}, ...asked } = JSON.parse(request) as Asked;
  const url = action === 'CreateQueue' ? (JSON.parse(body) as Asked).QueueUrl : asked.QueueUrl;
  const before = action === 'CreateQueue' ? {} : memory.queues.get(url);
  memory.queues.set(url, { ...before, ...Attributes });
  return { status, body };
}

/** Said on a read of all of it, or of the one that moto does not know. */
export function sayQueueAttributes(memory: EmulatorMemory, { request, status, body }: Exchange): Said {
  const { QueueUrl: url, AttributeNames = [] } = JSON.parse(request) as Asked;
  const isUnknown = status === 400 && AttributeNames.join() === UNKNOWN && body.includes('Unknown Attribute');
  if (!isUnknown && status !== 200) return { status, body };
  const said: Attributes = isUnknown ? {} : { ...(JSON.parse(body) as Asked).Attributes };
  for (const name of FORGOTTEN) {
    const kept = memory.queues.get(url)?.[name];
    const isAsked = AttributeNames.includes('All') || AttributeNames.includes(name);
    if (!isAsked || !kept || said[name] === kept) continue;
    said[name] = kept;
    memory.note(`sqs.queue.${name}`, url);
  }
  return { status: 200, body: JSON.stringify({ Attributes: said }) };
}
