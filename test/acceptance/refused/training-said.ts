import type { EnvironmentInput } from '../../../src/spec/environment';
import type { SystemInput } from '../../../src/spec/system';
import type { SystemJobInput } from '../../../src/spec/training/system-job';
import type { TrainingClusterInput } from '../../../src/spec/training/training-cluster';
import { environments } from '../../../stacks/environments';

/** An ECS-optimized image without drivers. */
export const PLAIN = 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64';
const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';

export type ClusterSaid = Partial<TrainingClusterInput>;

/** An environment with one training cluster: what it says differently from on-demand hosts of g5.12xlarge. */
export const on = (said: ClusterSaid = {}): EnvironmentInput => ({
  ...environments.dev,
  trainingClusters: {
    gpu: {
      ...(said.accelerators || said.attributes ? {} : { instanceTypes: ['g5.12xlarge'] }),
      maxVcpus: 192,
      amiRelease: GPU,
      ...said,
    },
  },
});

/** A system with one job: what it says differently from one that takes a quarter of a g5.12xlarge. */
export const fit = (said: Partial<SystemJobInput> = {}, more: Partial<SystemInput> = {}): SystemInput => ({
  name: 'training',
  services: {},
  jobs: {
    fit: { image: 'docker.io/library/python:3.13', command: ['fit.py'], cpus: 12, memoryMiB: 40_000, gpus: 1, ...said },
  },
  ...more,
});

/** A cluster that is refused, and one that is not, under a system that runs on neither. */
export const mended = (refused: ClusterSaid, legal: ClusterSaid) => ({
  refused: ANYTHING,
  legal: ANYTHING,
  environment: on(refused),
  legalEnvironment: on(legal),
});

const ANYTHING: SystemInput = {
  name: 'training',
  services: { api: { image: 'public.ecr.aws/nginx/nginx:1.27.5', cpus: 1, memoryMiB: 1024 } },
};

/** So many teams. */
export const teams = (count: number): ClusterSaid => ({
  teams: Object.fromEntries(Array.from({ length: count }, (_, i) => [`team-${i}`, {}])),
});
