import { daily, hosts, job, nodes, queue, SUBNETS, together } from './batch-by-hand';
import type { RefusedCase } from './refused-case';
import { fit, on, PLAIN } from './training-said';

const several = on({ multiNode: true });
const shared = on({ teams: { ads: {}, search: {} } });

/** A queue that teams share, and a job that is submitted to it. */
const fairly = (name: string, input: object) => ({
  aws_batch_scheduling_policy: {
    [name]: {
      name,
      fair_share_policy: [
        { share_distribution: ['adsZ', 'searchZ'].map((share_identifier) => ({ share_identifier, weight_factor: 1 })) },
      ],
    },
  },
  ...hosts(name),
  ...queue(name, [name], { scheduling_policy_arn: `\${aws_batch_scheduling_policy.${name}.arn}` }),
  ...daily(name, { JobQueue: name, ...input }),
});

const TRAINIUM = {
  instanceTypes: ['trn1.32xlarge'],
  amiRelease: 'al2023-ami-ecs-neuron-hvm-2023.0.20251108-kernel-6.1-x86_64',
};

/** Devices of AWS Neuron that a container is shown. */
const neuron = (...devices: readonly number[]) => ({
  linuxParameters: {
    devices: devices.map((i) => ({ hostPath: `/dev/neuron${i}`, containerPath: `/dev/neuron${i}` })),
  },
});

const DEVICES = 'AWS Batch API reference, Device and ResourceRequirement, 2026-11';
const NIGHTLY = { cron: '0 4 * * ? *' };

const STUCK = 'AWS Batch user guide, "Jobs stuck in a RUNNABLE status", 2026-11';
const MULTI_NODE = 'AWS Batch user guide, "Multi-node parallel jobs", 2026-11';
const SUBMIT = 'AWS Batch API reference, SubmitJob, 2026-11';
const RUNNABLE = `nothing: it stays RUNNABLE (${STUCK})`;

