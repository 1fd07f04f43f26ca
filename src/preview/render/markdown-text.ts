import { cut, visible } from './visible';

/** Longer names and values are cut, so that no cell is a page. */
const LONGEST = 160;

/**
 * Any text as code: nothing in it is a link, a mention, a tag or the end of anything. A pipe is written out, because a table ends a cell at it
 * wherever it stands.
 */
export function code(text: string, most = LONGEST): string {
  const shown = cut(visible(text), most).replaceAll('|', '\\u007c');
  if (shown.trim() === '') return '(empty)';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Any text as code in HTML. */
export function htmlCode(text: string, most = LONGEST): string {
  return `<code>${escapeHtml(cut(visible(text), most))}</code>`;
}

export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
}

/** Lines between fences that nothing in them closes. @param language how they are coloured */
export function fenced(language: string, lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.map(longestRun));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

export function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** `1 resource`, `2 resources`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
