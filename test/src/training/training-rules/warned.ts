import { family } from '../../rules/volume-rules/family';
import { type ClusterSaid, IMAGE, type JobSaid, warnedCluster, warnedJob } from './judges';
import type { TrainingRuleId } from './rules';

const RESERVATION = 'cr-0123456789abcdef0';
const BLOCK: ClusterSaid = {
  capacity: ['reserved'],
  capacityBlock: { reservationId: RESERVATION },
  instanceTypes: ['p5.48xlarge'],
  zones: ['us-east-1a'],
};
const mounts = [{ volume: 'models', path: '/models' }];

const clicks = {
  kind: 'lustre',
  dnsName: 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com',
  mountName: 'ab3cdbmv',
  securityGroupId: 'sg-0123456789abcdef0',
  zone: 'us-east-1a',
} as const;

const clusters = family<ClusterSaid, TrainingRuleId>(
  warnedCluster,
  [
    {
      what: 'hosts in another zone than the file system that they mount',
      code: 'HostMountAcrossZones',
      field: 'hostMounts.clicks.zone',
      refused: { hostMounts: { clicks } },
      legal: { hostMounts: { clicks }, zones: ['us-east-1a'] },
      says: "hostMounts.clicks.zone is 'us-east-1a', and hosts may be in us-east-1b too: what they read from there is slower, and paid for; say zones: ['us-east-1a'] of the cluster",
    },
    {
      rule: 'BAT-13',
      source: 'AWS Batch user guide, "Instance type allocation strategies"',
      what: 'a host that is larger than all the vCPUs that there may be',
      code: 'MayExceedMax',
      field: 'maxVcpus',
      refused: { instanceTypes: ['g5.12xlarge', 'g5.24xlarge'], maxVcpus: 95 },
      legal: { instanceTypes: ['g5.12xlarge', 'g5.24xlarge'], maxVcpus: 96 },
      says: 'maxVcpus is 95, and AWS Batch may start one host above it: g5.24xlarge has up to 96; use 96 or more, or leave these types out',
    },
    {
      rule: 'PG-01',
      source: 'EC2 user guide, "Placement strategies for your placement groups"',
      what: 'several types in one group',
      code: 'SeveralTypesTogether',
      field: 'multiNode',
      refused: { multiNode: true, instanceTypes: ['g5.12xlarge', 'g5.24xlarge'] },
      legal: { multiNode: true, instanceTypes: ['g5.12xlarge'] },
    },
    {
      rule: 'PG-03',
      source: 'eksctl-io/eksctl#7949',
      what: 'a placement group beside a reservation',
      code: 'PlacementBesideReservation',
      field: 'placement',
      refused: { multiNode: true, placement: 'cluster', capacity: ['reserved'], reservationId: RESERVATION },
      legal: { multiNode: true, capacity: ['reserved'], reservationId: RESERVATION },
      says: "placement is 'cluster' beside reservation cr-0123456789abcdef0: one that was made without this group has no capacity in it; leave it out, unless the reservation names the group",
    },
    {
      rule: 'EFA-01',
      source: 'EC2 API_DescribeInstanceTypes, EfaInfo',
      what: 'jobs of several hosts without the fabric',
      code: 'NoFabric',
      field: 'multiNode',
      refused: { multiNode: true, instanceTypes: ['g5.4xlarge'] },
      legal: { multiNode: true, instanceTypes: ['p4d.24xlarge'] },
      says: 'multiNode is true, and g5.4xlarge has no Elastic Fabric Adapter: hosts talk by TCP alone; use larger sizes, or a type that has one',
    },
    {
      source: 'EC2 user guide, "On-Demand Capacity Reservations"',
      what: 'a reservation, which is of one type, for hosts of two',
      code: 'ReservationOfOne',
      field: 'capacity.0',
      refused: { capacity: ['reserved'], reservationId: RESERVATION, instanceTypes: ['g5.12xlarge', 'g5.24xlarge'] },
      legal: { capacity: ['reserved'], reservationId: RESERVATION },
      says: "capacity.0 is 'reserved', and a reservation is of one type in one zone, where hosts may be g5.12xlarge, g5.24xlarge; name the one type in instanceTypes, and the one zone",
    },
    {
      source: 'Batch user guide, "Compute environments for MNP jobs"',
      what: 'a second way to pay for jobs of several hosts',
      code: 'CapacityNeverReached',
      field: 'capacity.1',
      refused: { multiNode: true, capacity: ['reserved', 'on-demand'], reservationId: RESERVATION },
      legal: { multiNode: true, capacity: ['reserved'], reservationId: RESERVATION },
      says: "capacity.1 is 'on-demand', and jobs of several hosts wait for 'reserved' whatever comes after it; make a cluster of each",
    },
    {
      rule: 'CAT-01',
      source: 'EC2 user guide, "Previous generation instances"',
      what: 'a type of before Nitro',
      code: 'PreviousGeneration',
      field: 'instanceTypes.0',
      refused: { instanceTypes: ['m4.large'], amiRelease: IMAGE.plain },
      legal: { instanceTypes: ['m7i.large'], amiRelease: IMAGE.plain },
    },
    {
      source: 'EC2 user guide, "On-Demand Instance pricing"',
      what: 'hosts that stay',
      code: 'WarmHosts',
      field: 'warmVcpus',
      refused: { warmVcpus: 96 },
      legal: { warmVcpus: 0 },
      says: 'warmVcpus is 96: hosts that stay and may do nothing, 272.26 US dollars a day or more (g5.12xlarge); use 0, and wait a few minutes for the first host',
    },
    {
      source: 'EC2 user guide, "On-Demand Capacity Reservations", pricing',
      what: 'a budget of hosts that are paid for anyway',
      code: 'BudgetOfReserved',
      field: 'budget',
      refused: { capacity: ['reserved'], reservationId: RESERVATION, budget: { monthlyUsd: 500 } },
      legal: { capacity: ['on-demand'], budget: { monthlyUsd: 500 } },
    },
    {
      rule: 'CB-01',
      source: 'EC2 API_DescribeCapacityBlockOfferings, InstanceCount',
      what: 'more hosts than a block holds',
      code: 'BlockOutgrown',
      field: 'maxVcpus',
      refused: { ...BLOCK, maxVcpus: 65 * 192 },
      legal: { ...BLOCK, maxVcpus: 64 * 192 },
    },
    {
      source: 'AWS Batch API_FairsharePolicy, computeReservation',
      what: 'a reserve for nobody',
      code: 'ReservedForNobody',
      field: 'reservedPercent',
      refused: { reservedPercent: 10, teams: { ads: {} } },
      legal: { reservedPercent: 10, teams: { ads: {}, search: {} } },
    },
    {
      source: 'EC2 user guide, "Use a Systems Manager parameter instead of an AMI ID"',
      what: 'an image that moves',
      code: 'MovingImage',
      field: 'amiRelease',
      refused: { amiRelease: 'latest' },
      legal: { amiRelease: IMAGE.gpu },
    },
  ],
  'warned of',
);

