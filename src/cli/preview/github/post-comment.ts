import { readComment, saysTheSame } from '../../../preview/render/comment';
import { GitHubApi, GitHubError } from './github-api';
import type { PullRequest } from './pull-request';

/** What became of a comment. */
export type Posted = 'created' | 'updated' | 'unchanged' | 'left to a newer commit' | 'left to a newer run';

/** What posting needs besides the comment. */
export interface PostOptions {
  /** Told of each retry, in a line. */
  readonly say: (line: string) => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

interface Comment {
  readonly id: number;
  readonly body: string;
}

const MOST_TRIES = 5;
/** Who is asked to wait for longer has other things to do. */
const LONGEST_WAIT_SECONDS = 60;

/**
 * Puts a comment on a pull request, in place of the one of the same key. A comment that somebody edited is written anew: what a preview says is
 * nobody else's to say, and GitHub keeps the edit. Throws `GitHubError`.
 */
export async function postComment(pull: PullRequest, body: string, { say, sleep }: PostOptions): Promise<Posted> {
  const thread = new Thread(pull, body);
  for (let tried = 1; ; tried++) {
    try {
      return await thread.post();
    } catch (error) {
      if (!(error instanceof GitHubError) || !error.isTransient || tried === MOST_TRIES) throw error;
      const seconds = error.waitSeconds ?? 2 ** (tried - 1);
      if (seconds > LONGEST_WAIT_SECONDS) throw error;
      say(`${error.message}; once more in ${seconds} s`);
      // A little later than others who were told the same.
      await sleep(seconds * 1000 + Math.random() * 250);
    }
  }
}

/** The comments of a pull request, and the one that should be there. */
class Thread {
  private readonly api: GitHubApi;
  private readonly repository: string;
  private readonly comments: string;
  private readonly wanted: NonNullable<ReturnType<typeof readComment>>;

  constructor(
    private readonly pull: PullRequest,
    private readonly body: string,
  ) {
    const wanted = readComment(body);
    if (wanted === undefined) throw new Error('a comment that could not be found again');
    this.wanted = wanted;
    this.api = new GitHubApi(pull.apiUrl, pull.token);
    this.repository = `/repos/${pull.repository}`;
    this.comments = `${this.repository}/issues/${pull.number}/comments`;
  }

  /** Safe to do again, whatever became of it the last time. */
  async post(): Promise<Posted> {
    if (!(await this.isNewest())) return 'left to a newer commit';
    const own = await this.ownComments();
    if (own.length > 0) return this.settle(own);
    const made = (await this.api.request('POST', this.comments, { body: this.body })) as { id?: number } | null;
    // Another run may have found none at the same time.
    const now = await this.ownComments();
    if (now.length < 2) return 'created';
    if (await this.isNewest()) return this.settle(now);
    if (made?.id !== undefined) await this.remove(made.id);
    return 'left to a newer commit';
  }

  /** Of several the first stays, because that is the one that people have seen, and the newest is what it says. */
  private async settle(own: readonly Comment[]): Promise<Posted> {
    const [first, ...others] = own as readonly [Comment, ...Comment[]];
    const newer = own.filter((comment) => this.isOlderThan(comment)).sort((a, b) => timeOf(b) - timeOf(a))[0];
    const body = newer?.body ?? this.body;
    const isSame = newer === undefined ? saysTheSame(first.body, body) : first === newer;
    if (!isSame) await this.api.request('PATCH', `${this.repository}/issues/comments/${first.id}`, { body });
    for (const { id } of others) await this.remove(id);
    if (newer !== undefined) return 'left to a newer run';
    return isSame ? 'unchanged' : 'updated';
  }

  private async remove(id: number): Promise<void> {
    await this.api.request('DELETE', `${this.repository}/issues/comments/${id}`);
  }

  /** Of the same commit, and planned before. */
  private isOlderThan({ body }: Comment): boolean {
    const there = readComment(body);
    return there !== undefined && there.commit === this.wanted.commit && there.at > this.wanted.at;
  }

  /** Nobody pushed anything since what was planned. */
  private async isNewest(): Promise<boolean> {
    const found = await this.api.request('GET', `${this.repository}/pulls/${this.pull.number}`);
    const newest = (found as { head?: { sha?: string } } | null)?.head?.sha;
    return this.pull.commit === undefined || newest === this.pull.commit;
  }

  /** Comments of the same key by the same author, oldest first: what others write is theirs, whatever it begins with. */
  private async ownComments(): Promise<Comment[]> {
    const login = await this.login();
    const all = (await this.api.all(this.comments)) as Partial<Comment & { user: { login?: string; type?: string } }>[];
    return all
      .flatMap(({ id, body, user }): Comment[] => {
        const isOwn = login === undefined ? user?.type === 'Bot' : user?.login === login;
        if (typeof id !== 'number' || typeof body !== 'string' || !isOwn) return [];
        return readComment(body)?.key === this.wanted.key ? [{ id, body }] : [];
      })
      .sort((a, b) => a.id - b.id);
  }

  /** Who the token is; the token of a workflow is a bot, and may not ask. */
  private async login(): Promise<string | undefined> {
    try {
      return ((await this.api.request('GET', '/user')) as { login?: string } | null)?.login;
    } catch (error) {
      if (error instanceof GitHubError && !error.isTransient && error.status === 403) return undefined;
      throw error;
    }
  }
}

function timeOf({ body }: Comment): number {
  return readComment(body)?.at.getTime() ?? 0;
}
