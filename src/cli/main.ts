#!/usr/bin/env node
import { SpecError } from '../errors';
import { CliError, UsageError } from './cli-error';

const HELP = `stowage init <directory>                     a new project that synthesizes and plans
stowage image build | lock | tag | check     images that systems build
stowage compose [<system>...]                systems on this machine, as a Compose project
stowage explain [<system>...]                what an environment comes to: hosts, edges, routes, volumes, cost
stowage doctor                               what an account lacks that an environment needs, with the command for each
stowage schema [<noun>]                      what can be written, as JSON Schema
stowage import <kind> <file>                 a system as it is described elsewhere
stowage code check                           what was synthesized, before anything has credentials
stowage plan check                           plans of Terraform, before they are applied
stowage security [<directory> | <plan>...]     what was synthesized, or plans, by rules of security
stowage deploy <directory>                   applies the plans that were reviewed
stowage preview                              what plans do, before they are applied
stowage run <system>/<job>                   a training job, until it is over
stowage <command> --help                     more of one

Ends with 0 where all is well, with 2 where what was written is refused (preview and deploy: 1), with 64 for a command line that it does
not understand, with 1 where something failed; more in the help of each. --debug shows where in the code.
`;

/** What a command line ends with. A preview says with 2 that something changes, as Terraform does. */
const EXIT = { done: 0, failed: 1, refused: 2, usage: 64 } as const;

/** Loaded when it is asked for: each has much behind it that the others do without. */
type Command = (args: readonly string[]) => Promise<number>;

const print = (line: string) => console.log(line);
const tell = (line: string) => console.error(line);

const COMMANDS: Readonly<Record<string, Command>> = {
  image: async (args) => (await import('./image/image-command.js')).imageCommand(args, print),
  compose: async (args) => (await import('./compose/compose-command.js')).composeCommand(args, print),
  explain: async (args) =>
    (await import('./explain/explain-command.js')).explainCommand(args, (text) => void process.stdout.write(text)),
  doctor: async (args) =>
    (await import('./doctor/doctor-command.js')).doctorCommand(args, (text) => void process.stdout.write(text)),
  schema: async (args) => (await import('./schema/schema-command.js')).schemaCommand(args, print),
  import: async (args) => (await import('./import/import-command.js')).importCommand(args, { out: print, tell }),
  init: async (args) => (await import('./init/init-command.js')).initCommand(args, print),
  code: async (args) => (await import('./code/code-command.js')).codeCommand(args, print),
  plan: async (args) => (await import('./plan/plan-command.js')).planCommand(args, print),
  security: async (args) =>
    (await import('./security/security-command.js')).securityCommand(
      args,
      (text) => void process.stdout.write(text),
      new Date().toISOString().slice(0, 10),
    ),
  deploy: async (args) => (await import('./deploy/deploy-command.js')).deployCommand(args, tell),
  preview: async (args) =>
    (await import('./preview/preview-command.js')).previewCommand(args, {
      out: (text) => void process.stdout.write(text),
      progress: tell,
    }),
  run: async (args) => (await import('./run/run-command.js')).runCommand(args, print),
};

/** Runs one command line; the exit code. */
async function main(line: readonly string[]): Promise<number> {
  const [noun, ...args] = line.filter((word) => word !== DEBUG);
  const isKnown = noun !== undefined && Object.hasOwn(COMMANDS, noun);
  try {
    if (isKnown) return await (COMMANDS[noun] as Command)(args);
    if (noun !== undefined && noun !== '--help' && noun !== 'help')
      throw new UsageError(`no command '${noun}'\n${HELP}`);
    console.log(HELP);
    return EXIT.done;
  } catch (error) {
    const isOurs = error instanceof CliError || error instanceof SpecError;
    console.error(line.includes(DEBUG) ? error : isOurs ? error.message : unexpected(error));
    if (error instanceof UsageError) return EXIT.usage;
    return error instanceof SpecError && noun !== 'preview' && noun !== 'deploy' ? EXIT.refused : EXIT.failed;
  }
}

const DEBUG = '--debug';

/** A mistake of this program, which somebody should hear of. */
function unexpected(error: unknown): string {
  return `stowage went wrong: ${error instanceof Error ? error.message : String(error)}; run it again with --debug, and report what it says`;
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
