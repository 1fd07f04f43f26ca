import { ImageRegistry } from '../../../constructs/aws';
import { DockerBuilds } from '../../../constructs/aws/docker-builds';
import type { DockerBuild } from '../../../src/images/docker-builds';
import { synthStack } from '../../support/builders/synth-stack';
import { testSite } from '../../support/builders/test-site';

const HASH = 'a'.repeat(64);
const REFERENCE = `123456789012.dkr.ecr.us-east-1.amazonaws.com/ads/bidder:build-${HASH}`;
const bidder: DockerBuild = {
  name: 'ads/bidder',
  context: 'services/bidder',
  dockerfile: 'Dockerfile',
  arguments: {},
  platform: 'linux/amd64',
  contextHash: HASH,
  reference: REFERENCE,
};

function built(builds: readonly DockerBuild[], see: (entries: DockerBuilds['entries']) => void = () => {}) {
  return synthStack((stack) => {
    const images = [{ system: 'ads', image: 'bidder' }];
    const registry = new ImageRegistry(stack, 'Registry', { site: testSite(), registry: {}, images });
    const { repositories } = registry.resources;
    see(new DockerBuilds(stack, 'Builds', { builds, root: '../../..', repositories }).entries);
  });
}

const docker = (stack: ReturnType<typeof built>) => ({
  image: Object.values(stack.of('docker_image')),
  pushed: Object.values(stack.of('docker_registry_image')),
  provider: stack.json.provider?.docker,
});

describe('DockerBuilds', () => {
  describe('defaults', () => {
    it('is nothing, not even a provider, where nothing is to be built', () => {
      expect(docker(built([]))).toEqual({ image: [], pushed: [], provider: undefined });
    });

    it('builds and pushes anew when what the image is made of changes, and leaves what was pushed to the registry', () => {
      const { image, pushed } = docker(built([bidder]));
      expect(image).toEqual([
        {
          name: REFERENCE,
          keep_locally: true,
          triggers: { context: HASH },
          build: {
            context: '../../../services/bidder',
            dockerfile: 'Dockerfile',
            platform: 'linux/amd64',
            build_args: {},
          },
          depends_on: ['aws_ecr_repository[Registry/ads_bidder/Repository]'],
        },
      ]);
      expect(pushed).toEqual([
        {
          name: expect.stringMatching(/^\$\{docker_image\.\w+\.name\}$/),
          keep_remotely: true,
          triggers: { context: HASH },
        },
      ]);
    });
  });

  describe('options', () => {
    it('hands on stage and arguments, and no `${` in them is a reference', () => {
      const [image] = docker(built([{ ...bidder, target: 'prod', arguments: { GREETING: `\${USER}` } }])).image;
      expect(image?.build).toMatchObject({ target: 'prod', build_args: { GREETING: `$\${USER}` } });
    });
  });

  describe('refuses', () => {
    it('nothing: images are judged with their system', () => {
      expect(() => built([{ ...bidder, name: 'else/where' }])).not.toThrow();
    });
  });

  describe('wiring', () => {
    it('logs in once for each registry, with what the machine has, so that no token is in a state', () => {
      const other = { ...bidder, name: 'ads/other', reference: REFERENCE.replace('bidder', 'other') };
      expect(docker(built([bidder, other])).provider).toEqual([
        { registry_auth: [{ address: '123456789012.dkr.ecr.us-east-1.amazonaws.com' }] },
      ]);
    });

    it('gives the lock what the registry says', () => {
      let entries: DockerBuilds['entries'] = [];
      built([bidder], (given) => {
        entries = given;
      });
      expect(entries).toEqual([
        {
          name: 'ads/bidder',
          contextHash: HASH,
          digest: expect.stringMatching(/^\$\{TfToken/),
          platform: 'linux/amd64',
        },
      ]);
    });
  });
});
