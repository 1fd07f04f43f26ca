import { SpecError } from '../src/errors';
import { unknownName } from '../src/rules/unknown-name';
import type { EnvironmentInput } from '../src/spec/environment';
import { LAPTOP } from '../src/spec/laptop';

const AMD64 = 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64';
const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';

/** What all environments of this example share. */
const common = {
  account: '123456789012',
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  tags: { owner: 'ml-platform' },
  alarmTopicArns: ['arn:aws:sns:us-east-1:123456789012:ml-platform-alarms'],
  // All roles are bounded and in one place, so that CI can make them and nothing beyond.
  iam: { path: '/ml-platform/', permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/ml-platform-boundary' },
  accountSettings: {
    ci: {
      kind: 'github',
      repository: 'example/ml-platform',
      // Not any pull request: a route signs people in, and states hold the secret of its client.
      plan: ['environment:preview', 'ref:refs/heads/main'],
      deploy: ['environment:production'],
      clientSecrets: ['ads/admin'],
    },
  },
  teams: {
    ads: { trust: [{ kind: 'sso', permissionSet: 'AdsDataScience' }] },
    recommendations: { trust: [{ kind: 'sso', permissionSet: 'RecommendationsDataScience' }] },
  },
} satisfies Partial<EnvironmentInput>;

/** For trying out: small, unprotected, its state in files. */
const dev: EnvironmentInput = {
  ...common,
  name: 'dev',
  zones: ['us-east-1a', 'us-east-1b'],
  protect: false,
  backend: { kind: 'local' },
  network: { cidr: '10.40.0.0/16', nat: 'single', endpoints: ['sqs'] },
  fleets: { general: { instanceTypes: ['m6id.2xlarge', 'm5d.2xlarge'], amiRelease: AMD64, maxHosts: 20 } },
  trainingClusters: {
    gpu: {
      accelerators: { a10g: 1 },
      capacity: ['spot', 'on-demand'],
      maxVcpus: 64,
      budget: { monthlyUsd: 500, stop: 'end' },
      amiRelease: GPU,
      maxUsdPerHour: 3,
      // GPUs keep their driver loaded between jobs.
      onHostStart: ['nvidia-smi -pm 1\n'],
      teams: { ads: {}, recommendations: {} },
    },
  },
  gateways: {
    public: {
      kind: 'application',
      scheme: 'internet-facing',
      domain: { zoneId: 'Z0123456789EXAMPLE', name: 'ml.example.com' },
    },
    internal: { kind: 'application', plainHttp: { why: 'inside the network only, while this is tried out' } },
  },
};

/** For customers: three zones, protected, its state in a bucket. */
const prod: EnvironmentInput = {
  ...common,
  name: 'prod',
  backend: { kind: 's3', bucket: 'example-ml-platform-state' },
  logs: { archive: { expireDays: 730 } },
  network: { cidr: '10.41.0.0/16', avoid: ['10.40.0.0/16'], endpoints: ['sqs'] },
  fleets: {
    general: {
      instanceTypes: ['m6id.4xlarge', 'm5d.4xlarge'],
      amiRelease: AMD64,
      minHosts: 3,
      maxHosts: 60,
      onDemand: { base: 6, percentAboveBase: 50 },
    },
  },
  trainingClusters: {
    gpu: {
      accelerators: { a10g: 1 },
      capacity: ['spot', 'on-demand'],
      maxVcpus: 256,
      budget: { monthlyUsd: 20_000 },
      amiRelease: GPU,
      maxUsdPerHour: 3,
      // GPUs keep their driver loaded between jobs.
      onHostStart: ['nvidia-smi -pm 1\n'],
      teams: { ads: { weight: 2 }, recommendations: {} },
    },
  },
  gateways: {
    public: {
      kind: 'application',
      scheme: 'internet-facing',
      domain: { zoneId: 'Z0123456789EXAMPLE', name: 'ml.example.com' },
    },
    internal: {
      kind: 'application',
      certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
    },
  },
};

/** The environments of this example, by name. */
export const environments = { dev, prod } as const;

/** What a continuous integration says of itself: most of them the first, Azure Pipelines and AWS CodeBuild the others. */
const UNATTENDED = ['CI', 'TF_BUILD', 'CODEBUILD_BUILD_ID'] as const;

/** Nobody is there to commit what is written. */
export function isUnattended(): boolean {
  return UNATTENDED.some((name) => !['', 'false', '0'].includes(process.env[name] ?? ''));
}

/** Whether `STOWAGE_ENVIRONMENT` names the laptop, which is no environment of AWS. */
export function isLaptop(): boolean {
  return process.env.STOWAGE_ENVIRONMENT === LAPTOP;
}

/** The environment that `STOWAGE_ENVIRONMENT` names, or dev. */
export function chosenEnvironment(): EnvironmentInput {
  // An unset variable often arrives as an empty one.
  const name = process.env.STOWAGE_ENVIRONMENT || 'dev';
  const found = new Map<string, EnvironmentInput>(Object.entries(environments)).get(name);
  if (found !== undefined) return found;
  throw new SpecError('This run', [
    unknownName('UnknownEnvironment', 'STOWAGE_ENVIRONMENT', 'environment', name, [
      ...Object.keys(environments),
      LAPTOP,
    ]),
  ]);
}
