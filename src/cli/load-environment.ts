import { refuse } from '../errors';
import { unknownName } from '../rules/unknown-name';
import type { EnvironmentInput } from '../spec/environment';
import { CliError } from './cli-error';
import { loadModule } from './load-systems';

/** Where environments are unless a command line says so. */
export const ENVIRONMENTS = 'stacks/environments.ts';

/** The environment of this name, or the one that the module itself would take, or the first; and the names of all. */
export async function loadEnvironment(path: string, name: string | undefined) {
  const loaded = await loadModule(path, '--environments');
  const environments = loaded.environments as Readonly<Record<string, EnvironmentInput>> | undefined;
  const names = Object.keys(environments ?? {});
  if (environments === undefined || names.length === 0)
    throw new CliError(`${path} exports no 'environments', a record of them by name`);
  const known = name ?? chosen(loaded) ?? (names[0] as string);
  const environment = Object.hasOwn(environments, known) ? environments[known] : undefined;
  refuse(
    'Command line',
    environment === undefined ? [unknownName('UnknownEnvironment', '--environment', 'environment', known, names)] : [],
  );
  return { environment: environment as EnvironmentInput, names };
}

/** The environment that the module itself would take. */
function chosen({ chosenEnvironment }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof chosenEnvironment === 'function' ? (chosenEnvironment() as EnvironmentInput).name : undefined;
}
