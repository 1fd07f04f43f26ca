import type { Answer } from '../../doctor/check';
import { CliError } from '../cli-error';
import { runTool } from '../run-tool';

/** How services say that there is no such thing (error codes of their API references, 2026-11). */
const ABSENT =
  /\b(404|Not Found|NoSuch\w+|\w*NotFound\w*|ParameterNotFound|InvalidAMIID\.NotFound|NotFoundException)\b/;
const DENIED = /AccessDenied\w*|not authorized|UnauthorizedOperation|\b403\b|Forbidden/i;

/** Runs a command that only reads; what it printed as JSON, or why it printed nothing. Throws `CliError` where there is no such command. */
export async function ask([tool = '', ...args]: readonly string[]): Promise<Answer> {
  const json = tool === 'aws' ? ['--output', 'json'] : [];
  try {
    const said = await runTool(tool, [...args, ...json], {
      missing:
        tool === 'aws' ? 'install the AWS CLI, version 2' : 'install it, or name another with TERRAFORM_BINARY_NAME',
      instead: (stderr) => stderr.trim().replace(/\s+/g, ' '),
      env: { AWS_PAGER: '' },
    });
    return { said: said.trim() === '' ? {} : JSON.parse(said) };
  } catch (error) {
    if (error instanceof CliError && /^there is no /.test(error.message)) throw error;
    const why = (error as Error).message.slice(0, 300);
    return ABSENT.test(why) && !DENIED.test(why) ? { absent: why } : { unanswered: why };
  }
}
