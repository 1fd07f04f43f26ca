/**
 * Reads markdown as GitHub would, as far as it matters to what a stranger's text could do in it: fences, code spans, tables, tags. Knows nothing of
 * how the text was written.
 */
export interface Read {
  /** Everything outside of code, in which GitHub looks for mentions, links and tags. */
  readonly prose: string;
  readonly problems: readonly string[];
}

const ALLOWED_TAGS = /<\/?(?:details|summary|code|sub)>|<!-- [\w/.,: -]+ -->/g;

export function readMarkdown(markdown: string): Read {
  const problems: string[] = [];
  const prose: string[] = [];
  let fence = '';
  let columns = 0;
  for (const line of markdown.split('\n')) {
    const run = /^ {0,3}(`{3,})/.exec(line)?.[1];
    if (fence !== '') {
      if (run !== undefined && run.length >= fence.length && line.trim() === run) fence = '';
      continue;
    }
    if (run !== undefined) {
      fence = run;
      continue;
    }
    // A table ends a cell at each pipe, in code too.
    const cells = line.startsWith('|') ? line.split('|').length : 0;
    if (cells > 0 && columns > 0 && cells !== columns)
      problems.push(`a row of ${cells} cells among ${columns}: ${line}`);
    columns = cells;
    prose.push(withoutSpans(line.replace(/<code>[^<]*<\/code>/g, '')));
  }
  if (fence !== '') problems.push('a fence is open at the end');
  const text = prose.join('\n');
  if (count(text, '<details>') !== count(text, '</details>')) problems.push('details are open at the end');
  const tag = /<[^\s]/.exec(text.replace(ALLOWED_TAGS, ''));
  if (tag !== null) problems.push(`a tag: ${text.slice(tag.index, tag.index + 40)}`);
  return { prose: text.replace(ALLOWED_TAGS, ''), problems };
}

/** A code span ends at the next run of exactly as many backticks as it began with (GFM 6.3). */
function withoutSpans(line: string): string {
  let out = '';
  let rest = line;
  for (let open = /`+/.exec(rest); open !== null; open = /`+/.exec(rest)) {
    out += rest.slice(0, open.index);
    rest = rest.slice(open.index + open[0].length);
    const close = [...rest.matchAll(/`+/g)].find(([run]) => run === open?.[0]);
    if (close === undefined) out += open[0];
    else rest = rest.slice(close.index + open[0].length);
  }
  return out + rest;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
