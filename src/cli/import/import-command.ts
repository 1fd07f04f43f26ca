import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { envFile } from '../../import/compose/env-file';
import { importCompose } from '../../import/compose/import-compose';
import type { Imported, ImportOptions } from '../../import/imported';
import { importMarathon } from '../../import/marathon/import-marathon';
import { importSprint } from '../../import/sprint/import-sprint';
import { systemSource, systemYaml } from '../../import/system-source';
import { CliError, UsageError } from '../cli-error';
import { parseArguments } from '../parse-arguments';
import { notesTable } from './notes-table';
import { projectFiles, textOf } from './project-files';

const HELP = `stowage import compose | marathon | sprint <file> [options]
Reads what describes a system elsewhere, and writes it as a system of this platform. What became of each field of it is told on standard
error: mapped (it means the same), approximated (nearly, and what is lost), dropped (and why), question (only you can answer it).
  compose <file>         a Compose file, version 2 or current, with what it includes and extends
  marathon <file>        an app, a pod, a list of apps or a group of Marathon, with labels of Marathon-LB
  sprint <file>          a training job of Sprint, or a list of them
  --out <file>           writes TypeScript to a new file, as stacks/systems/x.ts (default: to standard output)
  --yaml                 YAML in place of TypeScript
  --json                 the notes as JSON
  --name <name>          name of the system (default: what the file says, or is called)
  --strict               refuses what is not the same here, and what leaves a question
  --harden               a user and a read-only root for every container, as is the default here, whatever the source means
  --gateway <name>       gateway of its routes (default: the only one of the environment)
  --profile <name>       a profile of Compose that is asked for; may be said again
  --env <NAME=value>     a variable that the file needs; may be said again. Variables of the shell are not read
  --env-file <file>      a file of such variables (default: .env beside the Compose file, where there is one)
Ends with 0 where it was imported, with 2 where it is refused.
`;

/** What the command line says, as far as all kinds have it. */
interface Asked extends ImportOptions {
  readonly file: string;
  readonly profiles: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

const KINDS: Readonly<Record<string, (asked: Asked) => Imported>> = {
  compose: (asked) => {
    const { name, directory, readFile } = projectFiles(asked.file);
    return importCompose(textOf(asked.file), { ...asked, file: name, directory, readFile });
  },
  marathon: (asked) => importMarathon(textOf(asked.file), { ...asked, file: projectFiles(asked.file).name }),
  sprint: (asked) => importSprint(textOf(asked.file), { ...asked, file: projectFiles(asked.file).name }),
};

/** Where a command writes: what it makes, and what it has to say of it. */
export interface ImportOutput {
  readonly out: (line: string) => void;
  readonly tell: (line: string) => void;
}

/** `stowage import ...`; the exit code. Throws `CliError`, or `SpecError` for what cannot be imported. */
export function importCommand([kind = '', ...rest]: readonly string[], { out, tell }: ImportOutput): number {
  if (['', 'help', '--help'].includes(kind) || rest.includes('--help')) {
    out(HELP);
    return 0;
  }
  const read = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (read === undefined) throw new UsageError(`nothing is known of '${kind}'\n${HELP}`);
  const { asked, to, asYaml, asJson } = options(rest);
  if (to !== undefined && existsSync(to))
    throw new CliError(`${to} is there already, and may have been changed by hand; write to another file, and compare`);
  const { system, notes } = read(asked);
  const about = `Imported from \`${relative('.', asked.file)}\`.`;
  const text = asYaml ? systemYaml(system) : systemSource(system, importsFrom(to), about);
  for (const line of asJson ? [JSON.stringify(notes, null, 2)] : notesTable(notes)) tell(line);
  if (to === undefined) out(text.trimEnd());
  else {
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, text);
    tell(`wrote ${to}`);
  }
  return 0;
}

/** Where the type of a system is: in this repository, or in the package. */
function importsFrom(to: string | undefined): string {
  if (!existsSync('src/spec/system.ts')) return 'stowage/spec';
  const from = dirname(resolve(to ?? 'stacks/systems/x.ts'));
  const path = relative(from, resolve('src/spec/system')).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

const OPTIONS = {
  out: { type: 'string' },
  yaml: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  name: { type: 'string' },
  gateway: { type: 'string' },
  strict: { type: 'boolean', default: false },
  harden: { type: 'boolean', default: false },
  profile: { type: 'string', multiple: true, default: [] as string[] },
  env: { type: 'string', multiple: true, default: [] as string[] },
  'env-file': { type: 'string' },
} as const;

function options(args: readonly string[]) {
  const { values, positionals } = parseArguments(args, OPTIONS, HELP);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError(`give one file\n${HELP}`);
  const given = values.env.map((entry) => {
    const at = entry.indexOf('=');
    if (at < 1) throw new UsageError('--env wants NAME=value');
    return [entry.slice(0, at), entry.slice(at + 1)] as const;
  });
  const beside = projectFiles(file).readFile('.env');
  const fromFile = values['env-file'] === undefined ? (beside ?? '') : textOf(values['env-file']);
  const { out: to, yaml: asYaml, json: asJson, name, gateway, strict, harden, profile: profiles } = values;
  const asked: Asked = {
    file,
    profiles,
    variables: { ...variablesIn(fromFile), ...Object.fromEntries(given) },
    strict,
    harden,
    ...(name !== undefined && { name }),
    ...(gateway !== undefined && { gateway }),
  };
  return { asked, to, asYaml, asJson };
}

function variablesIn(text: string): Record<string, string> {
  const variables = envFile(text);
  if (variables === undefined) throw new CliError('the file of variables has a quote that is not closed; close it');
  return variables;
}
