import { startLoopback } from './loopback';

describe('startLoopback', () => {
  test('hands over the whole request and sends back the reply', async () => {
    const server = await startLoopback(async ({ method, path, headers, body }) => ({
      status: 201,
      headers: { 'x-said': 'yes' },
      body: `${method} ${path} ${headers['x-asked']} ${body}`,
    }));
    const reply = await fetch(`${server.url}/a?b=c`, { method: 'PUT', headers: { 'x-asked': '1' }, body: 'text' });
    expect([reply.status, reply.headers.get('x-said'), await reply.text()]).toEqual([201, 'yes', 'PUT /a?b=c 1 text']);
    await server.close();
  });

  test('answers a HEAD with the length of what it does not send', async () => {
    const server = await startLoopback(async () => ({ status: 200, headers: { 'content-length': '7' }, body: '' }));
    const reply = await fetch(server.url, { method: 'HEAD' });
    expect([reply.status, reply.headers.get('content-length')]).toEqual([200, '7']);
    await server.close();
  });

  test('answers 502 when the handler fails, rather than hang', async () => {
    const server = await startLoopback(async () => {
      throw new Error('no upstream');
    });
    const reply = await fetch(server.url);
    expect([reply.status, await reply.text()]).toEqual([502, 'Error: no upstream']);
    await server.close();
  });
});
