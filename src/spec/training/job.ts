import { z } from 'zod';
import { accessSpec } from '../access';
import { containerShape } from '../container';
import { limitsSpec } from '../limits';
import { mountSpec } from '../mount';
import { retriesSpec } from './retries';

/** Batch takes the arguments of the image's entry point, and no other entry point or directory (Batch API_ContainerProperties, 2026-11). */
const { image, command, environment, secrets, user, readOnlyRoot, writable } = containerShape;

/** Where a job leaves what it needs to go on after it was stopped. */
const checkpointSpec = z.strictObject({
  volume: z.string().describe('One of its mounted volumes that outlives it.'),
  everySeconds: z.int().min(10).describe('How often it writes one, seconds: what an interruption costs at most.'),
});

/** A container that runs to its end on the hosts of a training cluster. */
export const jobSpec = z.strictObject({
  image,
  command,
  environment,
  secrets,
  user,
  readOnlyRoot,
  writable,
  limits: limitsSpec.pick({ shmMiB: true, ulimits: true }).prefault({}).describe('What the kernel grants. @default {}'),
  cpus: z.int().min(1).describe('The vCPUs promised to it, on each of its hosts.'),
  memoryMiB: z.int().min(6).describe('Memory promised to it, on each of its hosts, MiB; above it it is killed.'),
  gpus: z.int().min(0).max(16).default(0).describe('Whole GPUs that it has for itself, on each host. @default 0'),
  neuronDevices: z
    .int()
    .min(0)
    .max(16)
    .default(0)
    .describe(
      'Devices of AWS Neuron (Inferentia, Trainium) that it has on each host: all that the host has, or none. AWS Batch does not count them, so such a job takes more than half of the vCPUs. @default 0',
    ),
  cluster: z
    .string()
    .optional()
    .describe("Name of the training cluster it runs on. @default - the only one, or 'training'"),
  team: z.string().optional().describe('Whose share of the cluster it uses. @default - the only team, or none'),
  priority: z.int().min(0).max(9999).default(0).describe('Jobs of the same team with more go first. @default 0'),
  nodes: z.int().min(1).max(1000).default(1).describe('Hosts it runs on at once, each with one container. @default 1'),
  array: z
    .int()
    .min(2)
    .max(10_000)
    .optional()
    .describe('How many of it run, each told its number as AWS_BATCH_JOB_ARRAY_INDEX. @default - one'),
  sweep: z
    .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1))
    .default({})
    .describe(
      'Variables and the values to try: one run for each combination, which it finds in its environment; 2 to 100. @default {}',
    ),
  retries: retriesSpec.prefault({}).describe('What starts it again. @default {}'),
  timeoutSeconds: z
    .int()
    .min(60)
    .max(2_592_000)
    .default(86_400)
    .describe('Seconds after which a start of it is ended; it is not started again then. @default 86400'),
  access: z.array(accessSpec).default([]).describe('What it uses in AWS; it may do nothing else there. @default []'),
  mounts: z.array(mountSpec).default([]).describe('Volumes of its system that it finds in its files. @default []'),
  checkpoint: checkpointSpec
    .optional()
    .describe(
      'Where it leaves what it goes on from: a directory of its own in the volume, told as CHECKPOINT_DIR. @default - it begins anew each time',
    ),
  acknowledge: z
    .record(z.string(), z.string().min(10, 'a reason of at least 10 characters'))
    .default({})
    .describe(
      "Refusals to live with, by code and subject as in 'SecretInEnvironment.TOKEN_URL', each with its reason. @default {}",
    ),
});

/** A job as people write it. */
export type JobInput = z.input<typeof jobSpec>;
/** A job with every default filled in. */
export type JobSpec = z.output<typeof jobSpec>;
