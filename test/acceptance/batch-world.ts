import { setTimeout as sleep } from 'node:timers/promises';
import { type Loopback, type LoopbackReply, type LoopbackRequest, startLoopback } from '../support/loopback';

/** A job as it was submitted. */
export interface SubmittedJob {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Names of those that were over when it was submitted. */
  readonly after: readonly string[];
}

type Json = Record<string, unknown>;

/** How long a job takes: those beside it are submitted meanwhile. */
const JOB_MS = 250;

/** Batch and Step Functions as a state machine calls them, on loopback: jobs end as a test says, and each submission is remembered. */
export class BatchWorld {
  readonly submitted: SubmittedJob[] = [];
  readonly stopped: string[] = [];
  /** Names of jobs that fail. */
  failing = new Set<string>();
  /** How many submissions are not taken at first. */
  refusals = 0;
  /** ARNs of what runs, the newest first. */
  executions: readonly string[] = [];
  private readonly over: string[] = [];
  private server: Loopback | undefined;

  static async start(): Promise<BatchWorld> {
    const world = new BatchWorld();
    world.server = await startLoopback(async (request) => world.answer(request));
    return world;
  }

  get port(): number {
    return Number(new URL(this.server?.url ?? '').port);
  }

  forget(): void {
    this.submitted.length = 0;
    this.stopped.length = 0;
    this.failing = new Set();
    this.refusals = 0;
    this.executions = [];
    this.over.length = 0;
  }

  async close(): Promise<void> {
    await this.server?.close();
  }

  private async answer({ path, body }: LoopbackRequest): Promise<LoopbackReply> {
    const call = /\/functions\/(?:.*%3A|.*:)?(\w+)\/invocations/.exec(path)?.[1];
    const asked = JSON.parse(body.toString() || '{}') as Json;
    if (call === 'listExecutions')
      return json({ Executions: this.executions.map((ExecutionArn) => ({ ExecutionArn })) });
    if (call === 'stopExecution') {
      this.stopped.push(String(asked.ExecutionArn));
      return json({});
    }
    if (call !== 'submitJob') return { status: 404, body: `${call}` };
    if (this.refusals > 0) {
      this.refusals -= 1;
      return json({ errorType: 'Batch.ServerException', errorMessage: 'Failed to create shareIdentifier' }, true);
    }
    return this.run(asked);
  }

  private async run(asked: Json): Promise<LoopbackReply> {
    const overrides = (asked.ContainerOverrides ?? {}) as { Environment?: { Name: string; Value: string }[] };
    const name = String(asked.JobName);
    const environment = Object.fromEntries((overrides.Environment ?? []).map(({ Name, Value }) => [Name, Value]));
    this.submitted.push({ name, environment, after: [...this.over] });
    await sleep(JOB_MS);
    this.over.push(name);
    const isFailing = this.failing.has(name);
    return json(isFailing ? { errorType: 'JobFailed', errorMessage: 'exit code 1' } : {}, isFailing);
  }
}

function json(body: Json, isError = false): LoopbackReply {
  const headers = { 'content-type': 'application/json', ...(isError && { 'x-amz-function-error': 'Unhandled' }) };
  return { status: 200, headers, body: JSON.stringify(body) };
}
