import { SqsQueue, type SqsQueueConfig } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy';
import { Construct } from 'constructs';
import { refuse } from '../../src/errors';
import { queuePolicy } from '../../src/identity/queue-policy';
import { queueNames } from '../../src/naming/queue-names';
import { checkQueue, DEAD_LETTER_DAYS } from '../../src/rules/check-queue';
import { parseSpec } from '../../src/spec/parse';
import { type QueueInput, type QueueSpec, queueSpec } from '../../src/spec/queue';
import { type SiteInput, siteSpec } from '../../src/spec/site';
import { fixedOfQueue } from '../../src/storage/fixed';
import { tfJson } from '../terraform/json';
import { kept } from '../terraform/lifecycle';
import { retainAs } from '../terraform/retained';

/** What `Queue` takes: its spec, and where it is. */
export interface QueueProps extends QueueInput {
  readonly site: SiteInput;
  /** Name of the system it belongs to. */
  readonly system: string;
  readonly name: string;
}

/** The Terraform resources behind a queue, for `addOverride`. */
export interface QueueResources {
  readonly queue: SqsQueue;
  readonly deadLetters: SqsQueue;
}

/** Longest that a request for messages waits for one: the fewest empty answers (SQS API_ReceiveMessage, 2026-11). */
const LONGEST_POLL_SECONDS = 20;

const DAY_SECONDS = 86_400;

/**
 * A queue for workers, encrypted and reached by TLS only, with a queue of dead letters for what was handed out too often. Both are kept
 * while the environment is protected.
 *
 * Throws `SpecError` for what SQS would refuse, or lose in silence.
 */
export class Queue extends Construct {
  readonly arn: string;
  readonly url: string;
  readonly resources: QueueResources;

  constructor(scope: Construct, id: string, { site: siteInput, system, name, ...input }: QueueProps) {
    super(scope, id);
    const what = `Queue '${this.node.path}'`;
    const site = parseSpec(what, siteSpec, siteInput);
    const spec = parseSpec(what, queueSpec, input);
    refuse(what, checkQueue(name, spec, site.region));
    const names = queueNames(site, system, name, spec);
    const deadLetters = new SqsQueue(this, 'DeadLetters', {
      name: names.deadLetters.name,
      ...shared(spec, names.deadLetters.arn),
      messageRetentionSeconds: DEAD_LETTER_DAYS * DAY_SECONDS,
      ...kept(site),
    });
    const queue = new SqsQueue(this, 'Queue', {
      name: names.name,
      ...shared(spec, names.arn),
      visibilityTimeoutSeconds: spec.visibilityTimeoutSeconds,
      messageRetentionSeconds: spec.retentionDays * DAY_SECONDS,
      redrivePolicy: tfJson({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: spec.maxReceives }),
      ...kept(site),
    });
    for (const one of [queue, deadLetters]) retainAs(one, { part: `queues.${name}`, fixed: fixedOfQueue(spec) });
    // No other queue may leave its dead letters there.
    new SqsQueueRedriveAllowPolicy(this, 'OnlyFromQueue', {
      queueUrl: deadLetters.id,
      redriveAllowPolicy: tfJson({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }),
    });
    this.arn = names.arn;
    this.url = names.url;
    this.resources = { queue, deadLetters };
  }
}

function shared({ fifo, kmsKeyArn }: QueueSpec, arn: string): SqsQueueConfig {
  return {
    ...(fifo && { fifoQueue: true }),
    ...(kmsKeyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: kmsKeyArn }),
    receiveWaitTimeSeconds: LONGEST_POLL_SECONDS,
    policy: tfJson(queuePolicy(arn)),
  };
}
