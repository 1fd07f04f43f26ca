import { request } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsAction } from './aws-action';
import { asMotoTakesIt } from './emulator-batch';
import { EmulatorMemory } from './emulator-memory';
import { type LoopbackReply, type LoopbackRequest, startLoopback } from './loopback';
import { OwnedProcess } from './owned-process';

/** The account that moto answers for when no key says otherwise. */
export const EMULATOR_ACCOUNT = '123456789012';

const READY_WITHIN_MS = 60_000;
const ATTEMPTS = 3;

export interface Emulator {
  /** Where every AWS endpoint points: the proxy, not moto itself. */
  readonly url: string;
  /** What the proxy said in moto's place -> for how many things. Callers assert it, so that it stays known what is moto and what is us. */
  readonly filled: Readonly<Record<string, number>>;
  /** Operations that were asked for since the last `forgetAsked`: `ecs.DescribeServices`. */
  asked(): string[];
  forgetAsked(): void;
  /** Operations that ended in a server error -> how often: what the emulator cannot do. */
  readonly failed: Readonly<Record<string, number>>;
  /** The last lines that the server wrote, for what went wrong inside it. */
  log(): string;
  /** Empties the emulator. A state left by a failed apply is of no use afterwards. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts `moto_server` from PATH on a free loopback port, behind a proxy that remembers what moto forgets.
 *
 * @param running names of the ECS services that are said to run in full: those that somebody waits for.
 * @param tasksPort loopback port of the AWS that state machines call. Absent where none is executed.
 */
export async function startEmulator({
  running = [],
  tasksPort,
}: {
  running?: readonly string[];
  tasksPort?: number;
} = {}): Promise<Emulator> {
  const { moto, port } = await startMoto(ATTEMPTS, tasksPort === undefined ? {} : { MOTO_PORT: String(tasksPort) });
  const memory = new EmulatorMemory(running);
  const failed: Record<string, number> = {};
  const asked = new Set<string>();
  const server = await startLoopback(async (received) => {
    const named = awsAction(received);
    asked.add(`${named.service}.${named.action}`);
    const incoming = named.service === 'batch' ? asMotoTakesIt(named, received) : received;
    const reply = await readAgain(named.action, () => forward(port, incoming));
    const status = reply.status;
    const said = memory.concerns(named)
      ? memory.answer({
          ...named,
          path: incoming.path,
          request: incoming.body.toString(),
          status,
          body: reply.body.toString(),
        })
      : reply;
    const name = `${named.service}.${named.action}`;
    if (said.status >= 500) failed[name] = (failed[name] ?? 0) + 1;
    return { ...reply, ...said };
  });
  return {
    url: server.url,
    failed,
    asked: () => [...asked].sort(),
    forgetAsked: () => asked.clear(),
    get filled() {
      return memory.filled;
    },
    log: () => moto.stderrTail(),
    async reset() {
      await forward(port, { method: 'POST', path: '/moto-api/reset', headers: {}, body: Buffer.alloc(0) });
      memory.forget();
    },
    async close() {
      await server.close();
      await moto.stop();
    },
  };
}

async function startMoto(
  attempts: number,
  more: Readonly<Record<string, string>>,
): Promise<{ moto: OwnedProcess; port: number }> {
  const port = await freePort();
  // Without this, the policies that AWS itself manages do not exist and cannot be attached.
  const env = { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', ...more };
  const moto = new OwnedProcess('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { env });
  if (await isReady(moto, port)) return { moto, port };
  await moto.stop();
  // The port was free a moment ago; another process may have taken it since.
  if (attempts > 1) return startMoto(attempts - 1, more);
  throw new Error(`moto_server did not answer on port ${port}:\n${moto.stderrTail()}`);
}

async function isReady(moto: OwnedProcess, port: number): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && moto.isRunning) {
    const ping = { method: 'GET', path: '/moto-api/', headers: {}, body: Buffer.alloc(0) };
    const status = await forward(port, ping).then(
      (reply) => reply.status,
      () => 0,
    );
    if (status === 200) return moto.isRunning;
    await sleep(50);
  }
  return false;
}

function forward(
  port: number,
  { method, path, headers, body }: LoopbackRequest,
): Promise<LoopbackReply & { body: Buffer }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const { 'transfer-encoding': _, connection: __, ...kept } = incoming.headers;
        resolve({ status: incoming.statusCode ?? 502, headers: kept, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Moto fails at a list of what another request changes at that moment; like the clients of AWS, we ask once more. */
async function readAgain<R extends { readonly status: number }>(action: string, ask: () => Promise<R>): Promise<R> {
  const reply = await ask();
  return reply.status >= 500 && /^(Describe|Get|List)/.test(action) ? ask() : reply;
}
