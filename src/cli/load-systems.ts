import { existsSync, readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { refuse } from '../errors';
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
  if (!existsSync(path)) throw new CliError(`there is no ${path}; name the file of your systems with --systems`);
  const found = DATA.includes(extname(path)) ? documentOf(path) : await exported(path);
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
  const text = readFileSync(path, 'utf8');
  try {
    return parse(text);
  } catch (error) {
    throw new CliError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

async function exported(path: string): Promise<unknown> {
  const loaded: Record<string, unknown> = await import(pathToFileURL(resolve(path)).href).catch((error: Error) => {
    const fix = path.endsWith('.ts')
      ? '; TypeScript is read by tsx: npx tsx node_modules/.bin/stowage, or npm run stowage'
      : '';
    throw new CliError(`${path} cannot be loaded: ${error.message}${fix}`);
  });
  const inner = loaded.default as Record<string, unknown> | undefined;
  return loaded.systems ?? inner?.systems ?? inner ?? [];
}
