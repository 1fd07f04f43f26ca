import { CLIENT_SECRET, IMAGE_DIGEST, type Stub, startStub } from './stub';

const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe('startStub', () => {
  let stub: Stub;
  beforeEach(async () => {
    stub = await startStub('123456789012');
  });
  afterEach(() => stub.close());

  const query = (service: string, action: string) =>
    fetch(stub.url, { method: 'POST', headers: signed(service), body: new URLSearchParams({ Action: action }) });
  const json = (service: string, target: string, body: object = {}) =>
    fetch(stub.url, {
      method: 'POST',
      headers: { ...signed(service), 'x-amz-target': target },
      body: JSON.stringify(body),
    });

  test('answers whose keys these are with the account it stands for', async () => {
    const reply = await query('sts', 'GetCallerIdentity');
    expect(reply.status).toBe(200);
    expect(await reply.text()).toContain('<Account>123456789012</Account>');
    expect(stub.seen).toEqual({ 'sts.GetCallerIdentity': 1 });
  });

  test('accepts a state machine definition, which the provider asks about while it plans', async () => {
    const reply = await json('states', 'AWSStepFunctions.ValidateStateMachineDefinition');
    expect(await reply.json()).toEqual({ result: 'OK', diagnostics: [] });
  });

  test('answers for a parameter that names an image, and for no other', async () => {
    stub.imageParameters.add('/ads/bidder/image');
    const reply = await json('ssm', 'AmazonSSM.GetParameter', { Name: '/ads/bidder/image' });
    expect(await reply.json()).toMatchObject({ Parameter: { Type: 'String', Value: IMAGE_DIGEST } });
    expect((await json('ssm', 'AmazonSSM.GetParameter', { Name: '/ads/bidder/token' })).status).toBe(501);
    expect([stub.seen, stub.refused]).toEqual([{ 'ssm.GetParameter': 1 }, ['ssm.GetParameter']]);
  });

  test('answers for the secret of a client of an identity provider, and for no other', async () => {
    stub.clientSecrets.add('ads/admin');
    const reply = await json('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: 'ads/admin' });
    expect(await reply.json()).toMatchObject({ Name: 'ads/admin', SecretString: CLIENT_SECRET });
    expect((await json('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: 'ads/exchange' })).status).toBe(
      501,
    );
    expect(stub.refused).toEqual(['secretsmanager.GetSecretValue']);
  });

  test('refuses every other read and says which', async () => {
    const replies = [
      await json('ecs', 'AmazonEC2ContainerServiceV20141113.DescribeServices'),
      await fetch(`${stub.url}/b`),
    ];
    expect(replies.map(({ status }) => status)).toEqual([501, 501]);
    expect(stub.refused).toEqual(['ecs.DescribeServices', '.GET /b']);
    expect(stub.seen).toEqual({});
  });

  test('listens on loopback only, and no more after close', async () => {
    expect(stub.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const other = await startStub('123456789012');
    await other.close();
    await expect(fetch(other.url)).rejects.toThrow();
  });
});