const jobs = family<JobSaid, TrainingRuleId>(
  warnedJob,
  [
    {
      rule: 'BAT-18',
      source: 'AWS Batch user guide, "Multi-node parallel jobs": one container a host',
      what: 'nodes that use a quarter of their hosts',
      code: 'HostHalfEmpty',
      field: 'nodes',
      refused: { nodes: 2, on: { multiNode: true } },
      legal: { nodes: 2, gpus: 4, on: { multiNode: true } },
      says: 'nodes is 2, each a whole host, and takes 25 % of one at best (g5.12xlarge): the rest of it does nothing; ask for the whole host, or use a cluster of smaller ones',
    },
    {
      rule: 'CAT-03',
      source: 'AWS Batch user guide, "Compute resource memory management"',
      what: 'memory that a host has by its name alone',
      code: 'MemoryAtEdge',
      field: 'memoryMiB',
      refused: { memoryMiB: 190_000, on: { instanceTypes: ['g5.12xlarge', 'g5.24xlarge', 'g5.xlarge'] } },
      legal: { memoryMiB: 182_361, on: { instanceTypes: ['g5.12xlarge', 'g5.24xlarge', 'g5.xlarge'] } },
      says: 'memoryMiB is 190000, and of 196608 MiB 182361 are for jobs on g5.12xlarge: it never runs on g5.12xlarge; use 182361 or less, or leave this type out of the cluster',
    },
    {
      what: 'hosts with GPUs for a job that uses none',
      code: 'GpusUnused',
      field: 'gpus',
      refused: { gpus: 0 },
      legal: { gpus: 1 },
    },
    {
      source: 'Batch API_ResourceRequirement: GPU, VCPU and MEMORY',
      what: 'hosts with Neuron devices for a job that uses none',
      code: 'AcceleratorsUnused',
      field: 'neuronDevices',
      refused: { gpus: 0, on: { instanceTypes: ['trn1.32xlarge'] } },
      legal: { gpus: 0, cpus: 65, neuronDevices: 16, on: { instanceTypes: ['trn1.32xlarge'] } },
    },
    {
      what: 'a day on spot hosts without a checkpoint',
      code: 'NoCheckpoint',
      field: 'checkpoint',
      refused: { on: { capacity: ['spot'] } },
      legal: { on: { capacity: ['spot'] }, checkpoint: { volume: 'models', everySeconds: 600 }, mounts },
      says: 'checkpoint is not said, the job may run for 24 hours, and spot hosts are taken away with two minutes of notice: it would begin anew; say a volume and everySeconds, or use a cluster without spot',
    },
    {
      what: 'spot hosts that end the job when they go',
      code: 'InterruptionEndsJob',
      field: 'retries.on',
      refused: { timeoutSeconds: 3600, retries: { on: ['image-pull'] }, on: { capacity: ['spot', 'on-demand'] } },
      legal: { timeoutSeconds: 3600, on: { capacity: ['spot', 'on-demand'] } },
    },
    {
      what: 'one attempt on spot hosts',
      code: 'InterruptionEndsJob',
      field: 'retries.attempts',
      refused: { timeoutSeconds: 3600, retries: { attempts: 1 }, on: { capacity: ['spot'] } },
      legal: { timeoutSeconds: 3600, retries: { attempts: 2 }, on: { capacity: ['spot'] } },
    },
  ],
  'warned of',
);

/** What is legal, and may surprise. */
export const warned = [...clusters, ...jobs];
