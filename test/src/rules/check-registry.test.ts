import { checkEnvironment } from '../../../src/rules/check-environment';
import type { RegistryInput } from '../../../src/spec/registry';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';
import { testEnvironmentSpec } from '../../support/builders/test-environment';

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf';
const OTHER = '210987654321';

interface Case {
  readonly registry?: RegistryInput;
  readonly closed?: boolean;
}

const judge = ({ registry = {}, closed = false }: Case) =>
  checkEnvironment(testEnvironmentSpec({ registry, ...(closed && { network: { nat: 'none' } }) }));
const from = (upstream: string, credentialsSecretArn?: string, prefix = 'hub'): Case => ({
  registry: { pullThrough: { [prefix]: { upstream, ...(credentialsSecretArn && { credentialsSecretArn }) } } },
});

const refusals: Refusal<Case>[] = [
  {
    what: 'a registry of an account that does not let this one in',
    code: 'NotAReader',
    field: 'registry.readers',
    refused: { registry: { account: OTHER } },
    legal: { registry: { account: OTHER, readers: ['123456789012'] } },
    says: "registry.readers lacks 123456789012, the account of this environment, so no image could be pulled from 210987654321; add '123456789012'",
  },
  {
    what: 'a registry of another region in a network without a way out',
    code: 'RegistryOutOfReach',
    field: 'registry.region',
    refused: { registry: { region: 'eu-west-1' }, closed: true },
    legal: { registry: { region: 'eu-west-1' } },
    says: "registry.region is 'eu-west-1', and a network without a way out reaches registries of us-east-1 alone; use 'us-east-1', or network.nat 'single' or 'per-zone'",
  },
  ...['h', 'Hub', 'hub-', 'hub//x', 'a-prefix-of-more-than-30-letters'].map((prefix) => ({
    what: `a prefix '${prefix}'`,
    code: 'InvalidPrefix',
    field: `registry.pullThrough.${prefix}`,
    refused: from('quay.io', undefined, prefix),
    legal: from('quay.io', undefined, 'hub/x'),
  })),
  {
    what: 'a registry that ECR does not pull through',
    code: 'UnknownUpstream',
    field: 'registry.pullThrough.hub.upstream',
    refused: from('docker.io'),
    legal: from('registry-1.docker.io', SECRET),
  },
  {
    what: 'a registry that wants credentials, without any',
    code: 'UpstreamCredentials',
    field: 'registry.pullThrough.hub.credentialsSecretArn',
    refused: from('acme.azurecr.io'),
    legal: from('acme.azurecr.io', SECRET),
    says: "registry.pullThrough.hub.credentialsSecretArn is missing, and 'acme.azurecr.io' gives nothing to strangers; add the ARN of a secret named 'ecr-pullthroughcache/...' of account 123456789012 in us-east-1",
  },
  ...[
    SECRET.replace('ecr-pullthroughcache/', ''),
    SECRET.replace('us-east-1', 'eu-west-1'),
    SECRET.replace('123456789012', OTHER),
  ].map((arn) => ({
    what: `credentials in '${arn}'`,
    code: 'UpstreamSecret',
    field: 'registry.pullThrough.hub.credentialsSecretArn',
    refused: from('ghcr.io', arn),
    legal: from('ghcr.io', SECRET),
  })),
];

const pulled = (registry: RegistryInput): ServiceCase => ({
  environment: { registry: { pullThrough: { hub: { upstream: 'quay.io' } }, ...registry } },
  service: { image: { repository: 'hub/library/redis', tag: '7.4' } },
});

describe('a registry', () => {
  describeRefusals(judge, refusals);
});

describe('images that a registry fetches from elsewhere', () => {
  describeRefusals(judgeService, [
    {
      what: 'an image that the registry of another account fetches',
      code: 'PullThroughElsewhere',
      field: 'image',
      refused: pulled({ account: OTHER, readers: ['123456789012'] }),
      legal: pulled({}),
    },
    {
      what: 'the same for a container that runs before',
      code: 'PullThroughElsewhere',
      field: 'init.0.image',
      refused: {
        ...pulled({ account: OTHER, readers: ['123456789012'] }),
        service: { init: [{ name: 'fetch', image: { repository: 'hub/fetch', tag: '1' } }] },
      },
      legal: {
        ...pulled({ account: OTHER, readers: ['123456789012'] }),
        service: { init: [{ name: 'fetch', image: { repository: 'hubs/fetch', tag: '1' } }] },
      },
    },
    {
      what: 'a build outside of any system',
      code: 'LooseBuild',
      field: 'image.build',
      refused: { service: { image: { build: 'bidder' } } },
      legal: { service: { image: { repository: 'ads/bidder', tag: '1.0' } } },
    },
  ]);
});
