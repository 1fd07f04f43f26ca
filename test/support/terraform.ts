import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { OwnedProcess } from './owned-process';
import { terraformEnv } from './terraform-env';
import { Turns } from './turns';

/** How long each command may take, in minutes. An AWS provider that meets an unknown action can retry for longer than anyone waits. */
const LIMIT_MINUTES: Readonly<Record<string, number>> = { init: 5, plan: 5, apply: 10, destroy: 10 };
const DEFAULT_LIMIT_MINUTES = 3;

/** Each Terraform with the AWS provider takes 0.45 GB and a core; a third one that plans at once makes nothing faster. */
const planTurns = new Turns(2);

/** What changes its cloud mostly waits for it, and leaves its core to what plans. */
const applyTurns = new Turns(4);

/** The turns that a command of Terraform, or of the cdktf CLI, waits for. */
export function turnsOf(command: string): Turns {
  return ['apply', 'deploy', 'destroy'].includes(command) ? applyTurns : planTurns;
}

const UNATTENDED = ['-input=false', '-no-color'];
/** The state file is this run's own, but a provider that was killed may still hold its lock for a moment. */
const LOCK_SECONDS = 30;
const locked = (seconds = LOCK_SECONDS) => [...UNATTENDED, `-lock-timeout=${seconds}s`];

export interface PlanOptions {
  readonly destroy?: boolean;
  /** File to keep the plan in, seen from the stack's directory. */
  readonly out?: string;
  /** How long to wait for somebody else's lock. @default 30 */
  readonly lockSeconds?: number;
}

export interface InitOptions {
  /** Moves the state to where the configuration now keeps it, without asking. */
  readonly migrate?: boolean;
}

/** Terraform in the directory of one stack. Every command throws with the last lines of stderr when it fails. */
export class Terraform {
  /** @param limitMinutes replaces the time limit of every command. */
  constructor(
    readonly dir: string,
    private readonly limitMinutes?: number,
  ) {}

  /** Installs providers from the mirror that `TF_PLUGIN_DIR` names, or else from where Terraform is configured to find them. */
  async init({ migrate = false }: InitOptions = {}): Promise<void> {
    const mirror = process.env.TF_PLUGIN_DIR;
    const args = [...UNATTENDED, ...(migrate ? ['-migrate-state', '-force-copy'] : [])];
    if (mirror) await this.#run('init', [...args, `-plugin-dir=${resolve(mirror)}`]);
    else await this.#run('init', args, { env: pluginCache() });
  }

  async validate(): Promise<void> {
    await this.#run('validate', ['-no-color']);
  }

  /** `changed` is Terraform's own verdict (`-detailed-exitcode`); `text` is what it printed. */
  async plan({ destroy = false, out, lockSeconds }: PlanOptions = {}): Promise<{ changed: boolean; text: string }> {
    const args = ['-detailed-exitcode', ...(destroy ? ['-destroy'] : []), ...(out ? [`-out=${out}`] : [])];
    const { code, stdout } = await this.#run('plan', [...locked(lockSeconds), ...args], { fine: [0, 2] });
    return { changed: code === 2, text: stdout };
  }

  /** Applies the plan file, or else whatever differs. */
  async apply(planFile?: string): Promise<string> {
    return (await this.#run('apply', [...locked(), '-auto-approve', ...(planFile ? [planFile] : [])])).stdout;
  }

  /** Takes something that exists into the state, under an address of the configuration. */
  async import(address: string, id: string): Promise<void> {
    await this.#run('import', [...locked(), address, id]);
  }

  async destroy(): Promise<string> {
    return (await this.#run('destroy', [...locked(), '-auto-approve'])).stdout;
  }

  /** The plan file, or else the state, as Terraform's JSON. */
  async showJson(planFile?: string): Promise<Record<string, unknown>> {
    const { stdout } = await this.#run('show', ['-no-color', '-json', ...(planFile ? [planFile] : [])]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** Addresses in the state, in Terraform's order. */
  async stateList(): Promise<string[]> {
    const { stdout } = await this.#run('state', ['list']);
    return stdout.split('\n').filter((line) => line !== '');
  }

  /** The order of work in the DOT language: of a plan file, or of a plan of the given type. */
  async graph(
    of: { planFile: string } | { type: 'plan' | 'plan-destroy' | 'apply' } = { type: 'plan' },
  ): Promise<string> {
    return (await this.#run('graph', ['planFile' in of ? `-plan=${of.planFile}` : `-type=${of.type}`])).stdout;
  }

  /** What the installed providers understand, by provider source address. */
  async providersSchema(): Promise<Record<string, unknown>> {
    const { stdout } = await this.#run('providers', ['schema', '-json']);
    return (JSON.parse(stdout) as { provider_schemas: Record<string, unknown> }).provider_schemas;
  }

  /** Versions of the providers that `init` chose, by provider source address. */
  async providerVersions(): Promise<Record<string, string>> {
    const { stdout } = await this.#run('version', ['-json']);
    return (JSON.parse(stdout) as { provider_selections: Record<string, string> }).provider_selections;
  }

  async #run(command: string, args: readonly string[], { fine = [0], env = {} }: RunOptions = {}): Promise<Ended> {
    return turnsOf(command).take(async () => {
      const minutes = this.limitMinutes ?? LIMIT_MINUTES[command] ?? DEFAULT_LIMIT_MINUTES;
      const options = { cwd: this.dir, env: { ...terraformEnv(), ...env } };
      const terraform = new OwnedProcess('terraform', [command, ...args], options);
      let isLate = false;
      const limit = setTimeout(() => {
        isLate = true;
        void terraform.stop();
      }, minutes * 60_000);
      const code = await terraform.exited;
      clearTimeout(limit);
      if (!isLate && fine.includes(code)) return { code, stdout: terraform.stdout };
      const end = isLate ? `was stopped after ${minutes} min` : `exited ${code}`;
      throw new Error(`terraform ${command} in ${this.dir} ${end}:\n${terraform.stderrTail()}`);
    });
  }
}

interface RunOptions {
  /** Exit codes that are no failure. */
  readonly fine?: readonly number[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
}

/** The AWS provider is 0.7 GB: without a mirror it is fetched once, not once a stack, even though a copied stack has no lock file. */
export function pluginCache(): Record<string, string> {
  const dir = process.env.TF_PLUGIN_CACHE_DIR ?? join(tmpdir(), 'stowage-plugins');
  mkdirSync(dir, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: dir, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true' };
}
