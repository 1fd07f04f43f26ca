import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Process groups started here that still run. Nothing else is ever signalled. */
const running = new Set<number>();
let guarded = false;

/** A leftover server holds its port and memory long after a test run that was interrupted. */
function guardExit(): void {
  if (guarded) return;
  guarded = true;
  process.on('exit', () => {
    for (const pid of running) signalGroup(pid, 'SIGKILL');
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}

const STDERR_KEPT = 64 * 1024;
/** An error that quotes a megabyte is to leave room for what it says of it. */
const LONG_LINE = /(.{2000}).+/g;

/** A child process that does not outlive this one: it leads a group of its own, so what it starts (provider plugins) goes with it. */
export class OwnedProcess {
  /** Exit code; 128 plus the signal number if a signal ended it; 127 if it could not be started. */
  readonly exited: Promise<number>;
  readonly #child: ChildProcess;
  readonly #stdout: Buffer[] = [];
  #stderr = '';

  constructor(command: string, args: readonly string[], options: { cwd?: string; env: NodeJS.ProcessEnv }) {
    guardExit();
    this.#child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const { pid } = this.#child;
    if (pid !== undefined) running.add(pid);
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#stdout.push(chunk));
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).replace(LONG_LINE, '$1').slice(-STDERR_KEPT);
    });
    this.exited = new Promise((resolve) => {
      this.#child.on('error', (error) => {
        this.#stderr += String(error);
        if (pid === undefined) resolve(127);
      });
      this.#child.on('exit', () => pid !== undefined && running.delete(pid));
      this.#child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  }

  get isRunning(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Its id; undefined where it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get stdout(): string {
    return Buffer.concat(this.#stdout).toString();
  }

  /** The last lines that it wrote to stderr. */
  stderrTail(lines = 40): string {
    return this.#stderr.trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** Asks the group to end, kills it after `graceMs`, and waits for it. */
  async stop(graceMs = 5_000): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined) return;
    if (this.isRunning) signalGroup(pid, 'SIGTERM');
    const kill = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
    await this.exited;
    clearTimeout(kill);
  }
}
