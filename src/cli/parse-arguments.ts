import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './cli-error';

/** What a command line says: its options by name, and what stands between them. */
export type Arguments<O extends NonNullable<ParseArgsConfig['options']>> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true }>
>;

/** Reads the arguments of a command. @param allowPositionals whether something may stand between the options. Throws `UsageError`, with the help of the command, for one that it does not have. */
export function parseArguments<O extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: O,
  help: string,
  { allowPositionals = true } = {},
): Arguments<O> {
  try {
    return parseArgs({ args: [...args], allowPositionals, options }) as Arguments<O>;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${help}`);
  }
}
