import { CliError } from '../cli-error';
import { runTool } from '../run-tool';

/** Runs `docker` without a shell; what it prints. Throws `CliError` with what it said, and what helps where that is known. */
export function docker(args: readonly string[]): Promise<string> {
  return runTool('docker', args, { missing: 'install Docker with its plugin buildx', help });
}

/** The digest that a reference has in its registry; undefined where the registry does not have it. */
export async function digestOf(reference: string): Promise<string | undefined> {
  try {
    const said = await docker(['buildx', 'imagetools', 'inspect', reference, '--format', '{{json .Manifest}}']);
    const { digest } = JSON.parse(said) as { digest?: unknown };
    if (typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest)) return digest;
    throw new CliError(`docker gave no digest of ${reference}, but: ${said.trim()}`);
  } catch (error) {
    if (error instanceof CliError && isAbsent(error.message)) return undefined;
    throw error;
  }
}

/** A tag that is not there, in the words of registries; a repository that is not there is another matter. */
function isAbsent(message: string): boolean {
  return /not found|manifest unknown/i.test(message) && !/name unknown|repository .* does not exist/i.test(message);
}

function help(stderr: string): string {
  if (/name unknown|repository .* does not exist/i.test(stderr))
    return "\nthe repository is not there: deploy the stack 'images' first";
  if (/unknown flag|not a docker command/i.test(stderr)) return '\nthis docker lacks its plugin buildx: install it';
  if (/no basic auth credentials|authorization failed|401|403|denied/i.test(stderr))
    return '\nlog in first: aws ecr get-login-password | docker login --username AWS --password-stdin <registry>';
  return '';
}
