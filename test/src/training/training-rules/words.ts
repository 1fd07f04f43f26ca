import type { Row } from '../../rules/volume-rules/family';
import { type Case, family } from '../../rules/volume-rules/family';
import { readCluster, readJob } from './judges';
import type { TrainingRuleId } from './rules';

type Said = Readonly<Record<string, unknown>>;

/** A word that there is no field for: what it would say is decided. */
const without = (field: string, value: unknown) => ({
  code: 'UnknownField',
  field,
  refused: { [field]: value },
  legal: {},
});

const BATCH = 'AWS Batch API_ComputeResource';

const clusters: readonly Case<Said, TrainingRuleId>[] = [
  {
    rule: 'BAT-03',
    source: 'AWS Batch API_CreateJobQueue, computeEnvironmentOrder: 1 to 3',
    what: 'four ways to pay',
    code: 'TooLarge',
    field: 'capacity',
    refused: { capacity: ['spot', 'on-demand', 'spot', 'on-demand'] },
    legal: { capacity: ['spot', 'on-demand'] },
  },
  {
    rule: 'BAT-05',
    source: 'AWS Batch API_FairsharePolicy, computeReservation: 0 to 99',
    what: 'a reserve of everything',
    code: 'TooLarge',
    field: 'reservedPercent',
    refused: { reservedPercent: 100 },
    legal: { reservedPercent: 99 },
  },
  {
    rule: 'BAT-05',
    source: 'AWS Batch API_ShareAttributes, weightFactor: 0.0001 to 999.9999',
    what: 'a weight of nothing',
    code: 'TooSmall',
    field: 'teams.ads.weight',
    refused: { teams: { ads: { weight: 0 } } },
    legal: { teams: { ads: { weight: 0.001 } } },
  },
  {
    rule: 'BAT-06',
    source: 'AWS Batch API_JobStateTimeLimitAction, maxTimeSeconds: 600 to 86,400',
    what: 'a job that may wait for a minute',
    code: 'TooSmall',
    field: 'waitLimits.capacitySeconds',
    refused: { waitLimits: { capacitySeconds: 60 } },
    legal: { waitLimits: { capacitySeconds: 600 } },
  },
  {
    rule: 'BAT-06',
    source: 'AWS Batch API_JobStateTimeLimitAction, maxTimeSeconds: 600 to 86,400',
    what: 'a job that waits longer than a day for what no setting gives it',
    code: 'TooLarge',
    field: 'waitLimits.misconfiguredSeconds',
    refused: { waitLimits: { misconfiguredSeconds: 86_401 } },
    legal: { waitLimits: { misconfiguredSeconds: 86_400 } },
  },
  {
    rule: 'BAT-06b',
    source: 'AWS Batch user guide, "Jobs stuck in a RUNNABLE status": no action for UNDETERMINED',
    what: 'a limit for waiting that AWS cannot explain',
    code: 'UnknownField',
    field: 'waitLimits.undeterminedSeconds',
    refused: { waitLimits: { undeterminedSeconds: 600 } },
    legal: { waitLimits: {} },
  },
  {
    rule: 'BAT-10',
    source: `${BATCH}, spotIamFleetRole`,
    what: 'a role for spot fleets',
    ...without('spotFleetRole', 'fleet'),
  },
  {
    rule: 'BAT-11',
    source: 'AWS Batch API_UpdateComputeEnvironment, serviceRole',
    what: 'a role in place of the service-linked one',
    ...without('serviceRole', 'batch'),
  },
  {
    rule: 'BAT-12',
    source: `${BATCH}, allocationStrategy`,
    what: 'an allocation strategy',
    ...without('allocationStrategy', 'BEST_FIT'),
  },
  {
    rule: 'BAT-14',
    source: 'AWS Batch API_UpdatePolicy, jobExecutionTimeoutMinutes',
    what: 'how long an update waits',
    ...without('updateTimeoutMinutes', 7200),
  },
  {
    rule: 'BAT-15',
    source: 'AWS Batch user guide, "Compute environment considerations for MNP"',
    what: 'security groups beside that of the cluster',
    ...without('securityGroups', ['sg-0123456789abcdef0']),
  },
  { rule: 'BAT-18', source: `${BATCH}, type`, what: 'hosts of Fargate', ...without('type', 'FARGATE') },
  {
    rule: 'PG-02',
    source: 'EC2 user guide, "Capacity Blocks for ML"',
    what: 'a capacity block as a way of its own to pay: it is a reservation',
    code: 'InvalidValue',
    field: 'capacity.0',
    refused: { capacity: ['capacity-block'] },
    legal: { capacity: ['reserved'] },
  },
  {
    rule: 'CB-01',
    source: 'EC2 API_CapacityBlock, capacityBlockId and capacityReservationIdSet',
    what: 'the id of a block in place of that of its reservation',
    code: 'InvalidValue',
    field: 'capacityBlock.reservationId',
    refused: { capacityBlock: { reservationId: 'cb-0123456789abcdef0' } },
    legal: { capacityBlock: { reservationId: 'cr-0123456789abcdef0' } },
  },
  {
    rule: 'EFA-05',
    source: 'EC2 API_RunInstances, AssociatePublicIpAddress: not with several interfaces',
    what: 'public addresses',
    ...without('publicAddresses', true),
  },
  {
    rule: 'EFA-06',
    source: 'EC2 user guide, "Get started with EFA and MPI", step 1',
    what: 'rules of its own for the security group',
    ...without('ingress', []),
  },
  {
    source: 'EC2 API_CreateCapacityReservation, CapacityReservationId',
    what: 'the name of a reservation',
    code: 'InvalidValue',
    field: 'reservationId',
    refused: { capacity: ['reserved'], reservationId: 'our-gpus' },
    legal: { capacity: ['reserved'], reservationId: 'cr-0123456789abcdef0' },
  },
];

