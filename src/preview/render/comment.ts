import type { Preview } from '../model';
import type { Verdict } from '../verdict';
import { bytes } from './budget';
import { MOST_BYTES, renderMarkdown } from './markdown';

/** Which comment a preview is in, and of what it is. */
export interface CommentOf {
  /** `project/environment`: one comment for each of them, whatever the version of the program that writes it. */
  readonly key: string;
  /** Commit that was planned. Undefined where nobody says. */
  readonly commit: string | undefined;
  /** When planning began. */
  readonly at: Date;
}

/** What may stand in a marker: nothing that ends it. */
const PLAIN = /^[A-Za-z0-9][\w./-]*$/;

const MARKER = /^<!-- stowage preview: ([\w./-]+), commit ([\w./-]+), at ([\w.:-]+) -->/;
const NO_COMMIT = 'none';

/** Whether a key or a commit can be written into a comment. */
export function isMarkable(text: string): boolean {
  return PLAIN.test(text) && text.length <= 200;
}

/** A preview as the comment that is found again. At most `MOST_BYTES`, as every comment. */
export function commentOf(preview: Preview, verdict: Verdict, { key, commit = NO_COMMIT, at }: CommentOf): string {
  const lead = `<!-- stowage preview: ${key}, commit ${commit}, at ${at.toISOString()} -->\n\n`;
  const of = commit === NO_COMMIT ? '' : ` at commit \`${commit.slice(0, 12)}\``;
  const end = `\n<sub>\`${key}\`${of}. Each run writes this comment anew.</sub>\n`;
  return lead + renderMarkdown(preview, verdict, MOST_BYTES - bytes(lead + end)) + end;
}

/** What the marker of a comment says; undefined where it has none. */
export function readComment(body: string): CommentOf | undefined {
  const found = MARKER.exec(body);
  if (found === null) return undefined;
  const [, key, commit, at] = found as unknown as readonly [string, string, string, string];
  return { key, commit: commit === NO_COMMIT ? undefined : commit, at: new Date(at) };
}

/** Whether two comments say the same, whenever they were made. */
export function saysTheSame(a: string, b: string): boolean {
  return timeless(a) === timeless(b);
}

/** Without the time of its run, and without what editing in a browser does to lines. */
function timeless(body: string): string {
  return body
    .replaceAll('\r\n', '\n')
    .replace(/, at [\w.:-]+ -->/, ' -->')
    .trim();
}
