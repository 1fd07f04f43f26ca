import { existsSync } from 'node:fs';
import { own } from '../../spec/own';
import { parseSpec, valueAt } from '../../spec/parse';
import { type ContractJob, type JobsContract, jobsContractSpec } from '../../spec/training/jobs-contract';
import { CliError } from '../cli-error';
import { runTool } from '../run-tool';
import { TERRAFORM_MISSING, terraformName } from '../terraform-name';

/** What an applied stack says of its jobs. Throws `CliError` where it says nothing, and `SpecError` where another version wrote it. */
export async function readJobs(dir: string): Promise<JobsContract> {
  if (!existsSync(dir)) throw new CliError(`there is no ${dir}; write it with 'npm run synth', or name it with --dir`);
  const terraform = terraformName();
  const said = await runTool(terraform, [`-chdir=${dir}`, 'output', '-no-color', '-json'], {
    missing: TERRAFORM_MISSING,
    instead: (stderr) =>
      /terraform init/.test(stderr) ? `${dir} is not initialized; run '${terraform} -chdir=${dir} init'` : undefined,
  });
  const found = valueAt(JSON.parse(said), ['jobs', 'value']);
  if (found === undefined)
    throw new CliError(`the stack in ${dir} has no output 'jobs': it has no jobs, or was not applied since it has`);
  return parseSpec(`Output 'jobs' of ${dir}`, jobsContractSpec, found);
}

/** One job of a system. Throws `CliError` where there is none of that name. */
export function chosenJob({ system, jobs }: JobsContract, wanted: { system: string; name: string }): ContractJob {
  if (wanted.system !== system) throw new CliError(`that is the stack of system '${system}', not '${wanted.system}'`);
  const job = own(jobs, wanted.name);
  if (job !== undefined) return job;
  throw new CliError(`no job '${wanted.name}' in system '${system}'; there are: ${Object.keys(jobs).join(', ')}`);
}
