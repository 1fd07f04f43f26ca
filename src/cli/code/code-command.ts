import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { type Problem, refuse, within } from '../../errors';
import { checkForeignCode } from '../../preview/code/check-foreign-code';
import { UsageError } from '../cli-error';
import { parseArguments } from '../parse-arguments';
import { type SynthesizedStack, synthesizedStacks } from '../preview/manifest';
import { readJson } from '../read-json';

const HELP = `stowage code check [--dir cdktf.out] [--allow-provider <source>]...
Reads what was synthesized, and refuses what would run code that nobody reviewed as soon as somebody plans it: external and http data sources,
provisioners, modules, providers that are not listed, files beside those of the app. Run it before anything has credentials.
  --dir <directory>           what was synthesized (default: cdktf.out)
  --allow-provider <source>   one more provider that may run, besides hashicorp/aws: 'kreuzwerker/docker'
Exits with 0 where there is nothing of that, with 2 otherwise.
`;

const PROVIDERS = ['hashicorp/aws'];

const OPTIONS = {
  dir: { type: 'string', default: 'cdktf.out' },
  'allow-provider': { type: 'string', multiple: true, default: [] as string[] },
} as const;

/** `stowage code ...`; the exit code. Throws `SpecError` for what it finds, codes `ForeignCode`, `UnlistedProvider`, `ForeignFile`. */
export function codeCommand(args: readonly string[], say: (line: string) => void): number {
  const [verb, ...rest] = args;
  if (verb === undefined || verb === 'help' || args.includes('--help')) {
    say(HELP);
    return 0;
  }
  if (verb !== 'check') throw new UsageError(`no command 'code ${verb}'\n${HELP}`);
  const { dir, providers } = options(rest);
  const stacks = synthesizedStacks(dir);
  refuse(
    `Code in '${dir}'`,
    stacks.flatMap((stack) =>
      within(stack.name, [...checkForeignCode(readJson(stack.file), providers), ...foreignFiles(stack)]),
    ),
  );
  say(`no foreign code in ${stacks.length} stacks`);
  return 0;
}

/** Code and values that Terraform reads wherever they lie, and what it keeps of an `init`: modules, and programs that are its providers. */
const READ = /\.(tf|tofu)(\.json)?$|\.tfvars(\.json)?$|^\.terraform|^terraform\.(d|rc)$|\.tfrc$/;

/** Terraform reads every file of a directory that is called like its own. */
function foreignFiles({ dir, file }: SynthesizedStack): Problem[] {
  return readdirSync(dir)
    .filter((name) => READ.test(name) && name !== basename(file))
    .map((name) => ({
      code: 'ForeignFile',
      field: name,
      problem: 'is read by Terraform too, and the app did not write it',
      fix: 'take it away, and synthesize into an empty directory',
    }));
}

function options(args: readonly string[]): { readonly dir: string; readonly providers: readonly string[] } {
  const { values } = parseArguments(args, OPTIONS, HELP, { allowPositionals: false });
  return { dir: values.dir, providers: [...PROVIDERS, ...values['allow-provider'].map((one) => one.toLowerCase())] };
}
