import type { Preview } from '../model';
import type { Verdict } from '../verdict';
import { renderHtml } from './html';
import { renderJson } from './json';
import { renderMarkdown } from './markdown';
import { renderSarif } from './sarif';
import { renderTerminal } from './terminal';

/** A form in which a preview can be written. */
export interface Format {
  readonly render: (preview: Preview, verdict: Verdict) => string;
  /** Endings of the files that hold it. */
  readonly endings: readonly string[];
}

export type Formats = Readonly<Record<string, Format>>;

/** All of them, by name. @param graphLibrary reads the program that draws the graph of a page */
export function formatsWith(graphLibrary: () => string): Formats {
  return {
    terminal: { render: renderTerminal, endings: ['.txt'] },
    markdown: { render: (preview, verdict) => renderMarkdown(preview, verdict), endings: ['.md'] },
    json: { render: renderJson, endings: ['.json'] },
    sarif: { render: renderSarif, endings: ['.sarif'] },
    html: { render: (preview, verdict) => renderHtml(preview, verdict, graphLibrary()), endings: ['.html'] },
  };
}

/** The same with a page that draws no graph. */
export const FORMATS: Formats = formatsWith(() => '');

/** The form that a file of this name holds; undefined where its ending says none. */
export function formatOfFile(formats: Formats, file: string): Format | undefined {
  return Object.values(formats).find(({ endings }) => endings.some((ending) => file.toLowerCase().endsWith(ending)));
}
