#!/usr/bin/env node
import { SpecError } from '../errors';
import { CliError, UsageError } from './cli-error';
import { codeCommand } from './code/code-command';
import { composeCommand } from './compose/compose-command';
import { deployCommand } from './deploy/deploy-command';
import { explainCommand } from './explain/explain-command';
import { imageCommand } from './image/image-command';
import { importCommand } from './import/import-command';
import { initCommand } from './init/init-command';
import { planCommand } from './plan/plan-command';
import { previewCommand } from './preview/preview-command';
import { runCommand } from './run/run-command';
import { schemaCommand } from './schema/schema-command';

const HELP = `stowage init <directory>                     a new project that synthesizes and plans
stowage image build | lock | tag | check     images that systems build
stowage compose [<system>...]                systems on this machine, as a Compose project
stowage explain [<system>...]                what an environment comes to: hosts, edges, routes, volumes, cost
stowage schema [<noun>]                      what can be written, as JSON Schema
stowage import <kind> <file>                 a system as it is described elsewhere
stowage code check                           what was synthesized, before anything has credentials
stowage plan check                           plans of Terraform, before they are applied
stowage deploy <directory>                   applies the plans that were reviewed
stowage preview                              what plans do, before they are applied
stowage run <system>/<job>                   a training job, until it is over
stowage <command> --help                     more of one

Ends with 0 where all is well, with 2 where what was written is refused (preview and deploy: 1), with 64 for a command line that it does
not understand, with 1 where something failed; more in the help of each. --debug shows where in the code.
`;

/** What a command line ends with. A preview says with 2 that something changes, as Terraform does. */
const EXIT = { done: 0, failed: 1, refused: 2, usage: 64 } as const;

type Command = (args: readonly string[]) => number | Promise<number>;

const print = (line: string) => console.log(line);
const tell = (line: string) => console.error(line);

const COMMANDS: Readonly<Record<string, Command>> = {
  image: (args) => imageCommand(args, print),
  compose: (args) => composeCommand(args, print),
  explain: (args) => explainCommand(args, (text) => void process.stdout.write(text)),
  schema: (args) => schemaCommand(args, print),
  import: (args) => importCommand(args, { out: print, tell }),
  init: (args) => initCommand(args, print),
  code: (args) => codeCommand(args, print),
  plan: (args) => planCommand(args, print),
  deploy: (args) => deployCommand(args, tell),
  preview: (args) => previewCommand(args, { out: (text) => void process.stdout.write(text), progress: tell }),
  run: (args) => runCommand(args, print),
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
