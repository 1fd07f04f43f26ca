import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CliError } from './cli-error';

const run = promisify(execFile);

/** A line of output holds all that a build says of itself. A plan of 20,000 resources is as long, of more it is longer. */
const MOST_OUTPUT = 500 * 1024 * 1024;

interface ToolOptions {
  /** What to do where the command is not on PATH. */
  readonly missing: string;
  /** What it is called when it fails. @default - the command with all its arguments */
  readonly called?: string;
  /** What else helps, from what it said. @default - nothing */
  readonly help?: (stderr: string) => string;
  /** All that is to be said of it, from what it said, where more would hide that. @default - all of it */
  readonly instead?: (stderr: string) => string | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command without a shell; what it prints. Throws `CliError` with what it said, and what helps where that is known. */
export async function runTool(
  command: string,
  args: readonly string[],
  {
    missing,
    called = `${command} ${args.join(' ')}`,
    help = () => '',
    instead = () => undefined,
    env = {},
  }: ToolOptions,
): Promise<string> {
  try {
    return (await run(command, [...args], { maxBuffer: MOST_OUTPUT, env: { ...process.env, ...env } })).stdout;
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') throw new CliError(`there is no '${command}' on PATH; ${missing}`);
    throw new CliError(instead(stderr) ?? `${called}\nfailed: ${stderr.trim()}${help(stderr)}`);
  }
}
