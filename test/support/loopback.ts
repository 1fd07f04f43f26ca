import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request with its body read. */
export interface LoopbackRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface LoopbackReply {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  /** Left out in the reply to a HEAD, whose content-length then is what `headers` say. */
  readonly body: Buffer | string;
}

export interface Loopback {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  close(): Promise<void>;
}

/** An HTTP server that only this machine can reach, on a free port. A handler that throws is answered with 502. */
export async function startLoopback(handle: (r: LoopbackRequest) => Promise<LoopbackReply>): Promise<Loopback> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const { method = 'GET', url: path = '/', headers } = incoming;
      const reply = await handle({ method, path, headers, body: Buffer.concat(chunks) }).catch(failed);
      const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
      const length = method === 'HEAD' ? (reply.headers?.['content-length'] ?? '0') : String(body.length);
      outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': length });
      outgoing.end(method === 'HEAD' ? undefined : body);
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

function failed(error: unknown): LoopbackReply {
  return { status: 502, body: String(error) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
