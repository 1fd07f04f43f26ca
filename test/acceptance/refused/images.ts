import type { EnvironmentInput } from '../../../src/spec/environment';
import type { RegistryInput } from '../../../src/spec/registry';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const OTHER = '210987654321';
const DIGEST = `sha256:${'0'.repeat(63)}1`;
const { dev } = environments;

const ads = (image: ServiceInput['image'], name = 'ads'): SystemInput => ({
  name,
  images: { bidder: { context: 'stacks/systems/ads/bidder' } },
  services: { bidder: { image, cpus: 1, memoryMiB: 1024 } },
});
const built = ads({ build: 'bidder' });
const fetched = ads({ repository: 'hub/library/redis', tag: '7.4' });

const withRegistry = (registry: RegistryInput): EnvironmentInput => ({ ...dev, registry });
const fetching = (registry: RegistryInput = {}) => ({ pullThrough: { hub: { upstream: 'quay.io' } }, ...registry });
const secret = (region: string) =>
  `arn:aws:secretsmanager:${region}:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf`;
const fromHub = (credentialsSecretArn?: string) =>
  withRegistry({
    pullThrough: { hub: { upstream: 'registry-1.docker.io', ...(credentialsSecretArn && { credentialsSecretArn }) } },
  });

const task = (name: string, image: string, cpu_architecture = 'X86_64') => ({
  aws_ecs_task_definition: {
    [name]: {
      family: name,
      requires_compatibilities: ['EC2'],
      runtime_platform: [{ cpu_architecture, operating_system_family: 'LINUX' }],
      container_definitions: JSON.stringify([{ name: 'main', image, memory: 1024 }]),
    },
  },
});
const rule = (name: string, arguments_: object) => ({
  aws_ecr_pull_through_cache_rule: { [name]: { ecr_repository_prefix: 'hub', ...arguments_ } },
});

/** Images that cannot be pulled, cannot run where they are pulled, or never come into the registry. */
export const imageCases: readonly RefusedCase[] = [
  {
    code: 'ImageNotBuilt',
    what: 'an image that nobody pushed',
    awsSays: 'tasks stop with CannotPullContainerError (ECS developer guide, "Stopped task error messages", 2026-11)',
    refused: ads({ build: 'bidder' }, 'search'),
    legal: built,
    terraform: task('never_pushed', '123456789012.dkr.ecr.us-east-1.amazonaws.com/search/bidder:1.0'),
  },
  {
    code: 'ImagePlatform',
    what: 'an image for another architecture than that of its hosts',
    awsSays: 'the process ends at once with "exec format error", and the service starts it again and again',
    refused: built,
    legal: built,
    environment: {
      ...dev,
      fleets: {
        general: {
          instanceTypes: ['m7g.2xlarge'],
          amiRelease: 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-arm64',
          maxHosts: 20,
        },
      },
    },
    legalEnvironment: dev,
    terraform: task('wrong_platform', `123456789012.dkr.ecr.us-east-1.amazonaws.com/ads/bidder@${DIGEST}`, 'ARM64'),
  },
  {
    code: 'NotAReader',
    what: 'an image of an account that lets nobody else pull',
    awsSays: 'tasks stop with CannotPullContainerError, 403 (ECR user guide, "Private repository policies", 2026-11)',
    refused: built,
    legal: built,
    environment: withRegistry({ account: OTHER }),
    legalEnvironment: withRegistry({ account: OTHER, readers: [dev.account] }),
    terraform: task('not_a_reader', `${OTHER}.dkr.ecr.us-east-1.amazonaws.com/ads/bidder@${DIGEST}`),
  },
  {
    code: 'RegistryOutOfReach',
    what: 'an image of another region in a network without a way out',
    awsSays:
      'tasks stop with CannotPullContainerError: i/o timeout (ECR user guide, "Amazon ECR interface VPC endpoints", 2026-11)',
    refused: built,
    legal: built,
    environment: { ...withRegistry({ region: 'eu-west-1' }), network: { nat: 'none' } },
    legalEnvironment: withRegistry({ region: 'eu-west-1' }),
    terraform: task('out_of_reach', `123456789012.dkr.ecr.eu-west-1.amazonaws.com/ads/bidder@${DIGEST}`),
  },
  {
    code: 'PullThroughElsewhere',
    what: 'an image that the registry of another account is to fetch',
    awsSays:
      'the repository that is made has no policy: 403 (ECR user guide, "IAM permissions required to sync an upstream registry", 2026-11)',
    refused: fetched,
    legal: fetched,
    environment: withRegistry(fetching({ account: OTHER, readers: [dev.account] })),
    legalEnvironment: withRegistry(fetching()),
    terraform: task('fetched_elsewhere', `${OTHER}.dkr.ecr.us-east-1.amazonaws.com/hub/library/redis:7.4`),
  },
  {
    code: 'UnknownUpstream',
    what: 'a registry that ECR does not pull through',
    awsSays: 'CreatePullThroughCacheRule: UnsupportedUpstreamRegistryException (ECR API reference, 2026-11)',
    refused: fetched,
    legal: fetched,
    environment: withRegistry({ pullThrough: { hub: { upstream: 'index.docker.io' } } }),
    legalEnvironment: withRegistry(fetching()),
    terraform: rule('unknown_upstream', { upstream_registry_url: 'index.docker.io' }),
  },
  {
    code: 'UpstreamCredentials',
    what: 'a registry that wants credentials, without any',
    awsSays:
      'CreatePullThroughCacheRule: InvalidParameterException (ECR user guide, "Creating a pull through cache rule", 2026-11)',
    refused: fetched,
    legal: fetched,
    environment: fromHub(),
    legalEnvironment: fromHub(secret('us-east-1')),
    terraform: rule('no_credentials', { upstream_registry_url: 'registry-1.docker.io' }),
  },
  {
    code: 'UpstreamSecret',
    what: 'credentials in a secret of another region',
    awsSays:
      'CreatePullThroughCacheRule: SecretNotFoundException (ECR user guide, "Creating a pull through cache rule", 2026-11)',
    refused: fetched,
    legal: fetched,
    environment: fromHub(secret('eu-west-1')),
    legalEnvironment: fromHub(secret('us-east-1')),
    terraform: rule('distant_secret', {
      upstream_registry_url: 'registry-1.docker.io',
      credential_arn: secret('eu-west-1'),
    }),
  },
  {
    code: 'SystemIsPrefix',
    what: 'images that are pushed where another registry is cached',
    awsSays:
      'nothing: every repository below the prefix becomes a cache of the upstream, from which a tag that is there too replaces what was pushed (ECR user guide, "Customizing repository prefixes for ECR to ECR pull through cache" and "Sync an upstream registry", 2026-11)',
    refused: built,
    legal: built,
    environment: withRegistry({ pullThrough: { ads: { upstream: 'quay.io' } } }),
    legalEnvironment: withRegistry(fetching()),
    terraform: {
      aws_ecr_pull_through_cache_rule: {
        system_is_prefix: { ecr_repository_prefix: 'ads', upstream_registry_url: 'quay.io' },
      },
      aws_ecr_repository: { system_is_prefix: { name: 'ads/bidder' } },
    },
  },
];
