import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';
import { AMD64 } from '../../support/builders/test-environment';

const GPU_AMI = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';
const fleet = (instanceTypes: string[], overrides: object = {}) => ({
  fleets: { general: { instanceTypes, amiRelease: AMD64, maxHosts: 20, ...overrides } },
});
const gpus = fleet(['g5.xlarge', 'g5.12xlarge'], { amiRelease: GPU_AMI });
const spot = fleet(['m6i.2xlarge'], { onDemand: { base: 1, percentAboveBase: 99 } });
// 8 vCPU less the mesh's proxy of a quarter.
const WHOLE_HOST = 7.75;

const placements: Refusal<ServiceCase>[] = [
  {
    what: 'fewer replicas at most than at least',
    code: 'MinAboveMax',
    field: 'replicas.min',
    refused: { service: { replicas: { min: 3, max: 2 } } },
    legal: { service: { replicas: { min: 3, max: 3 } } },
    says: 'replicas.min is 3 but max is 2; use 2 or less',
  },
  {
    what: 'a fleet that does not exist',
    code: 'UnknownFleet',
    field: 'fleet',
    refused: { service: { fleet: 'genral' } },
    legal: { service: { fleet: 'general' } },
    says: "fleet is 'genral', which is not a fleet of this platform; did you mean 'general'?",
  },
  {
    what: 'more cores than the smallest host has beside the proxy',
    code: 'TaskExceedsCpu',
    field: 'cpus',
    refused: { service: { cpus: WHOLE_HOST + 0.001 } },
    legal: { service: { cpus: WHOLE_HOST } },
  },
  {
    what: 'a limit on the whole task that the smallest host does not have',
    code: 'TaskExceedsCpu',
    field: 'cpus',
    refused: { service: { cpus: 1, limits: { cpus: WHOLE_HOST + 0.001 } } },
    legal: { service: { cpus: 1, limits: { cpus: WHOLE_HOST } } },
  },
  {
    what: 'more memory than the smallest host has after kernel, agent and proxy',
    code: 'TaskExceedsMemory',
    field: 'memoryMiB',
    // 32,768 less 1,959 for the kernel, 1,639 for the host and 64 for the proxy.
    refused: { service: { memoryMiB: 29_107 } },
    legal: { service: { memoryMiB: 29_106 } },
  },
  {
    what: 'more memory than fits once the sidecars are counted',
    code: 'TaskExceedsMemory',
    field: 'memoryMiB',
    refused: { service: { memoryMiB: 28_851, sidecars: { a: { image: 'a/b:1', cpus: 0.1, memoryMiB: 256 } } } },
    legal: { service: { memoryMiB: 28_850, sidecars: { a: { image: 'a/b:1', cpus: 0.1, memoryMiB: 256 } } } },
  },
  {
    what: 'a GPU on a fleet without any',
    code: 'NoGpuOnFleet',
    field: 'gpus',
    refused: { service: { gpus: 1 } },
    legal: { environment: gpus, service: { gpus: 1 } },
  },
  {
    what: 'more GPUs than the smallest host has',
    code: 'TaskExceedsGpus',
    field: 'gpus',
    refused: { environment: gpus, service: { gpus: 2 } },
    legal: { environment: fleet(['g5.12xlarge'], { amiRelease: GPU_AMI }), service: { gpus: 4 } },
  },
  {
    what: 'more replicas than the whole fleet could hold',
    code: 'FleetTooSmall',
    field: 'fleet',
    refused: { environment: fleet(['m6i.2xlarge'], { maxHosts: 2 }), service: { cpus: WHOLE_HOST, replicas: 2 } },
    legal: { environment: fleet(['m6i.2xlarge'], { maxHosts: 3 }), service: { cpus: WHOLE_HOST, replicas: 2 } },
  },
  {
    what: 'a stop that takes longer than spot gives notice',
    code: 'StopTooLongForSpot',
    field: 'stopSeconds',
    refused: { environment: spot, service: { stopSeconds: 61 } },
    legal: { environment: spot, service: { stopSeconds: 60 } },
  },
];

const rollouts: Refusal<ServiceCase>[] = [
  {
    what: 'nothing that may stop and nothing that may start',
    code: 'MinAboveMax',
    field: 'rollout.minimumHealthyPercent',
    refused: { service: { rollout: { maximumPercent: 100 } } },
    legal: { service: { rollout: { minimumHealthyPercent: 50, maximumPercent: 100 } } },
    says: 'rollout.minimumHealthyPercent is 100 but rollout.maximumPercent is 100, and ECS wants it below; use minimumHealthyPercent 50 or less, or maximumPercent 150 or more',
  },
  {
    what: 'percentages that come to nothing for so few replicas',
    code: 'RolloutCannotProgress',
    field: 'rollout.minimumHealthyPercent',
    refused: { service: { replicas: 2, rollout: { minimumHealthyPercent: 51, maximumPercent: 149 } } },
    legal: { service: { replicas: 2, rollout: { minimumHealthyPercent: 51, maximumPercent: 150 } } },
  },
];

describe('a place to run', () => describeRefusals(judgeService, placements));
describe('a rollout', () => describeRefusals(judgeService, rollouts));
