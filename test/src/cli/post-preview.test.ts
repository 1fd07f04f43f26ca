import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { previewCommand } from '../../../src/cli/preview/preview-command';
import { readPreview } from '../../../src/preview/read-preview';
import { commentOf } from '../../../src/preview/render/comment';
import { verdictOf } from '../../../src/preview/verdict';
import { FakeGitHub, json } from '../../support/fake-github';
import { input, type Made, plan } from '../preview/support/made-plan';

const TOKEN = 'ghs_nobody-may-see-this';
const HEAD = 'a'.repeat(40);
const GITHUB = ['GITHUB_TOKEN', 'GITHUB_REPOSITORY', 'GITHUB_EVENT_PATH', 'GITHUB_API_URL'] as const;
const volume: Made = { address: 'aws_ebs_volume.models', before: { size: 5 } };
const topic: Made = { address: 'aws_sns_topic.news', after: { name: 'news' } };

let dir: string;
let github: FakeGitHub;
let progress: string[];
let slept: number[];
let out: string;
const before = Object.fromEntries(GITHUB.map((name) => [name, process.env[name]]));

function file(name: string, content: unknown): string {
  writeFileSync(join(dir, name), JSON.stringify(content));
  return join(dir, name);
}

function post(made: Made, ...args: string[]): Promise<number> {
  return previewCommand([file('a.json', plan([made])), '--post', 'github', ...args], {
    out: (text) => {
      out += text;
    },
    progress: (line) => void progress.push(line),
    sleep: async (milliseconds) => void slept.push(Math.floor(milliseconds / 1000)),
  });
}

/** A comment of another run. */
function commentAt(made: Made, { commit = HEAD, at = '2026-11-22T10:00:00Z', key = 'platform/all' } = {}): string {
  const preview = readPreview([input([made], {}, 'a')]);
  return commentOf(preview, verdictOf(preview), { key, commit, at: new Date(at) });
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-post-'));
  github = await FakeGitHub.start(TOKEN);
  [progress, slept, out] = [[], [], ''];
  process.env.GITHUB_TOKEN = TOKEN;
  process.env.GITHUB_REPOSITORY = 'o/platform';
  process.env.GITHUB_API_URL = github.url;
  process.env.GITHUB_EVENT_PATH = file('event.json', { pull_request: { number: 7, head: { sha: HEAD } } });
});

afterEach(async () => {
  await github.close();
  rmSync(dir, { recursive: true, force: true });
  for (const name of GITHUB)
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
});

