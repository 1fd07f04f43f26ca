import { ImageRegistry } from '../../../constructs/aws';
import type { RegistryInput } from '../../../src/spec/registry';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { testSite } from '../../support/builders/test-site';

const BIDDER = { system: 'ads', image: 'bidder' };

const registry = (said: RegistryInput = {}, images = [BIDDER], site: Parameters<typeof testSite>[0] = {}) =>
  synthStack((stack) => void new ImageRegistry(stack, 'Registry', { site: testSite(site), registry: said, images }));

describe('ImageRegistry', () => {
  describe('defaults', () => {
    it('is a repository and what expires in it, for each image', () => {
      const two = registry({}, [BIDDER, { system: 'ads', image: 'bidder-dev' }]);
      expect(two.counts).toEqual({ aws_ecr_repository: 2, aws_ecr_lifecycle_policy: 2 });
      expect(Object.keys(two.of('aws_ecr_repository'))).toEqual([
        'Registry/ads_bidder-dev/Repository',
        'Registry/ads_bidder/Repository',
      ]);
    });

    it('has tags that never mean another image, scans what is pushed, encrypts it, and is kept', () => {
      expect(registry().only('aws_ecr_repository')).toEqual({
        name: 'ads/bidder',
        image_tag_mutability: 'IMMUTABLE',
        image_scanning_configuration: { scan_on_push: true },
        encryption_configuration: [{ encryption_type: 'KMS' }],
        force_delete: false,
        lifecycle: { prevent_destroy: true },
        tags: { 'stowage:protect': 'true' },
      });
    });

    it('lets nobody else pull', () => {
      expect(registry().of('aws_ecr_repository_policy')).toEqual({});
    });
  });

  describe('options', () => {
    it('keeps as many builds, and what has no tag for as many days, as it says', () => {
      const { policy } = registry({ keepBuilds: 7, untaggedDays: 3 }).only('aws_ecr_lifecycle_policy');
      const { rules } = readDocument(policy) as { rules: { selection: object }[] };
      expect(rules.map(({ selection }) => selection)).toEqual([
        { tagStatus: 'tagged', tagPrefixList: ['env-'], countType: 'imageCountMoreThan', countNumber: 999_999 },
        { tagStatus: 'tagged', tagPrefixList: ['build-'], countType: 'imageCountMoreThan', countNumber: 7 },
        { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 3 },
      ]);
    });

    it('lets other accounts pull and do nothing else, without naming a resource, which ECR refuses', () => {
      const readers = ['222222222222', '111111111111', '222222222222'];
      expect(readDocument(registry({ readers }).only('aws_ecr_repository_policy').policy)).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Readers',
            Effect: 'Allow',
            Principal: { AWS: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::222222222222:root'] },
            Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          },
        ],
      });
    });

    it('fetches from registries elsewhere, with credentials where they want them', () => {
      const credentialsSecretArn =
        'arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf';
      const pullThrough = {
        public: { upstream: 'public.ecr.aws' },
        'hub/x': { upstream: 'ghcr.io', credentialsSecretArn },
      };
      expect(registry({ pullThrough }, []).of('aws_ecr_pull_through_cache_rule')).toEqual({
        'Registry/PullThrough-public': { ecr_repository_prefix: 'public', upstream_registry_url: 'public.ecr.aws' },
        'Registry/PullThrough-hub:x': {
          ecr_repository_prefix: 'hub/x',
          upstream_registry_url: 'ghcr.io',
          credential_arn: credentialsSecretArn,
        },
      });
    });

    it('can be destroyed with all that is in it where it is not protected, whatever the environment is', () => {
      const open = registry({ protect: false }).only('aws_ecr_repository');
      expect(open).toMatchObject({ force_delete: true, tags: { 'stowage:protect': 'false' } });
      expect(open.lifecycle).toBeUndefined();
      expect(registry({ protect: true }, [BIDDER], { protect: false }).only('aws_ecr_repository').lifecycle).toEqual({
        prevent_destroy: true,
      });
      expect(registry({}, [BIDDER], { protect: false }).only('aws_ecr_repository').force_delete).toBe(true);
    });
  });

  describe('refuses', () => {
    it('what is no registry', () => {
      expect(refusalOf(() => registry({ keepBuilds: 0 }))).toEqual({
        what: "ImageRegistry 'test/Registry'",
        lines: ['keepBuilds is 0; use 1 or more [TooSmall]'],
      });
    });
  });

  describe('wiring', () => {
    it('says what expires, and who reads, of its own repository', () => {
      const stack = registry({ readers: ['111111111111'] });
      const repository = refTo('aws_ecr_repository', 'Registry/ads_bidder/Repository', 'name');
      expect(stack.only('aws_ecr_lifecycle_policy').repository).toBe(repository);
      expect(stack.only('aws_ecr_repository_policy').repository).toBe(repository);
    });
  });
});
