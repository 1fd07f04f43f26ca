import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CliError, UsageError } from '../cli-error';
import { parseArguments } from '../parse-arguments';
import { newProject, type Versions } from './project';

const HELP = `stowage init <directory>
Writes a new project there: one environment, one system, and the app that makes Terraform of them. Nothing is installed, and nothing that
is there is written over: the directory must be new, or empty.
`;

/** `stowage init ...`; the exit code. Throws `CliError` for a directory that is in use. */
export function initCommand(args: readonly string[], say: (line: string) => void): number {
  const { values, positionals } = parseArguments(args, { help: { type: 'boolean', default: false } }, HELP);
  if (values.help) {
    say(HELP);
    return 0;
  }
  const [directory, ...others] = positionals;
  if (directory === undefined || others.length > 0)
    throw new UsageError(`give the one directory of the project\n${HELP}`);
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new CliError(`${directory} is in use: name a new directory, or an empty one`);
  mkdirSync(directory, { recursive: true });
  const files = newProject(nameOf(directory), versions());
  for (const [path, text] of Object.entries(files)) writeFileSync(join(directory, path), text);
  say(`${directory}: ${Object.keys(files).join(', ')}`);
  say(`next: cd ${directory} && npm install && npm run synth`);
  return 0;
}

/** A name that npm takes, after the directory. */
function nameOf(directory: string): string {
  const name = basename(resolve(directory))
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'platform' : name;
}

/** Of this package, which is in no registry yet: of a checkout the checkout itself; and of those that it was tried with. */
function versions(): Versions {
  // Beside the sources, and two further up where it is built.
  const file = ['../../../package.json', '../../../../package.json']
    .map((path) => join(__dirname, path))
    .find((path) => existsSync(path));
  const { version, devDependencies: tried } = JSON.parse(readFileSync(file as string, 'utf8')) as {
    version: string;
    devDependencies: Record<string, string>;
  };
  const of = (name: string) => tried[name] as string;
  return {
    stowage: (file as string).includes('node_modules') ? version : `file:${dirname(file as string)}`,
    cdktf: of('cdktf'),
    constructs: of('constructs'),
    providerAws: of('@cdktf/provider-aws'),
    tsx: of('tsx'),
    typescript: of('typescript'),
    typesNode: of('@types/node'),
  };
}
