import { deepStrictEqual } from 'node:assert';
import { join, resolve } from 'node:path';
import type { JobsContract } from '../../src/spec/training/jobs-contract';
import type { EmulatedAws } from '../support/emulated-aws';
import { matches } from '../support/event-pattern';
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
/** A week of days, first and last. */
const WEEK = [15, 16, 17, 18, 19, 20, 21].map((day) => `2026-11-${day}`);

/**
 * A training job is submitted by `stowage run` for each day of a week, and followed to its end, as whoever trains does it: from the outputs of its
 * applied stack, with the AWS CLI. The emulator starts no container and says of each job that it succeeded; that the stack has nothing to change
 * is looked at, too.
 */
export async function tryTraining(
  { report }: Setting,
  { aws, trial }: Pick<Platform, 'aws' | 'trial'>,
  { stack, system, name }: Tried = CLICK_MODEL,
): Promise<void> {
  const title = 'platform: a job is run for each day of a week to its end, and its stack has nothing to change';
  const missing = await missingTools(['aws']);
  if (missing.length > 0) return report.notRun(title, `missing here: ${missing.join('; ')}`);
  await report.check(title, async () => {
    await aws.rest('moto', 'POST', '/moto-api/config', JSON.stringify({ batch: { use_docker: false } }), JSON_BODY);
    const period = `${WEEK[0]}..${WEEK.at(-1)}`;
    const args = ['run', `${system}/${name}`, '--dir', trial.stack(stack).dir, '--period', period, '--every', '1'];
    const { code, said, text } = await stowage(aws.url, args);
    deepStrictEqual({ code, end: said.at(-1) }, { code: 0, end: '1 SUCCEEDED' }, text);

    const submission = trial.output<JobsContract>(stack, 'jobs').jobs[name]?.submissions[0];
    const ids = said.flatMap((line) => / as (\S+)$/.exec(line)?.[1] ?? []);
    const described = await aws.rest('batch', 'POST', '/v1/describejobs', JSON.stringify({ jobs: ids }));
    const { jobs } = JSON.parse(described) as Described;
    deepStrictEqual(
      ids.map((id) => inShort(jobs.find(({ jobId }) => jobId === id))),
      WEEK.map((day) => ({
        status: 'SUCCEEDED',
        jobName: `${submission?.jobName}-${day}`,
        jobDefinition: submission?.jobDefinition,
        jobQueue: submission?.jobQueue,
        period: day,
      })),
    );
    deepStrictEqual(await trial.changes([stack]), {});
    deepStrictEqual(await toldOf(aws, submission?.jobQueue ?? ''), [
      'blocked-queue: sns sns',
      'failed-job: lambda',
      'interrupted-job: sns sns',
    ]);
  });
}

/** What of a cluster is told as its rules were applied, and whom, the topics or the function that tells them: of a job of the queue that failed, of one that waits again, of one that blocks. */
async function toldOf(aws: EmulatedAws, jobQueue: string): Promise<string[]> {
  const { Rules } = await aws.json<{ Rules: { Name: string; EventPattern?: string }[] }>(
    'events',
    'AWSEvents.ListRules',
  );
  const job = { jobQueue, status: 'FAILED', attempts: [{ statusReason: 'Host EC2 (instance i-0abc) terminated.' }] };
  const happened = [
    ['Batch Job State Change', job],
    ['Batch Job State Change', { ...job, status: 'RUNNABLE' }],
    ['Batch Job Queue Blocked', { ...job, status: 'RUNNABLE' }],
  ].map(([type, detail]) => ({ source: 'aws.batch', 'detail-type': type, detail }));
  const told: string[] = [];
  for (const { Name, EventPattern = '{"source":[]}' } of Rules) {
    if (!happened.some((event) => matches(JSON.parse(EventPattern), event))) continue;
    const { Targets } = await aws.json<{ Targets: { Arn: string }[] }>('events', 'AWSEvents.ListTargetsByRule', {
      Rule: Name,
    });
    const services = Targets.map(({ Arn }) => Arn.split(':')[2]).join(' ');
    told.push(`${Name.replace(/^trial--gpu--/, '')}: ${services}`);
  }
  return told.sort();
}

function inShort(job: Described['jobs'][number] | undefined): object {
  const { status, jobName, jobDefinition, jobQueue, container } = job ?? {};
  return {
    status,
    jobName,
    jobDefinition,
    jobQueue,
    period: container?.environment.find((variable) => variable.name === 'PERIOD')?.value,
  };
}

const JSON_BODY = { 'content-type': 'application/json' };

interface Described {
  readonly jobs: readonly {
    readonly jobId: string;
    readonly jobName: string;
    readonly jobDefinition: string;
    readonly jobQueue: string;
    readonly status: string;
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
