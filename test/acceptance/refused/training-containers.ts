import type { SystemInput } from '../../../src/spec/system';
import type { JobInput } from '../../../src/spec/training/job';
import { job } from './batch-by-hand';
import type { HandWritten, RefusedCase } from './refused-case';
import { on, fit as plain } from './training-said';

const service = { image: 'public.ecr.aws/nginx/nginx:1.27.5', cpus: 1, memoryMiB: 1024 };

const calledBy = (name: string) => ({ ports: { http: { number: 8080 } }, allow: [{ job: name }] });

/** A job beside a file system of the network, and one that only hosts of its own would mount. */
const fit = (said: Partial<JobInput>, services: SystemInput['services'] = {}): SystemInput =>
  plain(said, { services, volumes: { models: { kind: 'efs' }, data: { kind: 'lustre', sizeGiB: 1200 } } });
const mount = (volume: string, readOnly = false) => ({
  mounts: [{ volume, path: '/data/models', readOnly }],
});
const checkpoint = (everySeconds: number) => ({ checkpoint: { volume: 'models', everySeconds } });

const MODELS = {
  name: 'models',
  efsVolumeConfiguration: { fileSystemId: 'fs-0123456789abcdef0', transitEncryption: 'ENABLED' },
};
/** A job that is told to leave checkpoints in a directory. */
const leaving = (name: string, said: object, more: object = {}): HandWritten =>
  job(
    name,
    {},
    {
      environment: [
        { name: 'CHECKPOINT_DIR', value: '/data/models' },
        { name: 'CHECKPOINT_EVERY_SECONDS', value: '600' },
      ],
      ...said,
    },
    more,
  );
const mounted = (readOnly: boolean) => ({
  volumes: [MODELS],
  mountPoints: [{ sourceVolume: 'models', containerPath: '/data/models', readOnly }],
});

const CONTAINER = 'AWS Batch API reference, ContainerProperties, 2026-11';

/** Containers of jobs that find what they should not, or lose what they should keep. */
export const trainingContainerCases: readonly RefusedCase[] = [
  {
    code: 'ReservedVariable',
    what: 'a variable that AWS Batch says itself',
    awsSays: `refused at apply: names may not begin with AWS_BATCH (${CONTAINER}, environment)`,
    environment: on(),
    refused: fit({ environment: { AWS_BATCH_JOB_ID: 'mine' } }),
    legal: fit({ environment: { JOB_ID: 'mine' } }),
    terraform: job('reserved_variable', {}, { environment: [{ name: 'AWS_BATCH_JOB_ID', value: 'mine' }] }),
  },
  {
    code: 'NoNameForJobs',
    what: 'a name of the mesh, which no job resolves',
    awsSays:
      'nothing: names of Service Connect resolve in tasks of its services alone, so every call ends with an unknown host (ECS developer guide, "Service Connect", 2026-11)',
    environment: on(),
    refused: fit({}, { model: { ...service, ...calledBy('fit'), rollout: { strategy: 'blue-green' } } }),
    legal: fit({}, { model: { ...service, ...calledBy('fit') } }),
    terraform: job('mesh_name', {}, { environment: [{ name: 'MODEL_URL', value: 'http://model.search:8080' }] }),
  },
  {
    code: 'RootJob',
    what: 'root in the network of its host',
    awsSays:
      'nothing: a job of one host has the network of that host, and may ask there for its credentials (AWS Batch user guide, "Networking modes for AWS Batch jobs", 2026-11)',
    environment: on(),
    refused: fit({ user: '0' }),
    legal: fit({ user: '1000:1000' }),
    terraform: job('root_job', {}, { user: 'root' }),
  },
  {
    code: 'VolumeNotForJobs',
    what: 'a directory of whichever host it is',
    awsSays:
      'nothing: where the directory is not there the host makes it, and it is empty, after each start on another host (AWS Batch API reference, Host, sourcePath, 2026-11)',
    environment: on(),
    refused: fit(mount('data')),
    legal: fit(mount('models')),
    terraform: job(
      'host_volume',
      {},
      {
        volumes: [{ name: 'data', host: { sourcePath: '/mnt/data' } }],
        mountPoints: [{ sourceVolume: 'data', containerPath: '/data/models' }],
      },
    ),
  },
  {
    code: 'CheckpointNotMounted',
    what: 'checkpoints in the layers of the container',
    awsSays: `nothing: they are gone with it, and the next start begins anew (${CONTAINER}, mountPoints)`,
    environment: on(),
    refused: fit(checkpoint(600)),
    legal: fit({ ...mount('models'), ...checkpoint(600) }),
    terraform: leaving('checkpoint_not_mounted', {}),
  },
  {
    code: 'CheckpointReadOnly',
    what: 'checkpoints where nothing can be written',
    awsSays: `nothing: the first that is written is EROFS, when it has trained for ten minutes (${CONTAINER}, mountPoints, readOnly)`,
    environment: on(),
    refused: fit({ ...mount('models', true), ...checkpoint(600) }),
    legal: fit({ ...mount('models'), ...checkpoint(600) }),
    terraform: leaving('checkpoint_read_only', mounted(true)),
  },
  {
    code: 'CheckpointTooLate',
    what: 'the first checkpoint when the job is ended',
    awsSays:
      'nothing: it is ended after ten minutes each time, and leaves none (AWS Batch user guide, "Job timeouts", 2026-11)',
    environment: on(),
    refused: fit({ ...mount('models'), ...checkpoint(600), timeoutSeconds: 600 }),
    legal: fit({ ...mount('models'), ...checkpoint(600), timeoutSeconds: 3600 }),
    terraform: leaving('checkpoint_too_late', mounted(false), { timeout: [{ attempt_duration_seconds: 600 }] }),
  },
  {
    code: 'DuplicateWorkload',
    what: 'a job with the name of a service',
    awsSays:
      'ResourceAlreadyExistsException when the second of two log groups with one name is made (CloudWatch Logs API reference, CreateLogGroup, 2026-11)',
    environment: on(),
    refused: fit({}, { fit: service }),
    legal: fit({}, { serve: service }),
    terraform: {
      aws_cloudwatch_log_group: {
        of_service: { name: '/dev/training/fit' },
        of_job: { name: '/dev/training/fit' },
      },
    },
  },
];
