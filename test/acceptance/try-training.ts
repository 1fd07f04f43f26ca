import { deepStrictEqual } from 'node:assert';
import { join, resolve } from 'node:path';
import type { JobsContract } from '../../src/spec/training/jobs-contract';
import { missingTools } from '../support/missing-tools';
import { OwnedProcess } from '../support/owned-process';
import { terraformEnv } from '../support/terraform-env';
import type { Platform } from './platform';
import type { Setting } from './setting';

/** The job that is run, and the stack of its system. */
interface Tried {
  readonly stack: string;
  readonly system: string;
  readonly name: string;
}

const CLICK_MODEL: Tried = { stack: 'trial-ads', system: 'ads', name: 'click-model' };
const DAY = '2026-11-21';

/**
 * A training job is submitted by `stowage run` and followed to its end, as whoever trains does it: from the outputs of its applied stack, with the
 * AWS CLI. The emulator starts no container and says of each job that it succeeded; that the stack has nothing to change is looked at, too.
 */
export async function tryTraining(
  { report }: Setting,
  { aws, trial }: Pick<Platform, 'aws' | 'trial'>,
  { stack, system, name }: Tried = CLICK_MODEL,
): Promise<void> {
  const title = 'platform: a job is submitted, followed to its end, and its stack has nothing to change';
  const missing = await missingTools(['aws']);
  if (missing.length > 0) return report.notRun(title, `missing here: ${missing.join('; ')}`);
  await report.check(title, async () => {
    await aws.rest('moto', 'POST', '/moto-api/config', JSON.stringify({ batch: { use_docker: false } }), JSON_BODY);
    const args = ['run', `${system}/${name}`, '--dir', trial.stack(stack).dir, '--env', `DAY=${DAY}`, '--every', '1'];
    const { code, said, text } = await stowage(aws.url, args);
    deepStrictEqual({ code, end: said.at(-1) }, { code: 0, end: '1 SUCCEEDED' }, text);

    const submission = trial.output<JobsContract>(stack, 'jobs').jobs[name]?.submissions[0];
    const id = / as (\S+)$/.exec(said[0] ?? '')?.[1];
    const ask = async <T>(path: string, body: object) =>
      JSON.parse(await aws.rest('batch', 'POST', path, JSON.stringify(body))) as T;
    const listed = await ask<Listed>('/v1/listjobs', { jobQueue: submission?.jobQueue, jobStatus: 'SUCCEEDED' });
    deepStrictEqual(
      listed.jobSummaryList
        .filter(({ jobId }) => jobId === id)
        .map(({ jobName, jobDefinition }) => ({ jobName, jobDefinition })),
      [{ jobName: submission?.jobName, jobDefinition: submission?.jobDefinition }],
    );
    const [job] = (await ask<Described>('/v1/describejobs', { jobs: [id] })).jobs;
    deepStrictEqual(
      job?.container.environment.filter((variable) => variable.name === 'DAY'),
      [{ name: 'DAY', value: DAY }],
    );
    deepStrictEqual(await trial.changes([stack]), {});
  });
}

const JSON_BODY = { 'content-type': 'application/json' };

interface Listed {
  readonly jobSummaryList: readonly {
    readonly jobId: string;
    readonly jobName: string;
    readonly jobDefinition: string;
  }[];
}

interface Described {
  readonly jobs: readonly {
    readonly container: { readonly environment: readonly { readonly name: string; readonly value: string }[] };
  }[];
}

const ROOT = resolve(__dirname, '../..');

/** The program in an environment of its own, in which its tools reach an emulator and no real account: others of this process go on meanwhile. */
async function stowage(url: string, args: readonly string[]): Promise<{ code: number; said: string[]; text: string }> {
  const command = ['--import', 'tsx', join(ROOT, 'src/cli/main.ts'), ...args];
  const env = { ...terraformEnv(), AWS_ENDPOINT_URL: url };
  const program = new OwnedProcess(process.execPath, command, { cwd: ROOT, env });
  const code = await program.exited;
  const said = program.stdout.trimEnd().split('\n');
  return { code, said, text: [...said, program.stderrTail()].join('\n') };
}
