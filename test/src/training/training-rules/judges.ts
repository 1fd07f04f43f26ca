import type { Problem } from '../../../../src/errors';
import { checkSpec } from '../../../../src/spec/parse';
import { type JobInput, jobSpec } from '../../../../src/spec/training/job';
import { type TrainingClusterInput, trainingClusterSpec } from '../../../../src/spec/training/training-cluster';
import { checkTrainingCluster } from '../../../../src/training/check-cluster';
import { checkJob } from '../../../../src/training/check-job';
import { trainingClusterWarnings } from '../../../../src/training/cluster-warnings';
import { jobWarnings } from '../../../../src/training/job-warnings';
import type { KnownCluster } from '../../../../src/training/known-cluster';

export const ZONES = ['us-east-1a', 'us-east-1b'];
/** Names of ECS-optimized images. */
export const IMAGE = {
  plain: 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64',
  arm: 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-arm64',
  gpu: 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs',
  neuron: 'al2023-ami-ecs-neuron-hvm-2023.0.20251108-kernel-6.1-x86_64',
} as const;

/** What a cluster says differently from one of g5.12xlarge on demand, whose name is `gpus`. */
export type ClusterSaid = Partial<TrainingClusterInput> & { readonly name?: string };

function cluster({ name: _, ...said }: ClusterSaid): TrainingClusterInput {
  const hosts = said.accelerators || said.attributes ? {} : { instanceTypes: ['g5.12xlarge'] };
  return { ...hosts, maxVcpus: 192, amiRelease: IMAGE.gpu, ...said };
}

export const refusedCluster = (said: ClusterSaid): readonly Problem[] =>
  checkTrainingCluster(said.name ?? 'gpus', trainingClusterSpec.parse(cluster(said)), ZONES);
export const warnedCluster = (said: ClusterSaid): readonly Problem[] =>
  trainingClusterWarnings(trainingClusterSpec.parse(cluster(said)), ZONES);
/** As it came out of a file. */
export const readCluster = (said: Readonly<Record<string, unknown>>): readonly Problem[] =>
  checkSpec(trainingClusterSpec, { ...cluster({}), ...said }).problems;

/** What a job says differently from one that takes a quarter of a host, and where it runs. */
export type JobSaid = Partial<JobInput> & { readonly on?: Partial<KnownCluster> };

const HOSTS: KnownCluster = {
  instanceTypes: ['g5.12xlarge'],
  capacity: ['on-demand'],
  maxVcpus: 192,
  zones: ['us-east-1a'],
  multiNode: false,
  rootGiB: 200,
  teams: [],
};

function job({ on: _, ...said }: JobSaid): JobInput {
  return {
    image: 'docker.io/library/python:3.13',
    command: ['train.py'],
    cpus: 12,
    memoryMiB: 40_000,
    gpus: 1,
    ...said,
  };
}

export const refusedJob = (said: JobSaid): readonly Problem[] =>
  checkJob(jobSpec.parse(job(said)), { ...HOSTS, ...said.on });
export const warnedJob = (said: JobSaid): readonly Problem[] =>
  jobWarnings(jobSpec.parse(job(said)), { ...HOSTS, ...said.on });
export const readJob = (said: Readonly<Record<string, unknown>>): readonly Problem[] =>
  checkSpec(jobSpec, { ...job({}), ...said }).problems;
