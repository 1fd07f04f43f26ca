import type { TrainingClusterSpec } from '../spec/training/training-cluster';

/** What the topics of an environment can be told of a training cluster. */
export type ClusterEventKind = TrainingClusterSpec['events'][number];

/** Something that happens in a training cluster, as EventBridge knows it, and what is said of it. */
export interface ClusterEvent {
  readonly kind: ClusterEventKind;
  /** What it is, as a sentence. */
  readonly says: string;
  /** The events that are meant. */
  readonly pattern: object;
  /** Where the values of the message stand in an event. */
  readonly paths: Readonly<Record<string, string>>;
  /** The message, with the values in angle brackets. */
  readonly message: string;
}

/** What hosts say themselves, because nobody else knows it. */
export const HOST_EVENT = { source: 'stowage.training', detailType: 'Training Host Failed' } as const;

/** By what hosts say whose they are: `prod/gpu`. */
export function clusterKey(environment: string, name: string): string {
  return `${environment}/${name}`;
}

interface Watched {
  /** Name of the environment. */
  readonly environment: string;
  /** Name of the cluster. */
  readonly name: string;
  /** May be late-bound. */
  readonly queueArn: string;
}

type Said = Pick<TrainingClusterSpec, 'events' | 'capacityBlock'>;

/** What is told of a cluster, each once, sorted: what its spec names, and of a block only where it has one. */
export function eventKinds({ events, capacityBlock }: Said): ClusterEventKind[] {
  return [...new Set(events)].filter((kind) => kind !== 'ending-block' || capacityBlock !== undefined).sort();
}

/**
 * The events of a cluster that its spec asks for, each of its own queue or hosts alone. The notice that EC2 gives before it takes a spot host
 * names an instance and nothing that a rule could know its cluster by; so what is told is the job that waits again because its host was taken.
 * The children of an array and the nodes of a job of several hosts are told of as the job that they are parts of. Sources, 2026-11: AWS Batch
 * user guide, "AWS Batch job state change events" and "Job queue blocked events"; EventBridge user guide, "Comparison operators" (`exists`
 * and `prefix`); EC2 user guide, "Monitor Capacity Blocks using EventBridge".
 */
export function clusterEvents(spec: Said, watched: Watched): ClusterEvent[] {
  return eventKinds(spec).map((kind) => ({ kind, ...EVENTS[kind](watched, spec.capacityBlock?.reservationId ?? '') }));
}

type Decided = Omit<ClusterEvent, 'kind'>;

const JOB = { job: '$.detail.jobName', id: '$.detail.jobId', reason: '$.detail.statusReason' };

const EVENTS: Readonly<Record<ClusterEventKind, (watched: Watched, block: string) => Decided>> = {
  'failed-job': ({ queueArn, ...where }) => ({
    says: `A job of training cluster ${where.name} has failed`,
    pattern: ofBatch('Batch Job State Change', { jobQueue: [queueArn], status: ['FAILED'], ...WHOLE }),
    paths: { ...JOB, code: '$.detail.container.exitCode', log: '$.detail.container.logStreamName' },
    message: `${said(where)} job <job> (<id>) has failed: <reason>. Exit code: <code>. Log stream: <log>.`,
  }),
  'blocked-queue': ({ queueArn, ...where }) => ({
    says: `A job of training cluster ${where.name} that cannot start holds up those behind it`,
    pattern: ofBatch('Batch Job Queue Blocked', { jobQueue: [queueArn] }),
    paths: JOB,
    message: `${said(where)} job <job> (<id>) cannot start, and holds up those behind it: <reason>.`,
  }),
  'interrupted-job': ({ queueArn, ...where }) => ({
    says: `A job of training cluster ${where.name} waits again because its host was taken away`,
    pattern: ofBatch('Batch Job State Change', {
      jobQueue: [queueArn],
      status: ['RUNNABLE'],
      attempts: { statusReason: [{ prefix: 'Host EC2' }] },
      ...WHOLE,
    }),
    paths: { job: JOB.job, id: JOB.id },
    message: `${said(where)} the host of job <job> (<id>) was taken away; the job waits for another.`,
  }),
  'failed-host': ({ environment, name }) => ({
    says: `A host of training cluster ${name} could not start, and has ended itself`,
    pattern: {
      source: [HOST_EVENT.source],
      'detail-type': [HOST_EVENT.detailType],
      detail: { cluster: [clusterKey(environment, name)] },
    },
    paths: { host: '$.detail.host', reason: '$.detail.reason' },
    message: `${said({ environment, name })} host <host> could not start, and has ended itself: <reason>.`,
  }),
  'ending-block': ({ environment, name }, block) => ({
    says: `The capacity block of training cluster ${name} ends in forty minutes, and its hosts in ten`,
    pattern: {
      source: ['aws.ec2'],
      'detail-type': ['Capacity Block Reservation Expiration Warning'],
      detail: { 'capacity-reservation-id': [block] },
    },
    paths: { block: '$.detail.capacity-reservation-id', end: '$.detail.end-date' },
    message: `${said({ environment, name })} capacity block <block> ends at <end>; EC2 begins to end its hosts half an hour before.`,
  }),
};

/** A child of an array has a number, and so has a node; what they are parts of has none. */
const WHOLE = {
  arrayProperties: { index: [{ exists: false }] },
  nodeProperties: { nodeIndex: [{ exists: false }] },
};

function ofBatch(detailType: string, detail: object): object {
  return { source: ['aws.batch'], 'detail-type': [detailType], detail };
}

function said({ environment, name }: Pick<Watched, 'environment' | 'name'>): string {
  return `Training cluster ${clusterKey(environment, name)}:`;
}
