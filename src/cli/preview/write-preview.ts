import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Preview } from '../../preview/model';
import { type Format, formatOfFile, formatsWith } from '../../preview/render/formats';
import type { Verdict } from '../../preview/verdict';
import { own } from '../../spec/own';
import { CliError } from '../cli-error';

/** One place to which a preview is written. */
interface Output {
  readonly format: Format;
  /** Undefined for standard output. */
  readonly file: string | undefined;
}

/**
 * Where a preview goes: to each file in the form that its ending says, or else to standard output. Throws `CliError` for a form that there is not.
 * @param name form for standard output, and for files whose ending says none
 */
export function outputsOf(name: string | undefined, files: readonly string[]): Output[] {
  const formats = formatsWith(graphLibrary);
  const format = own(formats, name ?? 'terminal');
  if (format === undefined) throw new CliError(`no format '${name}'; there are ${Object.keys(formats).join(', ')}`);
  if (files.length === 0) return [{ format, file: undefined }];
  return files.map((file) => {
    // Whoever says a form for one file means it.
    const said = files.length === 1 && name !== undefined ? format : formatOfFile(formats, file);
    return { format: said ?? format, file };
  });
}

/** Throws `CliError` where a file cannot be written. */
export function writePreview(
  outputs: readonly Output[],
  preview: Preview,
  verdict: Verdict,
  out: (text: string) => void,
): void {
  for (const { format, file } of outputs) {
    const text = format.render(preview, verdict);
    if (file === undefined) out(text);
    else write(file, text);
  }
}

/** The one file of the library that a browser needs. */
function graphLibrary(): string {
  return readFileSync(require.resolve('cytoscape/dist/cytoscape.min.js'), 'utf8');
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new CliError(`${file} cannot be written: ${(error as Error).message}`);
  }
}
