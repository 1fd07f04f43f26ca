import { z } from 'zod';
import { parseSpec } from '../../../spec/parse';
import { CliError } from '../../cli-error';
import { readJson } from '../../read-json';

/** A pull request, and how to reach it. */
export interface PullRequest {
  readonly apiUrl: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  /** The commit that was planned; undefined where nobody says. */
  readonly commit: string | undefined;
}

/** What somebody says on the command line, in place of what GitHub Actions says. */
export interface PullRequestOptions {
  readonly number?: string | undefined;
  readonly commit?: string | undefined;
}

/** The part of a workflow's event that is read: its commit is that of the branch, GITHUB_SHA is a merge that nobody pushed. */
const event = z.object({
  pull_request: z
    .object({
      number: z.int().describe('Number of the pull request.'),
      head: z.object({ sha: z.string().describe('Its newest commit.') }).describe('Its branch.'),
    })
    .optional()
    .describe('The pull request. @default - the event is of something else'),
});

/** The pull request that a workflow runs for. Throws `CliError` and `SpecError` for what is missing. */
export function pullRequest({ number, commit }: PullRequestOptions): PullRequest {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_EVENT_PATH: file } = process.env;
  const apiUrl = (process.env.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '');
  if (!isPrivate(apiUrl)) throw new CliError(`the token is not sent to ${apiUrl}: it does not begin with https://`);
  if (!token) throw new CliError('there is no token: let the step have GITHUB_TOKEN in its environment');
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository ?? '')) throw new CliError("there is no 'owner/name' in GITHUB_REPOSITORY");
  const pull = file ? parseSpec(`Event '${file}'`, event, readJson(file)).pull_request : undefined;
  const chosen = number === undefined ? pull?.number : Number(number);
  if (chosen === undefined || !Number.isInteger(chosen) || chosen < 1)
    throw new CliError('nobody says which pull request: give its number with --pull-request');
  // The event is of one pull request, and says nothing of another.
  const head = chosen === pull?.number ? pull.head.sha : undefined;
  return { apiUrl, token, repository: repository as string, number: chosen, commit: commit ?? head };
}

/** A token goes over TLS, or not further than this machine. */
function isPrivate(url: string): boolean {
  return /^https:\/\//.test(url) || /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/.test(url);
}
