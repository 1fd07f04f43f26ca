import { lockEntry } from '../../images/image-lock';
import { CliError } from '../cli-error';
import { parseArguments } from '../parse-arguments';
import { buildWithBuildx } from './build-with-buildx';
import { chosenImages, type ImageFiles, readLock, readPlan, writeLock } from './image-files';
import type { ImageWriter } from './image-writer';
import { readTerraformOutput } from './read-terraform-output';
import { tagImages } from './tag-images';

const SHARED = `  --plan <file>   what is to be built, as a synth writes it (default: cdktf.out/images.json)
  --lock <file>   which build is deployed (default: stacks/images.lock.json)
`;

const HELP: Readonly<Record<string, string>> = {
  build: `stowage image build [<system>/<image>...] [--dry-run]
Builds what the registry lacks with docker buildx, pushes it, and writes the lock. Paths are from the working directory.
  --dry-run       say what would be built, and change nothing
${SHARED}`,
  lock: `stowage image lock --outputs <file>
Writes the lock from what Terraform built, where registry.builder is 'docker-provider'.
  --outputs <file>  terraform -chdir=cdktf.out/stacks/images output -json > <file>
  --dry-run         read, and change nothing
${SHARED}`,
  tag: `stowage image tag --environment <name> [--dry-run]
Tags what the environment is about to deploy, so that it never expires.
  --dry-run       say what would be tagged, and change nothing
${SHARED}`,
  check: `stowage image check
Fails where the lock is of other files than there are.
${SHARED}`,
};

/** `stowage image ...`; the exit code. Throws `CliError` or `SpecError` for what cannot be done. */
export async function imageCommand(
  [verb = '', ...rest]: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const help = HELP[verb];
  if (help === undefined || rest.includes('--help')) {
    if (help === undefined && !['', 'help', '--help'].includes(verb)) throw new CliError(`no command 'image ${verb}'`);
    say(help ?? Object.values(HELP).join('\n'));
    return 0;
  }
  const { names, files, dryRun, environment, outputs } = options(verb, rest);
  const plan = readPlan(files);
  if (verb === 'check') return check(files, say);
  if (verb === 'tag') {
    if (environment === undefined) throw new CliError('give --environment <name>');
    await tagImages(plan, readLock(files), { environment, dryRun, say });
    return 0;
  }
  if (verb === 'lock' && outputs === undefined) throw new CliError('give --outputs <file>');
  const writer: ImageWriter = outputs === undefined ? buildWithBuildx(say, dryRun) : readTerraformOutput(outputs);
  const entries = await writer(chosenImages(plan, names), plan);
  if (!dryRun) say(writeLock(files, plan, entries) ? `${files.lock}: written` : `${files.lock}: as it was`);
  return 0;
}

function check(files: ImageFiles, say: (line: string) => void): number {
  const lock = readLock(files);
  const stale = chosenImages(readPlan(files), []).filter(
    ({ name, contextHash }) => lockEntry(lock, name)?.contextHash !== contextHash,
  );
  for (const { name } of stale) say(`${name}: the lock is of other files; run 'stowage image build ${name}'`);
  return stale.length === 0 ? 0 : 1;
}

function options(verb: string, args: readonly string[]) {
  const { values, positionals } = parseArguments(
    args,
    {
      plan: { type: 'string', default: 'cdktf.out/images.json' },
      lock: { type: 'string', default: 'stacks/images.lock.json' },
      ...(verb !== 'check' && { 'dry-run': { type: 'boolean', default: false } }),
      ...(verb === 'tag' && { environment: { type: 'string' } }),
      ...(verb === 'lock' && { outputs: { type: 'string' } }),
    } as const,
    HELP[verb] as string,
    { allowPositionals: verb === 'build' || verb === 'lock' },
  );
  const said = values as Record<string, string | boolean | undefined>;
  return {
    names: positionals,
    files: { plan: String(said.plan), lock: String(said.lock) },
    dryRun: said['dry-run'] === true,
    environment: said.environment as string | undefined,
    outputs: said.outputs as string | undefined,
  };
}
