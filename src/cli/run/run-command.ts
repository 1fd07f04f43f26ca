import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { refuse } from '../../errors';
import type { Submission } from '../../spec/training/jobs-contract';
import type { Variables } from '../../training/run-overrides';
import { withVariables } from '../../training/submission';
import { CliError } from '../cli-error';
import { batchIn } from './aws';
import { checkVariables } from './check-variables';
import { type Clock, realClock } from './clock';
import { follow, sayEnd } from './follow';
import { chosenJob, readJobs } from './read-jobs';
import { submit, toEnd } from './submit';

const HELP = `stowage run <system>/<job> --environment <name> [--env NAME=VALUE]... [--every <seconds>] [--no-follow] [--dry-run]
Submits a job to AWS Batch as its stack was last applied, with the AWS CLI, and tells of it until it is over. A sweep is one job of
Batch for each combination. Ctrl-C leaves what was submitted running, and says how to end it.
  --environment <name>  whose job it is
  --dir <directory>     the stack of the system, where Terraform runs (default: cdktf.out/stacks/<environment>-<system>)
  --env NAME=VALUE      a variable of this run alone, over that of the spec; can be said more than once
  --every <seconds>     how often to ask how far it is (default: 10)
  --no-follow           submit, and do not wait
  --dry-run             say what would be submitted, and submit nothing
Exits with 0 where all succeeded (with --no-follow: were submitted), with 1 where any failed, or could not be submitted or followed,
with 130 where Ctrl-C ended the following.
`;

/** What a command that was interrupted ends with, in every shell: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

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
  const { system, name, dir, variables, everySeconds, follows, dryRun } = options(args);
  const contract = await readJobs(dir);
  const job = chosenJob(contract, { system, name });
  refuse(`Run of '${system}/${name}'`, checkVariables(job, variables));
  const submissions = job.submissions.map((submission) => withVariables(submission, variables, job.nodes));
  if (dryRun) {
    for (const submission of submissions) say(`would submit ${JSON.stringify(submission)}`);
    return 0;
  }
  const { region } = contract;
  const batch = batchIn(region);
  const submitted = await submit(batch, submissions, { region, say, interrupted });
  if (submissions.some(({ arrayProperties }) => arrayProperties !== undefined) || job.nodes > 1)
    say(`logs of all: aws logs tail ${job.logGroup} --region ${region} --follow --since 1d`);
  if (!follows) {
    say(`to end ${submitted.length === 1 ? 'it' : 'them'}:\n${toEnd(submitted, region)}`);
    return 0;
  }
  const { jobQueue: queueArn } = submissions[0] as Submission;
  const following = { batch, everySeconds, say, clock, interrupted };
  const jobs = await follow({ submitted, region, queueArn, logGroup: job.logGroup }, following);
  if (jobs === undefined) return INTERRUPTED;
  return (await sayEnd(jobs, following)) ? 0 : 1;
}

/** The clock of the machine, and the first Ctrl-C; a second one ends the program at once. */
function outside(): RunOutside {
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  return { clock: realClock, interrupted: interruption.signal };
}

function options(args: readonly string[]) {
  const { values, positionals } = parsed(args);
  const [system, name, ...deeper] = (positionals[0] ?? '').split('/');
  if (positionals.length !== 1 || !system || !name || deeper.length > 0)
    throw new CliError(`give one <system>/<job>\n${HELP}`);
  const { environment, every } = values;
  if (environment === undefined && values.dir === undefined) throw new CliError('give --environment <name> or --dir');
  const everySeconds = Number(every);
  if (!(everySeconds >= 1)) throw new CliError(`--every is ${every}; give a number of seconds, 1 or more`);
  return {
    system,
    name,
    dir: values.dir ?? join('cdktf.out/stacks', `${environment}-${system}`),
    variables: variablesOf(values.env),
    everySeconds,
    follows: !values['no-follow'],
    dryRun: values['dry-run'],
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        environment: { type: 'string' },
        dir: { type: 'string' },
        env: { type: 'string', multiple: true, default: [] },
        every: { type: 'string', default: '10' },
        'no-follow': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new CliError(`${(error as Error).message}\n${HELP}`);
  }
}

/** `NAME=VALUE`: the value may be empty and may have more of '='; the last of a name holds. */
function variablesOf(said: readonly string[]): Variables {
  return Object.fromEntries(
    said.map((text) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined) throw new CliError(`--env is '${text}'; give NAME=VALUE`);
      return [name, value];
    }),
  );
}
