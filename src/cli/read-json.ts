import { readFileSync } from 'node:fs';
import { CliError } from './cli-error';

/** The JSON document in a file; `-` is standard input. Throws `CliError` where there is none. */
export function readJson(file: string): unknown {
  return parseJson(file, textOf(file));
}

/** What is JSON in `text`. Throws `CliError`, which repeats nothing of it. */
export function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError(`${what} cannot be read as JSON: ${wrongAt(error as Error, text)}`);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CliError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}

/** Where it is no JSON. Node also says what stands there, and in a plan that may be a secret. */
function wrongAt({ message }: Error, text: string): string {
  const at = /at position (\d+)/.exec(message)?.[1];
  const isCut = /end of JSON|Unterminated/.test(message) || at === String(text.length);
  if (text.trim() === '') return 'it is empty';
  return isCut
    ? `it ends after ${text.length} characters, in the middle`
    : `it is something else${at === undefined ? '' : ` from character ${at} on`}`;
}
