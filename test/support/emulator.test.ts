import { startEmulator } from './emulator';
import { type FakeTools, fakeTools } from './fake-tools';

/** Forgets every tag, cannot do one thing, and says its process id and environment. */
const FORGETFUL = `#!${process.execPath}
const port = Number(process.argv[process.argv.indexOf('-p') + 1]);
require('node:http').createServer((request, response) => {
  if (request.url === '/pid') return response.end(String(process.pid));
  if (request.url === '/env') return response.end(process.env.MOTO_IAM_LOAD_MANAGED_POLICIES);
  if (request.url === '/object') return response.writeHead(200, { 'content-length': 9 }).end();
  if (/List/.test(request.headers['x-amz-target'])) return response.writeHead(500).end('not implemented');
  if (/Broken/.test(request.headers['x-amz-target'])) return response.writeHead(500).end('not implemented');
  response.writeHead(200, { 'x-moto': 'yes' }).end(JSON.stringify({ ScalableTargetARN: 'arn' }));
}).listen(port, '127.0.0.1');
`;

const call = (url: string, action: string, body: object = {}) =>
  fetch(url, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/application-autoscaling/aws4_request',
      'x-amz-target': `AnyScaleFrontendService.${action}`,
    },
    body: JSON.stringify(body),
  });

describe('startEmulator', () => {
  let tools: FakeTools | undefined;
  afterEach(() => tools?.remove());

  test('passes calls on, says back what was written, and counts what it said and what could not be done', async () => {
    tools = fakeTools({ moto_server: FORGETFUL });
    const emulator = await startEmulator();
    const registered = await call(emulator.url, 'RegisterScalableTarget', { Tags: { team: 'ads' } });
    expect(registered.headers.get('x-moto')).toBe('yes');
    const listed = await call(emulator.url, 'ListTagsForResource', { ResourceARN: 'arn' });
    expect([listed.status, await listed.json()]).toEqual([200, { Tags: { team: 'ads' } }]);
    expect((await call(emulator.url, 'Broken')).status).toBe(500);
    expect(emulator.filled).toEqual({ 'application-autoscaling.ListTagsForResource': 1 });
    expect(emulator.failed).toEqual({ 'application-autoscaling.Broken': 1 });
    const head = await fetch(`${emulator.url}/object`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('9');
    expect(await (await fetch(`${emulator.url}/env`)).text()).toBe('true');
    await emulator.reset();
    expect(await (await call(emulator.url, 'ListTagsForResource', { ResourceARN: 'arn' })).json()).toEqual({
      Tags: {},
    });
    await emulator.close();
  });

  test('ends its server on close', async () => {
    tools = fakeTools({ moto_server: FORGETFUL });
    const emulator = await startEmulator();
    const pid = Number(await (await fetch(`${emulator.url}/pid`)).text());
    await emulator.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(fetch(emulator.url)).rejects.toThrow();
  });

  test('says why when the server does not come up', async () => {
    tools = fakeTools({ moto_server: '#!/bin/sh\necho "no module named moto" >&2; exit 1\n' });
    await expect(startEmulator()).rejects.toThrow(/moto_server did not answer on port \d+:\nno module named moto/);
  });
});
