import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { OwnedProcess } from './owned-process';

const { env } = process;
const sh = (script: string) => new OwnedProcess('sh', ['-c', script], { env });

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.unref();
  });
}

describe('OwnedProcess', () => {
  test('tells how it ended and what it wrote, stderr by its last lines', async () => {
    const child = sh('echo out; echo one >&2; echo two >&2; exit 3');
    expect(await child.exited).toBe(3);
    expect([child.stdout, child.stderrTail(1), child.isRunning]).toEqual(['out\n', 'two', false]);
  });

  test('keeps what was said before a line that is very long', async () => {
    const child = sh('echo refused >&2; head -c 1000000 /dev/zero | tr "\\0" x >&2; echo >&2; echo after >&2');
    await child.exited;
    expect(child.stderrTail().replace(/x{1999,}/, '…')).toBe('refused\n…\nafter');
  });

  test('ends like a shell would when the command does not exist', async () => {
    const child = new OwnedProcess('no-such-command', [], { env });
    expect(await child.exited).toBe(127);
    expect(child.stderrTail()).toContain('ENOENT');
    await child.stop();
  });

  test('stops with everything it started', async () => {
    const child = sh('sleep 60 & echo ready; wait');
    while (child.stdout === '') await new Promise((go) => setTimeout(go, 10));
    const started = Date.now();
    await child.stop();
    // The sleep holds the other end of stdout open: this would wait for it to run out.
    expect(await child.exited).toBe(128 + 15);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  test('is killed when it does not listen', async () => {
    const child = sh("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    while (child.stdout === '') await new Promise((go) => setTimeout(go, 10));
    await child.stop(50);
    expect(await child.exited).toBe(128 + 9);
  });

  test('does not outlive the process that started it, however that ends', async () => {
    const server = `require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })`;
    const script = `const { OwnedProcess } = require('./owned-process');
      const child = new OwnedProcess(process.execPath, ['-e', ${JSON.stringify(server)}], { env: process.env });
      const wait = () => (child.stdout ? console.log(child.stdout) : setTimeout(wait, 10));
      wait();`;
    const tsx = join(__dirname, '../../node_modules/tsx/dist/cli.mjs');
    const parent = spawn(process.execPath, [tsx, '--eval', script], {
      cwd: __dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const port = Number(said);
    expect(await answers(port)).toBe(true);
    parent.kill('SIGTERM');
    await once(parent, 'exit');
    await new Promise((go) => setTimeout(go, 100));
    expect(await answers(port)).toBe(false);
  });
});
