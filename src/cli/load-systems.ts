import { existsSync, readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { refuse } from '../errors';
import { readDocument } from '../import/read-document';
import { unknownName } from '../rules/unknown-name';
import type { SystemInput } from '../spec/system';
import { CliError } from './cli-error';

/** Where systems are unless a command line says so. */
export const SYSTEMS = 'stacks/systems/index.ts';

const DATA = ['.json', '.yaml', '.yml'];

/**
 * The systems of a file: a module that exports `systems`, or a document that is one system or a list of them.
 * Throws `CliError` where there is none; that they are right is asked by whoever uses them.
 */
export async function loadSystems(path: string): Promise<readonly SystemInput[]> {
  const found = DATA.includes(extname(path)) ? documentOf(path) : (await loadModule(path, '--systems')).systems;
  const systems = Array.isArray(found) ? found : [found];
  const isSystem = (one: unknown) => typeof one === 'object' && one !== null && 'services' in one;
  if (systems.length === 0 || !systems.every(isSystem))
    throw new CliError(
      `${path} has no systems: a module exports them as \`systems\`, a document is one or a list of them`,
    );
  return systems as SystemInput[];
}

/** The systems of these names, in their order; all of them where none is named. Throws `SpecError` for a name that none has. */
export function chosenSystems(systems: readonly SystemInput[], names: readonly string[]): readonly SystemInput[] {
  const known = systems.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  refuse(
    'Command line',
    unknown.map((name) => unknownName('UnknownSystem', 'system', 'system', name, known)),
  );
  return names.length === 0 ? systems : systems.filter(({ name }) => names.includes(name));
}

function documentOf(path: string): unknown {
  if (!existsSync(path)) throw new CliError(`there is no ${path}; name the file with --systems`);
  return readDocument(`'${path}'`, readFileSync(path, 'utf8'));
}

/** What a module exports. @param option the option that names its file. Throws `CliError` where it cannot be loaded. */
export async function loadModule(path: string, option: string): Promise<Readonly<Record<string, unknown>>> {
  if (!existsSync(path)) throw new CliError(`there is no ${path}; name the file with ${option}`);
  const loaded: Record<string, unknown> = await import(pathToFileURL(resolve(path)).href).catch((error: Error) => {
    const isTypeScript = path.endsWith('.ts') && /file extension|Unexpected token/.test(error.message);
    const fix = isTypeScript ? '; TypeScript is read by tsx: npx tsx node_modules/stowage/lib/src/cli/main.js ...' : '';
    throw new CliError(`${path} cannot be loaded: ${error.message}${fix}`);
  });
  // A module of CommonJS is one export of one of ECMAScript.
  return { ...(loaded.default as Record<string, unknown> | undefined), ...loaded };
}