/** Jobs that AWS Batch takes and never starts, and submissions that it refuses at night. */
export const trainingJobCases: readonly RefusedCase[] = [
  {
    code: 'JobExceedsVcpus',
    what: 'more vCPUs than any host of the cluster has',
    awsSays: RUNNABLE,
    environment: on(),
    refused: fit({ cpus: 49 }),
    legal: fit({ cpus: 48 }),
    terraform: together('exceeds_vcpus', job('exceeds_vcpus', { cpus: 49 })),
  },
  {
    code: 'JobExceedsMemory',
    what: 'all the memory that EC2 says of a host',
    awsSays: `${RUNNABLE}: what the kernel and the agent need is not for jobs`,
    environment: on(),
    refused: fit({ memoryMiB: 196_608 }),
    legal: fit({ memoryMiB: 182_361 }),
    terraform: together('exceeds_memory', job('exceeds_memory', { memoryMiB: 196_608 })),
  },
  {
    code: 'JobExceedsGpus',
    what: 'five GPUs of hosts with four',
    awsSays: RUNNABLE,
    environment: on(),
    refused: fit({ gpus: 5 }),
    legal: fit({ gpus: 4 }),
    terraform: together('exceeds_gpus', job('exceeds_gpus', { gpus: 5 })),
  },
  {
    code: 'NoGpuHosts',
    what: 'a GPU of hosts that have none',
    awsSays: RUNNABLE,
    environment: on({ instanceTypes: ['m6i.4xlarge'], amiRelease: PLAIN }),
    refused: fit({ gpus: 1 }),
    legal: fit({ gpus: 0 }),
    terraform: together('no_gpu_hosts', job('no_gpu_hosts', { gpus: 1 }), { instance_type: ['m6i.4xlarge'] }),
  },
  {
    code: 'NoNeuronHosts',
    what: 'Neuron devices of hosts that have none',
    awsSays: `every start fails: the agent has no such device to show (${DEVICES})`,
    environment: on(),
    refused: fit({ neuronDevices: 1 }),
    legal: fit({ neuronDevices: 0 }),
    terraform: together('no_neuron_hosts', job('no_neuron_hosts', {}, neuron(0))),
  },
  {
    code: 'NeuronDevicesOfHost',
    what: 'one Neuron device of a host with sixteen',
    awsSays: `nothing: AWS Batch does not count them, so the next job that names it is put on the same host (${DEVICES})`,
    environment: on(TRAINIUM),
    refused: fit({ gpus: 0, cpus: 65, neuronDevices: 1 }),
    legal: fit({ gpus: 0, cpus: 65, neuronDevices: 16 }),
    terraform: together('neuron_of_host', job('neuron_of_host', { gpus: 0 }, neuron(0)), {
      instance_type: ['trn1.32xlarge'],
    }),
  },
  {
    code: 'NeuronHostShared',
    what: 'all Neuron devices, and room for a second job with the same',
    awsSays: `nothing: both are on one host, and the second finds every device taken (${DEVICES})`,
    environment: on(TRAINIUM),
    refused: fit({ gpus: 0, cpus: 64, neuronDevices: 16 }),
    legal: fit({ gpus: 0, cpus: 65, neuronDevices: 16 }),
    terraform: together('neuron_shared', job('neuron_shared', { gpus: 0, cpus: 64 }, neuron(0, 1, 2, 3)), {
      instance_type: ['trn1.32xlarge'],
    }),
  },
  {
    code: 'JobFitsNoHost',
    what: 'the GPUs of one type with the memory of another',
    awsSays: RUNNABLE,
    environment: on({ instanceTypes: ['g5.12xlarge', 'g5.16xlarge'] }),
    refused: fit({ gpus: 4, memoryMiB: 200_000 }),
    legal: fit({ gpus: 1, memoryMiB: 200_000 }),
    terraform: together('fits_no_host', job('fits_no_host', { gpus: 4, memoryMiB: 200_000 }), {
      instance_type: ['g5.12xlarge', 'g5.16xlarge'],
    }),
  },
  {
    code: 'JobAboveMaxVcpus',
    what: 'more vCPUs than the cluster may have',
    awsSays: `nothing: it stays RUNNABLE, with MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE as the reason (${STUCK})`,
    environment: on({ instanceTypes: ['g5.12xlarge', 'g5.xlarge'], maxVcpus: 47 }),
    refused: fit({ cpus: 48 }),
    legal: fit({ cpus: 47 }),
    terraform: together('above_max_vcpus', job('above_max_vcpus', { cpus: 48 }), {
      instance_type: ['g5.12xlarge', 'g5.xlarge'],
      max_vcpus: 47,
    }),
  },
  {
    code: 'NodesAboveMaxVcpus',
    what: 'five whole hosts of a cluster that may have four',
    awsSays: `nothing: each node has a host for itself, there are never five, and it stays RUNNABLE (${MULTI_NODE})`,
    environment: several,
    refused: fit({ nodes: 5 }),
    legal: fit({ nodes: 4 }),
    terraform: together('nodes_above_max', nodes('nodes_above_max', 5)),
  },
  {
    code: 'NodeFitsSomeHosts',
    what: 'nodes that are too large for one of the types',
    awsSays: `nothing: all nodes are of one type, and where that is the small one it stays RUNNABLE (${MULTI_NODE}, node groups)`,
    environment: on({ multiNode: true, instanceTypes: ['g5.12xlarge', 'g5.24xlarge'] }),
    refused: fit({ nodes: 2, cpus: 64 }),
    legal: fit({ nodes: 2, cpus: 48 }),
    terraform: together('node_fits_some', nodes('node_fits_some', 2, { cpus: 64 }), {
      instance_type: ['g5.12xlarge', 'g5.24xlarge'],
    }),
  },
  {
    code: 'ClusterNotMultiNode',
    what: 'a job of two hosts where hosts come in any zone, and nothing lets one reach the other',
    awsSays:
      'nothing: the nodes carry the security groups of their environment, in whichever zone they are, and wait for each other (AWS Batch user guide, "Compute environment considerations for MNP", 2026-11)',
    environment: on(),
    legalEnvironment: several,
    refused: fit({ nodes: 2 }),
    legal: fit({ nodes: 2 }),
    terraform: together('cluster_of_one', nodes('cluster_of_one', 2), { subnets: Object.values(SUBNETS) }),
  },
  {
    code: 'UnknownTeam',
    what: 'a team that the policy does not know',
    awsSays:
      'nothing: an identifier that is not in the policy has a share of its own, with weight 1 (AWS Batch API reference, ShareAttributes, 2026-11)',
    environment: shared,
    refused: fit({ team: 'add' }),
    legal: fit({ team: 'ads' }),
    terraform: fairly('unknown_team', { ShareIdentifier: 'addZ' }),
  },
  {
    code: 'TeamNotSaid',
    what: 'a job of no team, where two share the queue',
    awsSays: `ClientException at each submission: a queue with a scheduling policy wants a share identifier (${SUBMIT}, shareIdentifier)`,
    environment: shared,
    refused: fit({}),
    legal: fit({ team: 'search' }),
    terraform: fairly('team_not_said', {}),
  },
  {
    code: 'UnknownCluster',
    what: 'a queue that nobody made',
    awsSays: `ClientException at each submission: the queue is named, and there is none (${SUBMIT}, jobQueue)`,
    environment: on(),
    refused: fit({ cluster: 'gpus' }),
    legal: fit({ cluster: 'gpu' }),
    terraform: daily('unknown_cluster', { JobQueue: 'gpus' }),
  },
  {
    code: 'SweepTooLong',
    what: 'a run whose overrides are longer than 8,192 characters',
    awsSays:
      "nothing at first: the job ends as FAILED, 'Container Overrides length must be at most 8192' (Netflix/metaflow#977)",
    environment: on(),
    refused: fit({ sweep: { DATA: ['all', 'x'.repeat(8192)] } }),
    legal: fit({ sweep: { DATA: ['all', 'x'.repeat(8000)] } }),
    terraform: daily('sweep_too_long', {
      ContainerOverrides: { Environment: [{ Name: 'DATA', Value: 'x'.repeat(8192) }] },
    }),
  },
  {
    code: 'ArrayOfNodes',
    what: 'an array of jobs of several hosts',
    awsSays: "ClientException at each submission: 'Multinode Array Job not supported.' (apache/airflow#29522)",
    environment: several,
    refused: fit({ nodes: 2, array: 3 }),
    legal: fit({ nodes: 2 }),
    terraform: {
      ...nodes('array_of_nodes', 2),
      ...daily('array_of_nodes', { JobDefinition: 'array_of_nodes', ArrayProperties: { Size: 3 } }),
    },
  },
  {
    code: 'EndsBeforeStart',
    what: 'a schedule that ends before it starts',
    awsSays:
      'ValidationException: the end must be behind the start (EventBridge Scheduler API reference, CreateSchedule, 2026-11)',
    environment: on(),
    refused: fit({ schedule: { ...NIGHTLY, start: '2031-01-01T00:00:00Z', end: '2030-01-01T00:00:00Z' } }),
    legal: fit({ schedule: { ...NIGHTLY, start: '2030-01-01T00:00:00Z', end: '2031-01-01T00:00:00Z' } }),
    terraform: {
      aws_scheduler_schedule: {
        ends_first: {
          name: 'ends_first',
          schedule_expression: `cron(${NIGHTLY.cron})`,
          start_date: '2031-01-01T00:00:00Z',
          end_date: '2030-01-01T00:00:00Z',
          flexible_time_window: [{ mode: 'OFF' }],
          target: [
            { arn: 'arn:aws:scheduler:::aws-sdk:batch:submitJob', role_arn: 'arn:aws:iam::123456789012:role/nightly' },
          ],
        },
      },
    },
  },
];
