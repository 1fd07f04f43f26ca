#!/usr/bin/env node
import { SpecError } from '../errors';
import { CliError } from './cli-error';
import { codeCommand } from './code/code-command';
import { deployCommand } from './deploy/deploy-command';
import { imageCommand } from './image/image-command';
import { planCommand } from './plan/plan-command';
import { previewCommand } from './preview/preview-command';
import { runCommand } from './run/run-command';

const HELP = `stowage image build | lock | tag | check     images that systems build
stowage code check                           what was synthesized, before anything has credentials
stowage plan check                           plans of Terraform, before they are applied
stowage deploy <directory>                   applies the plans that were reviewed
stowage preview                              what plans do, before they are applied
stowage run <system>/<job>                   a training job, until it is over
stowage <command> --help                     more of one
`;

/** Runs one command line; the exit code. */
async function main([noun, ...rest]: readonly string[]): Promise<number> {
  try {
    const say = (line: string) => console.log(line);
    if (noun === 'image') return await imageCommand(rest, say);
    if (noun === 'code') return codeCommand(rest, say);
    if (noun === 'deploy') return await deployCommand(rest, (line) => console.error(line));
    if (noun === 'plan') return planCommand(rest, say);
    if (noun === 'preview')
      return await previewCommand(rest, {
        out: (text) => void process.stdout.write(text),
        progress: (line) => console.error(line),
      });
    if (noun === 'run') return await runCommand(rest, say);
    if (noun !== undefined && noun !== '--help' && noun !== 'help') throw new CliError(`no command '${noun}'\n${HELP}`);
    console.log(HELP);
    return 0;
  } catch (error) {
    if (!(error instanceof CliError || error instanceof SpecError)) throw error;
    console.error(error.message);
    return 1;
  }
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
