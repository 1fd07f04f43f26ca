import { cut, visible } from '../../../preview/render/visible';

/** An answer that is no success, or none at all. Its message has no token in it. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  /**
   * @param status 0 where there was no answer
   * @param waitSeconds how long GitHub wants to be left alone; undefined where it does not say
   */
  constructor(
    message: string,
    readonly status: number,
    readonly isTransient: boolean,
    readonly waitSeconds?: number,
  ) {
    super(message);
  }
}

const PER_PAGE = 100;
/** A pull request with more comments is no place for one more. */
const MOST_PAGES = 100;
const TIMEOUT_MS = 30_000;

/** GitHub's REST API, as far as comments need it. https://docs.github.com/rest/issues/comments (2026-11) */
export class GitHubApi {
  /** @param url `https://api.github.com`, or that of a GitHub Enterprise server. */
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Throws `GitHubError`, also where there is no answer. */
  async request(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        'user-agent': 'stowage-preview',
        'x-github-api-version': '2022-11-28',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: Error) => {
      throw new GitHubError(`GitHub cannot be reached: ${reasonOf(error)}`, 0, true);
    });
    const text = await response.text().catch(() => '');
    const json = parsed(text);
    if (response.ok) {
      if (json === undefined && text !== '')
        throw new GitHubError('GitHub answered with something else than JSON', response.status, true);
      return json;
    }
    throw failed(response, method, path, json);
  }

  /** Every element of a list, page by page. */
  async all(path: string): Promise<unknown[]> {
    const found: unknown[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const elements = await this.request('GET', `${path}?per_page=${PER_PAGE}&page=${page}`);
      if (!Array.isArray(elements)) throw new GitHubError('GitHub answered with something else than a list', 200, true);
      found.push(...elements);
      if (elements.length < PER_PAGE) break;
    }
    return found;
  }
}

const WHY: Readonly<Record<number, string>> = {
  401: 'the token is not valid, or no longer: give another in GITHUB_TOKEN',
  403: "the token may not do that: let the job have 'permissions: pull-requests: write'; the token of a pull request from a fork never may",
  404: 'there is no such pull request, or the token cannot see the repository',
  422: 'it does not take the comment',
};

function failed({ status, headers }: Response, method: string, path: string, json: unknown): GitHubError {
  const said = saidIn(json);
  const seconds = waitOf(headers, Date.now());
  const isLimit = status === 429 || (status === 403 && (seconds !== undefined || /rate limit/i.test(said)));
  const why = isLimit ? 'too many requests' : (WHY[status] ?? (status >= 500 ? 'it has a problem of its own' : ''));
  const detail = [why, said].filter((text) => text !== '').join(': ');
  const what = `GitHub answered ${status} to ${method} ${path.replace(/\?.*/, '')}`;
  return new GitHubError(`${what}: ${detail || 'nothing else'}`, status, isLimit || status >= 500, seconds);
}

/** `Retry-After`, or when the limit ends of which nothing is left. */
function waitOf(headers: Headers, now: number): number | undefined {
  const after = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(after)) return Math.max(0, after);
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  if (headers.get('x-ratelimit-remaining') !== '0' || !Number.isFinite(reset)) return undefined;
  return Math.max(0, Math.ceil(reset - now / 1000));
}

/** What GitHub says is wrong, in one line. */
function saidIn(json: unknown): string {
  const { message, errors } = (json ?? {}) as { message?: unknown; errors?: unknown };
  const details = Array.isArray(errors)
    ? errors.map((one) => (one as { message?: unknown } | null)?.message ?? one)
    : [];
  const texts = [message, ...details].filter((text): text is string => typeof text === 'string');
  return cut(visible(texts.join('; ')), 300);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: Error): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? error.message;
}
