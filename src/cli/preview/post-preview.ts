import { SpecError } from '../../errors';
import type { Preview } from '../../preview/model';
import { commentOf, isMarkable } from '../../preview/render/comment';
import type { Verdict } from '../../preview/verdict';
import { CliError } from '../cli-error';
import { GitHubError } from './github/github-api';
import { postComment } from './github/post-comment';
import { pullRequest } from './github/pull-request';

/** What somebody says of where a preview is posted. */
export interface PostArguments {
  readonly post?: string | undefined;
  readonly project?: string | undefined;
  readonly environment: string;
  readonly number?: string | undefined;
  readonly commit?: string | undefined;
}

/** How it is going. */
export interface Surroundings {
  readonly progress: (line: string) => void;
  /** @default - waits */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** Throws `CliError` for what can never be posted, before anything is planned. */
export function checkPost({ post, project, environment, commit }: PostArguments): void {
  if (post !== undefined && post !== 'github') throw new CliError(`nobody can post to '${post}'; there is github`);
  for (const [option, value] of Object.entries({ project, environment, commit }))
    if (value !== undefined && !isMarkable(value))
      throw new CliError(`--${option} '${value}' must be of letters, digits, '_', '-', '.' and '/'`);
}

/** Posts a preview where that is asked for; false where it could not be, after saying why. @param at when planning began */
export async function postPreview(
  preview: Preview,
  verdict: Verdict,
  args: PostArguments & { readonly at: Date },
  { progress, sleep = waited }: Surroundings,
): Promise<boolean> {
  if (args.post === undefined) return true;
  try {
    const pull = pullRequest(args);
    const project = args.project ?? (pull.repository.split('/')[1] as string);
    const { commit } = pull;
    if (commit !== undefined && !isMarkable(commit)) throw new CliError('the commit of the event is no commit');
    const body = commentOf(preview, verdict, { key: `${project}/${args.environment}`, commit, at: args.at });
    progress(
      `comment on ${pull.repository}#${pull.number}: ${await postComment(pull, body, { say: progress, sleep })}`,
    );
    return true;
  } catch (error) {
    if (!(error instanceof GitHubError || error instanceof CliError || error instanceof SpecError)) throw error;
    progress(`COULD NOT POST: ${error.message}`);
    return false;
  }
}

function waited(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
