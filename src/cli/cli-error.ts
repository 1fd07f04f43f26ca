/** What a command says instead of doing its work: the whole message for whoever ran it. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** A command line that says nothing a command could do. */
export class UsageError extends CliError {}
