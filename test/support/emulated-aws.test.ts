import { awsAction } from './aws-action';
import { EmulatedAws } from './emulated-aws';
import { type Loopback, type LoopbackRequest, startLoopback } from './loopback';
import { textAt } from './xml';

describe('EmulatedAws', () => {
  const seen: LoopbackRequest[] = [];
  let server: Loopback;
  let aws: EmulatedAws;
  beforeAll(async () => {
    server = await startLoopback(async (request) => {
      seen.push(request);
      if (request.path === '/missing') return { status: 404, body: 'NoSuchBucket' };
      const isJson = request.headers['x-amz-target'] !== undefined;
      return { status: 200, body: isJson ? '{"clusterArns":["a"]}' : '<R><vpc>v</vpc></R>' };
    });
    aws = new EmulatedAws(server.url);
  });
  afterAll(() => server.close());

  test('names service and operation in the words of each protocol', async () => {
    expect(textAt(await aws.query('ec2', 'DescribeVpcs', { 'Filter.1.Name': 'isDefault' }), 'vpc')).toBe('v');
    expect(await aws.json('ecs', 'AmazonEC2ContainerServiceV20141113.ListClusters')).toEqual({ clusterArns: ['a'] });
    expect(await aws.rest('s3', 'GET', '/bucket?policy')).toContain('<vpc>');
    expect(seen.map((request) => awsAction(request))).toEqual([
      { service: 'ec2', action: 'DescribeVpcs' },
      { service: 'ecs', action: 'ListClusters' },
      { service: 's3', action: 'GET /bucket?policy' },
    ]);
    expect(seen[0]?.body.toString()).toBe('Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=isDefault');
  });

  test('throws with what was asked and answered', async () => {
    await expect(aws.rest('s3', 'GET', '/missing')).rejects.toThrow('s3 GET /missing answered 404: NoSuchBucket');
  });
});
