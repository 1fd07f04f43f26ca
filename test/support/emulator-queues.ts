import type { EmulatorMemory, Exchange, Said } from './emulator-memory';

interface Asked {
  readonly QueueUrl: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly AttributeNames?: readonly string[];
}

/** moto takes it, forgets it, and knows no such attribute when asked for it. */
const FORGOTTEN = 'RedriveAllowPolicy';

/** Which queues may leave their dead letters in one: kept from a write of its attributes. */
export function keepQueueAttributes(memory: EmulatorMemory, { request, status, body }: Exchange): Said {
  const { QueueUrl: url, Attributes = {} } = JSON.parse(request) as Asked;
  const said = Attributes[FORGOTTEN];
  if (status === 200 && said !== undefined) memory.redriveAllowed.set(url, said);
  return { status, body };
}

/** And said on a read of all of them, or of that one alone. */
export function sayQueueAttributes(memory: EmulatorMemory, { request, status, body }: Exchange): Said {
  const { QueueUrl: url, AttributeNames = [] } = JSON.parse(request) as Asked;
  const isUnknown = status === 400 && AttributeNames.join() === FORGOTTEN && body.includes('Unknown Attribute');
  if (!isUnknown && (status !== 200 || !AttributeNames.includes('All'))) return { status, body };
  const known = isUnknown ? {} : ((JSON.parse(body) as Asked).Attributes ?? {});
  const kept = memory.redriveAllowed.get(url);
  if (known[FORGOTTEN] !== undefined || (!kept && !isUnknown)) return { status, body };
  memory.note('sqs.queue.redriveAllowPolicy', url);
  return { status: 200, body: JSON.stringify({ Attributes: { ...known, ...(kept && { [FORGOTTEN]: kept }) } }) };
}
