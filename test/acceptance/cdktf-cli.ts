import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { OwnedProcess } from '../support/owned-process';
import { pluginCache, turnsOf } from '../support/terraform';
import { terraformEnv } from '../support/terraform-env';

const PACKAGE = 'cdktf-cli@0.21.0';
const FETCH_MINUTES = 5;
const COMMAND_MINUTES = 10;

/** The cdktf CLI, fetched by npx: too large (423 MB) to be a development dependency. */
export class CdktfCli {
  readonly #env: NodeJS.ProcessEnv;

  /** @param dir where it may leave what it needs. */
  constructor(private readonly dir: string) {
    const { STOWAGE_ENVIRONMENT: _, ...own } = terraformEnv();
    this.#env = { ...own, CI: '1', ...this.providers() };
  }

  /** Why the CLI cannot be had; undefined where it can. Fetching it needs a registry of npm packages in reach. */
  async missing(): Promise<string | undefined> {
    const { code, stdout, stderr } = await this.start(['--version'], FETCH_MINUTES);
    if (code === 0 && stdout.includes('0.21.0')) return undefined;
    return `npx could not run ${PACKAGE}: ${stderr.split('\n').filter(Boolean).at(-1) ?? `exit ${code}`}`;
  }

  /** Runs a command in the project, when it has its turn among all Terraforms. What it printed. */
  async run(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await turnsOf(args[0] ?? '').take(() => this.start(args, COMMAND_MINUTES));
    if (code === 0) return stdout;
    const said = stdout.trimEnd().split('\n').slice(-40).join('\n');
    throw new Error(`cdktf ${args.join(' ')} exited ${code}:\n${said}\n${stderr}`);
  }

  private async start(args: readonly string[], minutes: number) {
    const command = ['--yes', '--package', PACKAGE, 'cdktf', ...args];
    const cli = new OwnedProcess('npx', command, { cwd: resolve(__dirname, '../..'), env: this.#env });
    const limit = setTimeout(() => void cli.stop(), minutes * 60_000);
    const code = await cli.exited;
    clearTimeout(limit);
    return { code, stdout: plain(cli.stdout), stderr: plain(cli.stderrTail()) };
  }

  /**
   * The CLI has no `-plugin-dir`, so its Terraform learns of a mirror from a configuration file. The CLI's own cache stays out of it: where the
   * mirror is that very directory, Terraform would have to install a provider over itself.
   */
  private providers(): Record<string, string> {
    const path = process.env.TF_PLUGIN_DIR;
    if (!path) return pluginCache();
    const file = join(this.dir, 'terraform.rc');
    const mirror = `filesystem_mirror {\n    path = ${JSON.stringify(resolve(path))}\n  }`;
    writeFileSync(file, `provider_installation {\n  ${mirror}\n}\n`);
    return { TF_CLI_CONFIG_FILE: file, CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1' };
  }
}

/** It colours what Terraform says, whatever it is told. */
function plain(text: string): string {
  return text.replace(COLOURS, '');
}

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