describe('stowage preview --post github', () => {
  it('makes one comment, and then writes that one anew', async () => {
    for (let i = 0; i < 120; i++) github.add(`number ${i}`, { login: 'octocat', type: 'User' });
    expect(await post(topic)).toBe(2);
    expect(github.comments).toHaveLength(121);
    const comment = github.comments.at(-1);
    expect(comment?.body).toMatch(/^<!-- stowage preview: platform\/all, commit a{40}, at 20/);
    expect(comment?.body).toContain('## Plan preview: routine');
    expect(comment?.body).toContain('`platform/all` at commit `aaaaaaaaaaaa`');
    expect(await post(volume)).toBe(2);
    expect(github.comments).toHaveLength(121);
    expect(comment?.body).toContain('## Plan preview: data-loss (1)');
    expect(progress).toEqual(['comment on o/platform#7: created', 'comment on o/platform#7: updated']);
    expect(github.asked.filter((line) => line.includes('issues/7/comments')).length).toBeGreaterThan(3);
  });

  it('says on standard output what it says there', async () => {
    await post(volume, '--format', 'markdown');
    expect(github.comments[0]?.body).toContain(out.trim());
  });

  it('writes nothing where the same is there already, also after a browser had it', async () => {
    const comment = github.add(commentAt(topic).replaceAll('\n', '\r\n'));
    expect(await post(topic)).toBe(2);
    expect(github.writes).toEqual([]);
    expect(progress).toEqual(['comment on o/platform#7: unchanged']);
    expect(comment.body).toContain('\r\n');
  });

  it('writes anew what somebody edited, and what is of an older commit', async () => {
    const comment = github.add(commentAt(volume).replace('data-loss', 'all is well'));
    await post(volume);
    expect(comment.body).toContain('## Plan preview: data-loss (1)');
    comment.body = commentAt(volume, { commit: 'b'.repeat(40), at: '2036-01-01T00:00:00Z' });
    await post(volume);
    expect(comment.body).toContain('commit `aaaaaaaaaaaa`');
    expect(github.comments).toHaveLength(1);
  });

  it('leaves it alone when a newer commit is there, or a newer run of the same one', async () => {
    const comment = github.add(commentAt(topic, { at: '2036-01-01T00:00:00Z' }));
    expect(await post(volume)).toBe(2);
    github.head = 'c'.repeat(40);
    comment.body = commentAt(topic, { commit: github.head });
    expect(await post(volume)).toBe(2);
    expect(github.writes).toEqual([]);
    expect(progress.map((line) => line.replace(/.*: /, ''))).toEqual(['left to a newer run', 'left to a newer commit']);
  });

  it('keeps a comment for each project and environment, and touches nobody else’s', async () => {
    const others = [
      github.add(commentAt(topic, { key: 'platform/prod' })),
      github.add(commentAt(topic, { key: 'other/all' })),
      github.add(commentAt(topic), { login: 'octocat', type: 'User' }),
      github.add(`I quote:\n${commentAt(topic)}`),
    ];
    const texts = others.map(({ body }) => body);
    await post(volume);
    expect(github.comments).toHaveLength(5);
    expect(others.map(({ body }) => body)).toEqual(texts);
    await post(volume, '--project', 'platform', '--environment', 'prod');
    expect(github.comments).toHaveLength(5);
    expect(others[0]?.body).toContain('data-loss');
  });

  it('knows its own comments by the login of the token, where that may be asked', async () => {
    github.user = { login: 'robot-of-the-team', type: 'User' };
    const [bot, own] = [github.add(commentAt(topic)), github.add(commentAt(topic), github.user)];
    await post(volume);
    expect([bot.body.includes('data-loss'), own.body.includes('data-loss')]).toEqual([false, true]);
  });

  it('ends with one comment where two runs began at once, and keeps the newest', async () => {
    // The other run's comment appears between looking and writing.
    const racing =
      (at: string) =>
      ({ method }: { method: string }) => {
        if (method === 'POST' && github.comments.length === 0) github.add(commentAt(topic, { at }));
      };
    github.before = racing('2026-11-22T10:00:00Z');
    await post(volume);
    expect(github.comments.map(({ body }) => body.includes('data-loss'))).toEqual([true]);
    github.comments.length = 0;
    github.before = racing('2036-01-01T00:00:00Z');
    await post(volume);
    expect(github.comments.map(({ body }) => body.includes('data-loss'))).toEqual([false]);
  });

  it('takes its own away where somebody pushed while it wrote', async () => {
    github.before = ({ method }) => {
      if (method !== 'POST') return;
      github.head = 'c'.repeat(40);
      github.add(commentAt(topic, { commit: github.head }));
    };
    await post(volume);
    expect(github.comments.map(({ body }) => body.includes('data-loss'))).toEqual([false]);
    expect(progress).toEqual(['comment on o/platform#7: left to a newer commit']);
  });

  it('takes several of its own together, and keeps the first', async () => {
    const first = github.add(commentAt(topic));
    github.add(commentAt(topic));
    github.add('something else');
    await post(volume);
    expect(github.comments.map(({ id }) => id)).toEqual([first.id, first.id + 2]);
    expect(first.body).toContain('data-loss');
  });
});

