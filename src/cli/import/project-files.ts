import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { ReadFile } from '../../import/project-path';
import { CliError } from '../cli-error';

/** A file and those beside it. */
export interface ProjectFiles {
  readonly name: string;
  /** Its directory, from the working directory; '' where it is elsewhere. */
  readonly directory: string;
  readonly readFile: ReadFile;
}

/** The directory of a file, from which others of its project may be read; none outside of it, also not by a link. */
export function projectFiles(file: string): ProjectFiles {
  const root = resolve(dirname(file));
  const directory = relative('.', root);
  return {
    name: basename(file),
    directory: directory.startsWith('..') ? '' : directory.split(sep).join('/'),
    readFile: (path) => {
      try {
        const real = realpathSync(join(root, path));
        return real.startsWith(`${realpathSync(root)}${sep}`) ? readFileSync(real, 'utf8') : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** The text of a file; `-` is standard input. Throws `CliError` where it cannot be read. */
export function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
