/**
 * cdktf captures an unlimited stack trace for every token (hashicorp/terraform-cdk#3892): about a third of a synth.
 * The traces only decorate errors about unresolved tokens; `STOWAGE_TOKEN_STACKS` is not needed to debug Stowage itself.
 */
export function muteTokenStacks(): void {
  try {
    // eslint-disable-next-line -- a private module: the fork has its own switch and no such path, so absence is fine.
    const stackTrace = require('cdktf/lib/tokens/private/stack-trace') as { captureStackTrace: () => string[] };
    stackTrace.captureStackTrace = () => [];
  } catch {
    process.env.CDKTN_DISABLE_CREATION_STACK ??= '1';
  }
}
