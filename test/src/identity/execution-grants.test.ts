import fc from 'fast-check';
import { executionGrants } from '../../../src/identity/execution-grants';
import { unscoped } from '../../../src/identity/policy';
import type { ServiceInput } from '../../../src/spec/service';
import { testServiceSpec } from '../../support/builders/test-service';
import { anyService } from '../task/any-service';

const PLACE = { account: '123456789012', region: 'us-east-1' };
const REGISTRY = { ...PLACE, pullThrough: ['docker-hub'] };
const LOG = 'arn:aws:logs:us-east-1:123456789012:log-group:/test/ads/bidder';
const ECR = 'arn:aws:ecr:us-east-1:123456789012:repository';
const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:ads';
const PARAMETER = 'arn:aws:ssm:us-east-1:123456789012:parameter/ads';

/** What may be done, by action: the resources. */
function granted(service: Partial<ServiceInput>): Record<string, readonly string[]> {
  const statements = executionGrants(testServiceSpec(service), PLACE, REGISTRY, LOG);
  return Object.fromEntries(statements.flatMap(({ actions, resources }) => actions.map((a) => [a, resources])));
}

const log = { 'logs:CreateLogStream': [`${LOG}:*`], 'logs:PutLogEvents': [`${LOG}:*`] };

describe('what starting a service is allowed', () => {
  it('is writing its own log, and for an image from elsewhere nothing more', () => {
    expect(granted({ image: 'docker.io/library/redis:7' })).toEqual(log);
  });

  it('is pulling the images of all its containers, each repository once', () => {
    const image = (repository: string) => ({ repository, tag: '1.0' });
    const service = {
      image: image('ads/bidder'),
      sidecars: {
        a: { image: image('ads/proxy'), cpus: 1, memoryMiB: 64 },
        b: { image: image('ads/proxy'), cpus: 1, memoryMiB: 64 },
      },
      init: [{ name: 'load', image: '210987654321.dkr.ecr.eu-west-1.amazonaws.com/shared/load:1' }],
    };
    const pulls = [
      'arn:aws:ecr:eu-west-1:210987654321:repository/shared/load',
      `${ECR}/ads/bidder`,
      `${ECR}/ads/proxy`,
    ];
    expect(granted(service)).toEqual({
      ...log,
      'ecr:GetAuthorizationToken': ['*'],
      'ecr:BatchCheckLayerAvailability': pulls,
      'ecr:BatchGetImage': pulls,
      'ecr:GetDownloadUrlForLayer': pulls,
    });
  });

  it('is having an image fetched that the registry fetches from elsewhere, and making its repository', () => {
    const image = { repository: 'docker-hub/library/redis', tag: '7.4' };
    const fetched = granted({ image, init: [{ name: 'own', image: { repository: 'docker-hubs/own', tag: '1' } }] });
    expect(fetched['ecr:BatchImportUpstreamImage']).toEqual([`${ECR}/docker-hub/library/redis`]);
    expect(fetched['ecr:CreateRepository']).toEqual([`${ECR}/docker-hub/library/redis`]);
    expect(fetched['ecr:BatchGetImage']).toEqual([`${ECR}/docker-hub/library/redis`, `${ECR}/docker-hubs/own`]);
  });

  it('is pulling from the registry of the environment, in whatever account and region that is', () => {
    const registry = { account: '210987654321', region: 'eu-west-1', pullThrough: [] };
    const statements = executionGrants(
      testServiceSpec({ image: { repository: 'ads/bidder', tag: '1.0' } }),
      PLACE,
      registry,
      LOG,
    );
    expect(statements.flatMap(({ resources }) => resources)).toContain(
      'arn:aws:ecr:eu-west-1:210987654321:repository/ads/bidder',
    );
  });

  it('is reading the secrets of all its containers, and decrypting them with the keys they name', () => {
    const kmsKeyArn = 'arn:aws:kms:us-east-1:123456789012:key/0a';
    const service: Partial<ServiceInput> = {
      secrets: { A: { secretsManager: 'ads/a', key: 'x' }, B: { secretsManager: 'ads/a', key: 'y' } },
      sidecars: { s: { image: 'a/b:1', cpus: 1, memoryMiB: 64, secrets: { C: { parameter: '/ads/c', kmsKeyArn } } } },
      init: [{ name: 'i', image: 'a/b:1', secrets: { D: { secretsManager: 'ads/d', kmsKeyArn } } }],
    };
    expect(granted(service)).toEqual({
      ...log,
      'secretsmanager:GetSecretValue': [`${SECRET}/a-??????`, `${SECRET}/d-??????`],
      'ssm:GetParameters': [`${PARAMETER}/c`],
      'kms:Decrypt': [kmsKeyArn],
    });
  });

  it('is never anything on everything where a resource can be named', () => {
    fc.assert(
      fc.property(anyService, (service) => {
        const statements = executionGrants(testServiceSpec(service), PLACE, REGISTRY, LOG);
        expect(statements.flatMap(unscoped)).toEqual([]);
        expect(statements.every(({ resources }) => resources.length > 0)).toBe(true);
      }),
    );
  });
});
