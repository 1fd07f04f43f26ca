import { CliError } from '../cli-error';
import { runTool } from '../run-tool';

/** An operation of AWS Batch in one region: its name in the AWS CLI and its arguments; the reply. Throws `CliError` where it has none. */
export type Batch = (operation: string, ...args: readonly string[]) => Promise<unknown>;

/** AWS Batch as the AWS CLI on PATH asks for it, with the credentials that it finds. */
export function batchIn(region: string): Batch {
  return async (operation, ...args) => {
    const called = `aws batch ${operation}`;
    const said = await runTool('aws', ['batch', operation, '--region', region, '--output', 'json', ...args], {
      missing: 'install the AWS CLI, version 2',
      called,
      help,
      // Version 2 would show a long reply in a pager.
      env: { AWS_PAGER: '' },
    });
    try {
      return JSON.parse(said);
    } catch {
      throw new CliError(`${called} gave no JSON, but: ${said.trim().slice(0, 200)}`);
    }
  };
}

function help(stderr: string): string {
  if (/Unable to locate credentials|ExpiredToken|token .*expired|InvalidClientTokenId/i.test(stderr))
    return '\nlog in first, for example with: aws sso login';
  if (/AccessDenied/i.test(stderr))
    return '\nwho submits needs batch:SubmitJob on the queue and the definition, batch:DescribeJobs, and for a system of a team batch:TagResource on jobs; the role of the team has them';
  return '';
}
