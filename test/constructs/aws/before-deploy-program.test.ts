import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack } from 'cdktf';
import { AwsPlatform, MlService } from '../../../constructs/aws';
import { PlatformApp } from '../../../constructs/terraform/platform-app';
import { readDocument } from '../../support/builders/read-document';
import { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testContract } from '../../support/builders/test-contract';
import { testService } from '../../support/builders/test-service';
import { type Loopback, startLoopback } from '../../support/loopback';
import { unzip } from '../../support/unzip';

/** What Lambda's Node runtime does with a function: one event, one answer, and an error is none. */
const RUNTIME = `
const { readFileSync, writeSync } = require('node:fs');
const [file, name] = process.env._HANDLER.split('.');
const { [name]: handler } = require(process.env.LAMBDA_TASK_ROOT + '/' + file);
Promise.resolve(handler(JSON.parse(readFileSync(0, 'utf8')), {})).then(
  (answer) => writeSync(3, JSON.stringify(answer)),
  (error) => { console.error(String(error)); process.exit(1); },
);`;

/** What of the SDK that the runtime brings along a function may use: an operation is a method, and a refusal an error. */
const SDK = `
exports.ECS = class {
  constructor() {
    return new Proxy({}, { get: (_, method) => (request) => call(method[0].toUpperCase() + method.slice(1), request) });
  }
};
async function call(operation, request) {
  const reply = await fetch(process.env.AWS_ENDPOINT_URL_ECS, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.' + operation },
    body: JSON.stringify(request),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(text);
  return JSON.parse(text);
}`;

/** A function as it is deployed: its settings, its code, and what ECS tells it at the first call. */
interface Deployed {
  readonly handler: string;
  readonly files: Readonly<Record<string, Buffer>>;
  readonly details: Readonly<Record<string, unknown>>;
}

