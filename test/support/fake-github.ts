import { type Loopback, type LoopbackReply, type LoopbackRequest, startLoopback } from './loopback';

export interface FakeComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: 'Bot' | 'User' };
}

type Answer = (request: LoopbackRequest) => LoopbackReply | undefined;

const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;
const MOST_CHARACTERS = 65_536;

/**
 * GitHub's REST API of one pull request as far as comments go (docs.github.com/rest/issues/comments, 2026-11): pages of at most 100, comments by id,
 * 201 and 204, 401 for a token that it does not know, 404 for what it does not show, 422 for a comment that is too long; the token of a workflow may not
 * ask who it is.
 */
export class FakeGitHub {
  readonly comments: FakeComment[] = [];
  /** `METHOD /path` of what was asked, in order. */
  readonly asked: string[] = [];
  /** Answers in place of the next ones; undefined lets one through. */
  readonly next: (Answer | undefined)[] = [];
  head = 'a'.repeat(40);
  /** Whose token it is. */
  user: { readonly login: string; readonly type: 'Bot' | 'User' } = BOT;
  /** Happens before a request is answered. */
  before: (request: LoopbackRequest) => void = () => {};
  private ids = 1000;

  private constructor(
    readonly token: string,
    private loopback: Loopback | undefined,
  ) {}

  static async start(token: string): Promise<FakeGitHub> {
    const github = new FakeGitHub(token, undefined);
    github.loopback = await startLoopback(async (request) => github.answer(request));
    return github;
  }

  get url(): string {
    return (this.loopback as Loopback).url;
  }

  async close(): Promise<void> {
    await this.loopback?.close();
  }

  add(body: string, user: FakeComment['user'] = BOT): FakeComment {
    const comment = { id: ++this.ids, body, user };
    this.comments.push(comment);
    return comment;
  }

  /** Requests that changed something. */
  get writes(): string[] {
    return this.asked.filter((line) => !line.startsWith('GET'));
  }

  private answer(request: LoopbackRequest): LoopbackReply {
    const [path = '', query = ''] = request.path.split('?');
    this.asked.push(`${request.method} ${path}`);
    this.before(request);
    const instead = this.next.shift()?.(request);
    if (instead !== undefined) return instead;
    if (request.headers.authorization !== `Bearer ${this.token}`) return json(401, { message: 'Bad credentials' });
    if (path === '/user')
      return this.user.type === 'Bot'
        ? json(403, { message: 'Resource not accessible by integration' })
        : json(200, this.user);
    if (path === '/repos/o/platform/pulls/7') return json(200, { number: 7, head: { sha: this.head } });
    if (path === '/repos/o/platform/issues/7/comments')
      return request.method === 'POST' ? this.create(request) : this.list(new URLSearchParams(query));
    const id = Number(/^\/repos\/o\/platform\/issues\/comments\/(\d+)$/.exec(path)?.[1]);
    const comment = this.comments.find((one) => one.id === id);
    return comment === undefined ? json(404, { message: 'Not Found' }) : this.change(request, comment);
  }

  private list(query: URLSearchParams): LoopbackReply {
    const [size, page] = [Math.min(100, Number(query.get('per_page') ?? 30)), Number(query.get('page') ?? 1)];
    return json(200, this.comments.slice((page - 1) * size, page * size));
  }

  private create(request: LoopbackRequest): LoopbackReply {
    const { body } = JSON.parse(request.body.toString()) as { body: string };
    return body.length > MOST_CHARACTERS ? tooLong() : json(201, this.add(body, this.user));
  }

  private change(request: LoopbackRequest, comment: FakeComment): LoopbackReply {
    if (request.method === 'DELETE') {
      this.comments.splice(this.comments.indexOf(comment), 1);
      return { status: 204, body: '' };
    }
    const { body } = JSON.parse(request.body.toString()) as { body: string };
    if (body.length > MOST_CHARACTERS) return tooLong();
    comment.body = body;
    return json(200, comment);
  }
}

/** An answer of GitHub's. */
export function json(status: number, content: unknown, headers: Record<string, string> = {}): LoopbackReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(content),
  };
}

function tooLong(): LoopbackReply {
  const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message: 'Body is too long' }];
  return json(422, { message: 'Validation Failed', errors });
}
