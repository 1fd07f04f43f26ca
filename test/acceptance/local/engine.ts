import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OwnedProcess } from '../../support/owned-process';

/** What must be there to have an engine of one's own. */
export const ENGINE_TOOLS = [
  'dockerd',
  'docker',
  'docker-compose',
  'busybox',
  'haproxy',
  'iptables',
  'unshare',
  'nsenter',
] as const;

const STARTS_WITHIN_MS = 30_000;
const STOPS_WITHIN_MS = 20_000;

/** In namespaces of its own: its bridges, rules and containers end with it, and none meets what the machine has. */
const APART = ['--net', '--pid', '--mount', '--mount-proc', '--fork', '--kill-child'];

/** A Docker engine of its own, whose images, networks and containers are in one directory and end with it. */
export class Engine {
  private constructor(
    private readonly daemon: OwnedProcess,
    private readonly dir: string,
  ) {}

  /** @param dir where all of it is; made here. A path of a socket has at most 107 characters. */
  static async start(dir: string): Promise<Engine> {
    mkdirSync(dir, { recursive: true });
    const at = (name: string) => join(dir, name);
    const roots = ['--data-root', at('data'), '--exec-root', at('exec'), '--pidfile', at('pid')];
    const command = ['dockerd', '--bridge', 'none', ...roots, '-H', `unix://${at('sock')}`];
    const daemon = new OwnedProcess(
      'unshare',
      [...APART, 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...command],
      {
        env: process.env,
      },
    );
    const engine = new Engine(daemon, dir);
    const deadline = Date.now() + STARTS_WITHIN_MS;
    while (!(await engine.answers())) {
      if (!daemon.isRunning || Date.now() > deadline) {
        await engine.stop();
        throw new Error(`no engine started:\n${daemon.stderrTail()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return engine;
  }

  /** What the environment of its clients is. */
  get env(): NodeJS.ProcessEnv {
    return { ...process.env, DOCKER_HOST: `unix://${join(this.dir, 'sock')}` };
  }

  /** What a command of its client prints. Throws with what it says where it fails. */
  async docker(...args: readonly string[]): Promise<string> {
    return this.run('docker', args);
  }

  async run(command: string, args: readonly string[], cwd?: string): Promise<string> {
    const client = new OwnedProcess(command, args, { env: this.env, ...(cwd !== undefined && { cwd }) });
    const code = await client.exited;
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${client.stderrTail()}`);
    return client.stdout;
  }

  /** The same for what connects to ports of its machine, which are those of its namespace alone. */
  inside(command: string, args: readonly string[]): Promise<string> {
    return this.run('nsenter', ['--net', '-t', String(this.daemon.pid), command, ...args]);
  }

  /** Ends it with all that runs in it, and leaves nothing of it. */
  async stop(): Promise<void> {
    await this.daemon.stop(STOPS_WITHIN_MS);
    rmSync(this.dir, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
    if (!existsSync(join(this.dir, 'sock'))) return false;
    return this.docker('version').then(
      () => true,
      () => false,
    );
  }
}