describe('what GitHub answers', () => {
  it.each<[string, () => ReturnType<typeof json>, number]>([
    ['503', () => json(503, 'unavailable'), 1],
    ['an answer that is no JSON', () => ({ status: 200, body: '<html>' }), 1],
    ['429', () => json(429, { message: 'slow down' }, { 'retry-after': '7' }), 7],
    ['403 for a limit', () => json(403, { message: 'secondary rate limit' }, { 'retry-after': '3' }), 3],
    [
      '403 when nothing is left',
      () => {
        const reset = String(Math.ceil(Date.now() / 1000) + 5);
        return json(403, { message: 'exceeded' }, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset });
      },
      5,
    ],
  ])('is asked for once more after %s, when it says or soon', async (_, reply, seconds) => {
    github.next.push(reply);
    expect(await post(volume)).toBe(2);
    expect(slept).toHaveLength(1);
    expect(Math.abs((slept[0] as number) - seconds)).toBeLessThanOrEqual(1);
    expect(github.comments).toHaveLength(1);
  });

  it('makes no second comment where the first was made although it said no', async () => {
    let isFirst = true;
    github.before = ({ method, body }) => {
      if (method !== 'POST' || !isFirst) return;
      isFirst = false;
      github.add((JSON.parse(body.toString()) as { body: string }).body);
      github.next.unshift(() => json(502, {}));
    };
    expect(await post(volume)).toBe(2);
    expect(github.comments).toHaveLength(1);
  });

  it.each<[number, unknown, RegExp]>([
    [401, { message: 'Bad credentials' }, /answered 401 .* the token is not valid.*: Bad credentials/],
    [
      403,
      { message: 'Resource not accessible by integration' },
      /403 .*permissions: pull-requests: write.* from a fork/,
    ],
    [404, { message: 'Not Found' }, /404 .* no such pull request, or the token cannot see/],
    [
      422,
      { message: 'Validation Failed', errors: [{ message: 'Body is too long' }] },
      /422 .*: Validation Failed; Body is too long/,
    ],
  ])('is told where it says %i, and is not asked again', async (status, content, says) => {
    github.next.push(() => json(status, content));
    expect(await post(volume)).toBe(4);
    expect(progress).toEqual([expect.stringMatching(says)]);
    expect(progress[0]).toMatch(/^COULD NOT POST: GitHub answered/);
    expect(slept).toEqual([]);
  });

  it('is asked five times at most, and not at all where it wants an hour', async () => {
    github.next.push(...Array.from({ length: 9 }, () => () => json(500, {})));
    expect(await post(volume)).toBe(4);
    expect([slept, github.asked.length]).toEqual([[1, 2, 4, 8], 5]);
    github.next.length = 0;
    github.next.push(() => json(429, {}, { 'retry-after': '3600' }));
    expect(await post(volume)).toBe(4);
    expect(slept).toHaveLength(4);
  });

  it('changes no verdict, and never shows the token', async () => {
    github.next.push(...Array.from({ length: 3 }, () => () => json(401, { message: 'Bad credentials' })));
    expect(await post(volume, '--fail-on', 'data-loss')).toBe(3);
    expect(await previewCommand([file('b.json', { ...plan([]), errored: true }), '--post', 'github'], streams())).toBe(
      1,
    );
    process.env.GITHUB_API_URL = 'http://127.0.0.1:9';
    expect(await post(volume)).toBe(4);
    expect(progress.join('\n')).not.toContain(TOKEN);
    expect(progress.at(-1)).toMatch(/^COULD NOT POST: GitHub cannot be reached: /);
    expect(out).toContain('data-loss');
  });

  it.each<[string, () => void, string[], RegExp]>([
    ['no token', () => delete process.env.GITHUB_TOKEN, [], /there is no token/],
    ['no repository', () => delete process.env.GITHUB_REPOSITORY, [], /GITHUB_REPOSITORY/],
    ['no pull request', () => delete process.env.GITHUB_EVENT_PATH, [], /--pull-request/],
    ['a pull request that is no number', () => {}, ['--pull-request', 'x'], /--pull-request/],
    [
      'an address that everybody can read along',
      () => {
        process.env.GITHUB_API_URL = 'http://github.example.com';
      },
      [],
      /does not begin with https/,
    ],
  ])('is not asked where there is %s', async (_, change, args, says) => {
    change();
    expect(await post(volume, ...args)).toBe(4);
    expect(progress).toEqual([expect.stringMatching(says)]);
    expect(github.asked).toEqual([]);
  });

  it('is asked about another pull request than that of the event without its commit', async () => {
    expect(await post(volume, '--pull-request', '8')).toBe(4);
    expect(github.asked).toEqual(['GET /repos/o/platform/pulls/8']);
    expect(await post(volume, '--pull-request', '7', '--commit', 'f00')).toBe(2);
    expect(progress.at(-1)).toBe('comment on o/platform#7: left to a newer commit');
  });

  it.each([
    [['--post', 'gitlab'], /nobody can post to 'gitlab'/],
    [['--post', 'github', '--environment', 'a --> b'], /--environment 'a --> b' must be of letters/],
  ])('is refused before anything is read: %j', async (args, says) => {
    await expect(previewCommand(['no-such-file', ...args], streams())).rejects.toThrow(says);
  });
});

function streams() {
  return { out: () => {}, progress: (line: string) => void progress.push(line), sleep: async () => {} };
}

describe('a comment', () => {
  it('has 65,000 bytes at most, with all that is around the preview', () => {
    const many = Array.from({ length: 500 }, (_, i) => ({
      ...volume,
      address: `aws_ebs_volume.v${i}`,
      before: { n: '🔥'.repeat(99) },
    }));
    const preview = readPreview([input(many)]);
    const key = `${'p'.repeat(99)}/${'e'.repeat(99)}`;
    const body = commentOf(preview, verdictOf(preview), { key, commit: HEAD, at: new Date() });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_000);
    expect(Buffer.byteLength(body)).toBeGreaterThan(55_000);
  });
});
