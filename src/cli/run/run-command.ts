import { join } from 'node:path';
import { refuse } from '../../errors';
import type { Variables } from '../../training/run-overrides';
import { CliError, UsageError } from '../cli-error';
import { parseArguments } from '../parse-arguments';
import { batchIn } from './aws';
import { type Clock, realClock } from './clock';
import { chosenJob, readJobs } from './read-jobs';
import { roundsOf } from './rounds';
import { runRounds } from './run-rounds';

const HELP = `stowage run <system>/<job> --environment <name> [--period <period>]... [--env NAME=VALUE]...
            [--at-once] [--every <seconds>] [--no-follow] [--dry-run]
Submits a job to AWS Batch as its stack was last applied, with the AWS CLI, and tells of it until it is over. A sweep is one job of
Batch for each combination. Ctrl-C leaves what was submitted running, and says how to end it.
  --environment <name>  whose job it is
  --dir <directory>     the stack of the system, where Terraform runs (default: cdktf.out/stacks/<environment>-<system>)
  --period <period>     what PERIOD is, where the schedule of the job says so: '2026-11-21', or all of a range, '2026-11-15..2026-11-21'; one
                        period after another, and none behind one that failed, unless its runs may overlap; can be said more than once
  --at-once             all periods side by side, as far as the cluster has room
  --env NAME=VALUE      a variable of this run alone, over that of the spec; can be said more than once
  --every <seconds>     how often to ask how far it is (default: 10)
  --no-follow           submit, and do not wait
  --dry-run             say what would be submitted, and submit nothing
Exits with 0 where all succeeded (with --no-follow: were submitted), with 1 where any failed, or could not be submitted or followed,
with 130 where Ctrl-C ended the following.
`;

const OPTIONS = {
  environment: { type: 'string' },
  dir: { type: 'string' },
  env: { type: 'string', multiple: true, default: [] as string[] },
  period: { type: 'string', multiple: true, default: [] as string[] },
  'at-once': { type: 'boolean', default: false },
  every: { type: 'string', default: '10' },
  'no-follow': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

/** What `stowage run` has from outside. */
export interface RunOutside {
  readonly clock: Clock;
  readonly interrupted: AbortSignal;
}

/** `stowage run ...`; the exit code. Throws `CliError` or `SpecError` for what cannot be submitted or followed. */
export async function runCommand(
  args: readonly string[],
  say: (line: string) => void,
  { clock, interrupted }: RunOutside = outside(),
): Promise<number> {
  if (args.length === 0 || args[0] === 'help' || args.includes('--help')) {
    say(HELP);
    return 0;
  }
  const { system, name, dir, asked, everySeconds, follows, dryRun } = options(args);
  const contract = await readJobs(dir);
  const job = chosenJob(contract, { system, name });
  const found = roundsOf(job, asked);
  if ('problems' in found) refuse(`Run of '${system}/${name}'`, found.problems);
  const rounds = 'rounds' in found ? found.rounds : [];
  if (dryRun) {
    for (const { submissions } of rounds)
      for (const submission of submissions) say(`would submit ${JSON.stringify(submission)}`);
    return 0;
  }
  if (!follows && rounds.length > 1)
    throw new CliError(
      `runs of this job do not overlap, so that each of ${rounds.length} periods waits for the one before: follow them, or say --at-once`,
    );
  const { region } = contract;
  return runRounds(rounds, job, { batch: batchIn(region), region, follows, everySeconds, say, clock, interrupted });
}

/** The clock of the machine, and the first Ctrl-C; a second one ends the program at once. */
function outside(): RunOutside {
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  return { clock: realClock, interrupted: interruption.signal };
}

function options(args: readonly string[]) {
  const { values, positionals } = parseArguments(args, OPTIONS, HELP);
  const [system, name, ...deeper] = (positionals[0] ?? '').split('/');
  if (positionals.length !== 1 || !system || !name || deeper.length > 0)
    throw new UsageError(`give one <system>/<job>\n${HELP}`);
  const { environment, every } = values;
  if (environment === undefined && values.dir === undefined) throw new CliError('give --environment <name> or --dir');
  const everySeconds = Number(every);
  if (!(everySeconds >= 1)) throw new CliError(`--every is ${every}; give a number of seconds, 1 or more`);
  return {
    system,
    name,
    dir: values.dir ?? join('cdktf.out/stacks', `${environment}-${system}`),
    asked: { variables: variablesOf(values.env), periods: values.period, atOnce: values['at-once'] },
    everySeconds,
    follows: !values['no-follow'],
    dryRun: values['dry-run'],
  };
}

/** `NAME=VALUE`: the value may be empty and may have more of '='; the last of a name holds. */
function variablesOf(said: readonly string[]): Variables {
  return Object.fromEntries(
    said.map((text) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined) throw new UsageError(`--env is '${text}'; give NAME=VALUE`);
      return [name, value];
    }),
  );
}