const jobs: readonly Case<Said, TrainingRuleId>[] = [
  {
    rule: 'BAT-02',
    source: 'AWS Batch user guide, "Node groups": 1,000 nodes',
    what: 'more nodes than a cluster of ECS has hosts',
    code: 'TooLarge',
    field: 'nodes',
    refused: { nodes: 1001 },
    legal: { nodes: 1000 },
  },
  {
    rule: 'BAT-02',
    source: 'AWS Batch API_NodeProperties, mainNode',
    what: 'which node is the first',
    ...without('mainNode', 5),
  },
  {
    rule: 'BAT-05',
    source: 'AWS Batch API_SubmitJob, schedulingPriorityOverride: 0 to 9,999',
    what: 'a priority above all others',
    code: 'TooLarge',
    field: 'priority',
    refused: { priority: 10_000 },
    legal: { priority: 9999 },
  },
  {
    rule: 'BAT-07',
    source: 'AWS Batch API_RetryStrategy, attempts: 1 to 10',
    what: 'an eleventh attempt',
    code: 'TooLarge',
    field: 'retries.attempts',
    refused: { retries: { attempts: 11 } },
    legal: { retries: { attempts: 10 } },
  },
  {
    rule: 'BAT-08',
    source: 'AWS Batch API_JobTimeout, attemptDurationSeconds: 60 or more',
    what: 'half a minute',
    code: 'TooSmall',
    field: 'timeoutSeconds',
    refused: { timeoutSeconds: 30 },
    legal: { timeoutSeconds: 60 },
  },
  {
    rule: 'BAT-09',
    source: 'AWS Batch API_ArrayProperties, size: 2 to 10,000',
    what: 'an array of one',
    code: 'TooSmall',
    field: 'array',
    refused: { array: 1 },
    legal: { array: 2 },
  },
  {
    rule: 'BAT-09',
    source: 'AWS Batch API_ArrayProperties, size: 2 to 10,000',
    what: 'an array of too many',
    code: 'TooLarge',
    field: 'array',
    refused: { array: 10_001 },
    legal: { array: 10_000 },
  },
  {
    rule: 'BAT-17',
    source: 'EventBridge Scheduler API_Target, templated targets',
    what: 'a target of EventBridge Scheduler',
    ...without('target', 'arn:aws:batch:us-east-1:123456789012:job-queue/gpus'),
  },
];

/** What cannot be said, or not so. */
export const words: readonly Row<TrainingRuleId>[] = [...family(readCluster, clusters), ...family(readJob, jobs)];
