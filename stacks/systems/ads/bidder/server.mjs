import { createServer } from 'node:http';
import { bid } from './bid.mjs';

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bidder');
  if (pathname === '/health' || pathname === '/ready') return response.end('ok\n');
  if (!pathname.startsWith('/v1/')) return response.writeHead(404).end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(bid(Number(searchParams.get('ctr') ?? 0), Number(searchParams.get('value') ?? 0))));
});

server.listen(Number(process.env.PORT ?? 8080));
// ECS sends SIGTERM and waits `stopSeconds`: requests that have begun are answered.
process.on('SIGTERM', () => server.close());
