import { readFileSync } from 'node:fs';
import { CliError } from './cli-error';

/** The JSON document in a file; `-` is standard input. Throws `CliError` where there is none. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    throw new CliError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}
