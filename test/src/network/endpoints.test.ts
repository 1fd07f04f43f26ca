import fc from 'fast-check';
import { endpointPolicy, s3EndpointPolicy } from '../../../src/network/endpoint-policy';
import { interfaceEndpoints } from '../../../src/network/endpoints';

const service = fc.constantFrom('s3', 'dynamodb', 'ecr.api', 'ecr.dkr', 'sts', 'kms', 'bedrock-runtime', 'sqs');
const GATEWAYS = ['s3', 'dynamodb'];
const nat = fc.constantFrom('per-zone', 'single', 'none');

describe('interface endpoints', () => {
  it('are those asked for, each once, sorted, and never S3 or DynamoDB, which have gateways', () => {
    fc.assert(
      fc.property(nat, fc.option(fc.array(service), { nil: undefined }), (way, asked) => {
        const names = interfaceEndpoints(way, asked);
        expect(names).toEqual([...new Set(names)].sort());
        expect(names).toEqual(expect.arrayContaining((asked ?? []).filter((n) => !GATEWAYS.includes(n))));
        expect(names.filter((n) => GATEWAYS.includes(n))).toEqual([]);
        if (way !== 'none') expect(new Set(names)).toEqual(new Set((asked ?? []).filter((n) => !GATEWAYS.includes(n))));
      }),
    );
  });

  it('without a way out are all that the platform itself calls', () => {
    expect(interfaceEndpoints('none', undefined)).toEqual([
      'ec2messages',
      'ecr.api',
      'ecr.dkr',
      'ecs',
      'ecs-agent',
      'ecs-telemetry',
      'kms',
      'logs',
      'monitoring',
      'secretsmanager',
      'ssm',
      'ssmmessages',
      'sts',
    ]);
  });
});

describe('the policy of an endpoint', () => {
  const own = {
    Sid: 'OwnAccount',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalAccount': '123456789012' } },
  };

  it('lets in principals of the account alone', () => {
    expect(endpointPolicy({ account: '123456789012' })).toEqual({ Version: '2012-10-17', Statement: [own] });
  });

  it('of S3 also lets read what AWS itself serves from there', () => {
    expect(s3EndpointPolicy({ account: '123456789012', region: 'us-east-1' })).toEqual({
      Version: '2012-10-17',
      Statement: [
        own,
        {
          Sid: 'AwsImagesAndPackages',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: 's3:GetObject',
          Resource: [
            'arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*',
            'arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*',
          ],
        },
      ],
    });
  });
});
