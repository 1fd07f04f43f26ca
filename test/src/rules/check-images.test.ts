import { type Problem, SpecError } from '../../../src/errors';
import type { LockEntry } from '../../../src/images/image-lock';
import { resolveAll } from '../../../src/rules/resolve-all';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { SystemInput } from '../../../src/spec/system';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { ARM64, testEnvironmentSpec } from '../../support/builders/test-environment';
import { testLock } from '../../support/builders/test-lock';
import { testSystem } from '../../support/builders/test-system';

type Images = NonNullable<SystemInput['images']>;

interface Case {
  readonly images?: Images;
  readonly services?: Parameters<typeof testSystem>[0];
  readonly name?: string;
  readonly environment?: Partial<EnvironmentInput>;
  /** What was built. @default - everything */
  readonly lock?: readonly LockEntry[];
}

const BIDDER: Images = { bidder: { context: 'services/bidder' } };
const build = (name: string) => ({ bidder: { image: { build: name } } });

function judge({
  images = BIDDER,
  services = build('bidder'),
  name = 'ads',
  environment,
  lock,
}: Case): readonly Problem[] {
  const system = { ...testSystem(services, name), images };
  try {
    resolveAll([system], testEnvironmentSpec(environment), undefined, lock ?? testLock([system]));
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
}

const graviton = { fleets: { general: { instanceTypes: ['m7g.2xlarge'], amiRelease: ARM64, maxHosts: 20 } } };
const hub = { registry: { pullThrough: { hub: { upstream: 'quay.io' } } } };
const built = testLock([{ ...testSystem(), images: BIDDER }]) as LockEntry[];

const refusals: Refusal<Case>[] = [
  {
    what: 'an image that the system does not have',
    code: 'UnknownImage',
    field: 'ads.services.bidder.image.build',
    refused: { services: build('biddr') },
    legal: {},
    says: "ads.services.bidder.image.build is 'biddr', which is not an image of system 'ads'; did you mean 'bidder'?",
  },
  {
    what: 'an image of a sidecar that the system does not have',
    code: 'UnknownImage',
    field: 'ads.services.bidder.sidecars.proxy.image.build',
    refused: { services: { bidder: { sidecars: { proxy: { image: { build: 'x' }, cpus: 1, memoryMiB: 128 } } } } },
    legal: { services: { bidder: { sidecars: { proxy: { image: { build: 'bidder' }, cpus: 1, memoryMiB: 128 } } } } },
  },
  {
    what: 'an image that was never built',
    code: 'ImageNotBuilt',
    field: 'ads.images.bidder',
    refused: { lock: [] },
    legal: {},
    says: "ads.images.bidder was never built: images.lock.json does not have it; run 'stowage image build ads/bidder'",
  },
  {
    what: 'an image that was built for other hosts than it is for now',
    code: 'ImageNotBuilt',
    field: 'ads.images.bidder',
    refused: { lock: built.map((entry) => ({ ...entry, platform: 'linux/arm64' as const })) },
    legal: { lock: built },
    says: "ads.images.bidder was built for linux/arm64, and is to be for linux/amd64; run 'stowage image build ads/bidder'",
  },
  {
    what: 'an image for other hosts than those of the fleet',
    code: 'ImagePlatform',
    field: 'ads.services.bidder.image.build',
    refused: { environment: graviton },
    legal: { environment: graviton, images: { bidder: { context: 'services/bidder', platform: 'linux/arm64' } } },
    says: "ads.services.bidder.image.build is 'bidder', built for linux/amd64, but the hosts of fleet 'general' are linux/arm64; use platform 'linux/arm64' in images.bidder, or another fleet",
  },
  {
    what: 'a name that no image can have',
    code: 'InvalidName',
    field: 'ads.images.Bidder',
    refused: { images: { Bidder: { context: '.' } }, services: build('Bidder') },
    legal: { images: { bidder: { context: '.' } } },
  },
  ...['/srv/bidder', '../bidder', 'a/../b', './a', 'a/', '', 'a//b', 'C:\\bidder'].map((context) => ({
    what: `a context at '${context}'`,
    code: 'PathOutside',
    field: 'ads.images.bidder.context',
    refused: { images: { bidder: { context } } },
    legal: { images: { bidder: { context: 'services/bidder' } } },
  })),
  {
    what: 'a Dockerfile outside of the context',
    code: 'PathOutside',
    field: 'ads.images.bidder.dockerfile',
    refused: { images: { bidder: { context: 'bidder', dockerfile: '../Dockerfile' } } },
    legal: { images: { bidder: { context: 'bidder', dockerfile: 'docker/Dockerfile' } } },
  },
  {
    what: 'a build argument that holds a secret',
    code: 'SecretInBuildArgument',
    field: 'ads.images.bidder.arguments.NPM_TOKEN',
    refused: { images: { bidder: { context: '.', arguments: { NPM_TOKEN: 'abcdefgh' } } } },
    legal: { images: { bidder: { context: '.', arguments: { NPM_TOKEN_FILE: '/run/secrets/npm' } } } },
  },
  {
    what: 'builds under a prefix that is fetched from elsewhere',
    code: 'SystemIsPrefix',
    field: 'hub.name',
    refused: { name: 'hub', environment: hub },
    legal: { name: 'hubs', environment: hub },
  },
];

describe('the images of a system', () => {
  describeRefusals(judge, refusals);

  it('need not be used, nor built where they are not', () => {
    const images = { ...BIDDER, spare: { context: 'spare', platform: 'linux/arm64' as const } };
    expect(judge({ images, lock: built })).toEqual([]);
  });

  it('are told at once with all else that is wrong', () => {
    const services = { bidder: { image: { build: 'bidder' }, user: '0' }, ranker: { image: { build: 'bidder' } } };
    expect(judge({ services, lock: [] }).map(({ field, code }) => [field, code])).toEqual([
      ['ads.images.bidder', 'ImageNotBuilt'],
      ['ads.services.bidder.user', 'RootUser'],
    ]);
  });

  it('are others in another environment, where that says so', () => {
    const system: SystemInput = {
      ...testSystem(build('bidder')),
      images: { ...BIDDER, 'bidder-dev': { context: 'services/bidder', dockerfile: 'Dockerfile.dev' } },
      environments: { test: { services: { bidder: { image: { build: 'bidder-dev' } } } } },
    };
    const digestIn = (name: string) => {
      const environment = testEnvironmentSpec({ name });
      return resolveAll([system], environment, ['test', 'prod'], testLock([system]))[0]?.services.bidder?.image;
    };
    const [prod, dev] = testLock([system]);
    expect(digestIn('prod')).toEqual({ repository: 'ads/bidder', digest: prod?.digest });
    expect(digestIn('test')).toEqual({ repository: 'ads/bidder-dev', digest: dev?.digest });
  });
});