function deployed(): Deployed {
  const outdir = mkdtempSync(join(tmpdir(), 'stowage-hook-'));
  try {
    const app = new PlatformApp({ outdir });
    const stack = new TerraformStack(app, 'test');
    new AwsProvider(stack, 'Aws', { region: 'us-east-1' });
    const platform = AwsPlatform.fromContract(stack, testContract(), { app: 'main' });
    const beforeDeploy = ['migrate', 'warm'].map((name) => ({ name, command: [`./${name}`] }));
    const service = testService({ rollout: { strategy: 'blue-green' }, beforeDeploy });
    new MlService(stack, 'bidder', { platform, system: 'ads', name: 'bidder', ...service });
    app.synth();
    const read = (path: string) => readFileSync(join(outdir, 'stacks/test', path));
    const synthesized = new SynthesizedStack('test', JSON.parse(read('cdk.tf.json').toString()));
    const { handler, filename } = synthesized.only('aws_lambda_function');
    const { lifecycle_hook: hooks } = synthesized.only('aws_ecs_service').deployment_configuration as Hooked;
    return {
      handler: String(handler),
      files: unzip(read(String(filename))),
      details: readDocument(hooks[0]?.hook_details) as Deployed['details'],
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

interface Hooked {
  readonly lifecycle_hook: readonly { readonly hook_details: unknown }[];
}

// Each call starts a process.
jest.setTimeout(60_000);

const DEPLOYMENT = 'arn:aws:ecs:us-east-1:123456789012:service-deployment/test/ads-bidder/EZe5RNVLH6PPzHXINuP28';
const lambda = deployed();
let dir: string;
let ecs: Loopback;
/** What was asked of ECS, and what it answers next: operation -> answer, or a refusal. */
let asked: [string, Record<string, unknown>][];
let answers: (operation: string) => object | string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-hook-'));
  for (const part of ['task', 'runtime/@aws-sdk/client-ecs']) mkdirSync(join(dir, part), { recursive: true });
  writeFileSync(join(dir, 'runtime/index.js'), RUNTIME);
  writeFileSync(join(dir, 'runtime/@aws-sdk/client-ecs/index.js'), SDK);
  for (const [name, content] of Object.entries(lambda.files)) writeFileSync(join(dir, 'task', name), content);
  asked = [];
  ecs = await startLoopback(async ({ headers, body }) => {
    const operation = String(headers['x-amz-target']).split('.')[1] as string;
    asked.push([operation, JSON.parse(body.toString())]);
    const answer = answers(operation);
    return typeof answer === 'string' ? { status: 400, body: answer } : { status: 200, body: JSON.stringify(answer) };
  });
});

afterEach(async () => {
  await ecs.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Call {
  readonly code: number | null;
  readonly answer: Record<string, unknown> | undefined;
  readonly log: object[];
  readonly error: string;
}

/** One call of the function, in a process of its own: it remembers nothing but what it answered. */
async function call(hookDetails: unknown): Promise<Call> {
  const child = spawn(process.execPath, [join(dir, 'runtime/index.js')], {
    env: {
      _HANDLER: lambda.handler,
      LAMBDA_TASK_ROOT: join(dir, 'task'),
      NODE_PATH: join(dir, 'runtime'),
      AWS_ENDPOINT_URL_ECS: ecs.url,
    },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const read = async (fd: number) => {
    let text = '';
    for await (const chunk of child.stdio[fd] as NodeJS.ReadableStream) text += chunk;
    return text;
  };
  const executionDetails = { serviceArn: 'arn:aws:ecs:us-east-1:123456789012:service/test/ads-bidder' };
  const event = {
    executionId: 'e-1',
    lifecycleStage: 'PRE_SCALE_UP',
    resourceArn: DEPLOYMENT,
    executionDetails,
    hookDetails,
  };
  child.stdin.end(JSON.stringify(event));
  const [out, error, answer, code] = await Promise.all([
    read(1),
    read(2),
    read(3),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  const log = out.split('\n').filter((line) => line !== '');
  return {
    code,
    error,
    answer: answer === '' ? undefined : JSON.parse(answer),
    log: log.map((line) => JSON.parse(line)),
  };
}

describe('the function before a deployment, as it is deployed', () => {
  it('is one file, and does its work with what the runtime brings along', async () => {
    expect(Object.keys(lambda.files)).toEqual(['index.js']);
    const running = { tasks: [{ taskArn: 'task-1', lastStatus: 'RUNNING' }] };
    const stopped = { tasks: [{ taskArn: 'task-1', lastStatus: 'STOPPED', containers: [{ exitCode: 0 }] }] };
    let status: object = running;
    answers = (operation) => (operation === 'RunTask' ? { tasks: [{ taskArn: 'task-1' }] } : status);

    const first = await call(lambda.details);
    expect(first).toMatchObject({ code: 0, error: '', log: [{ task: 'migrate', started: 'task-1' }] });
    expect(first.answer).toMatchObject({ hookStatus: 'IN_PROGRESS', callBackDelay: 15 });
    status = stopped;
    const second = await call(first.answer?.hookDetails);
    expect(second).toMatchObject({
      code: 0,
      answer: { hookStatus: 'IN_PROGRESS' },
      log: [{ task: 'migrate', succeeded: 'task-1' }],
    });
    // What passes through ECS comes back as text.
    const third = await call(JSON.stringify(second.answer?.hookDetails));
    expect(third).toMatchObject({ code: 0, answer: { hookStatus: 'SUCCEEDED' } });
    expect(asked.map(([operation]) => operation)).toEqual([
      'RunTask',
      'DescribeTasks',
      'DescribeTasks',
      'RunTask',
      'DescribeTasks',
    ]);
    const started = asked.flatMap(([operation, request]) => (operation === 'RunTask' ? [request] : []));
    expect(started).toMatchObject([
      { clientToken: 'EZe5RNVLH6PPzHXINuP28-0', taskDefinition: expect.stringContaining('Task-migrate') },
      { clientToken: 'EZe5RNVLH6PPzHXINuP28-1', taskDefinition: expect.stringContaining('Task-warm') },
    ]);
  });

  it('ends in an error where ECS refuses it, which undoes the deployment', async () => {
    answers = () => 'AccessDeniedException: not authorized to perform ecs:RunTask';
    const { code, answer, error } = await call(lambda.details);
    expect([code, answer]).toEqual([1, undefined]);
    expect(error).toMatch(/AccessDeniedException/);
  });
});
