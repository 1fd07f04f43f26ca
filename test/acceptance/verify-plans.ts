import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import type { PlanStack } from '../../src/security/read-plan';
import { offlineProvider } from '../support/offline-provider';
import type { ProviderSchema, TerraformJson } from '../support/shim';
import { writeStateFile } from '../support/state-file';
import type { Stub } from '../support/stub';
import { Terraform } from '../support/terraform';
import { Turns } from '../support/turns';
import { type PreparedStack, prepareStacks } from '../support/workspace';
import { judgePlans } from './verify-security';

/** What every plan of a run shares. */
export interface Offline {
  readonly schema: ProviderSchema;
  readonly stub: Stub;
  /** Directory of the run; each app has one of its own below it. */
  readonly root: string;
}

/** How one stack went. */
export interface Planned {
  readonly stack: string;
  readonly resources: number;
  readonly seconds: number;
  readonly warnings: readonly string[];
  /** Resource types in it. */
  readonly types: readonly string[];
  /** Why it failed, in Terraform's words; undefined where the plan is as it should be. */
  readonly error?: string;
  /** The plan and its code, where its app is judged by the rules of security. */
  readonly judged?: PlanStack;
}

/** An app to plan. */
export interface Planning {
  readonly name: string;
  /** Builds the app with `outdir` as its output directory; it is synthesized here. */
  readonly build: (outdir: string) => App;
  /** Outputs that stacks of the app have in their states, by stack. @default {} */
  readonly published?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The same for stacks outside of the app, by name. @default {} */
  readonly foreign?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Its plans are judged by the rules of security too. @default false */
  readonly isJudged?: boolean;
}

/** Synthesizes an app, and runs a real `init` and `plan` on each of its stacks with nothing but the stub to ask. Throws what the synthesis throws. */
async function planApp(
  offline: Offline,
  planning: Planning,
): Promise<{ planned: Planned[]; dropped: readonly string[] }> {
  const { name, build, published = {}, foreign = {}, isJudged = false } = planning;
  const dir = join(offline.root, name);
  const outdir = join(dir, 'out');
  mkdirSync(outdir, { recursive: true });
  build(outdir).synth();
  const states = Object.entries(foreign).map(([stack, outputs]) => {
    const path = join(dir, 'foreign', `${stack}.tfstate`);
    writeStateFile(path, outputs);
    return [`State-${stack}`, path];
  });
  const { stacks, dropped } = prepareStacks(outdir, join(dir, 'work'), {
    schema: offline.schema,
    provider: offlineProvider(offline.stub.url),
    foreignState: Object.fromEntries(states),
  });
  for (const { dir: at } of stacks) {
    const { parameters, secrets } = readsOf(at);
    for (const parameter of parameters) offline.stub.imageParameters.add(parameter);
    for (const secret of secrets) offline.stub.clientSecrets.add(secret);
  }
  for (const { name: stack, state } of stacks) if (published[stack]) writeStateFile(state, published[stack]);
  const planned = await Promise.all(stacks.map((stack) => turns.take(() => planStack(stack, name, isJudged))));
  const found = judgePlans(planned.flatMap(({ judged }) => judged ?? []));
  const error = found.join('\n');
  const security = { stack: `${name}: security`, resources: 0, seconds: 0, warnings: [], types: [], error };
  return {
    planned: [...planned.map(({ judged: _, ...one }) => one), ...(found.length > 0 ? [security] : [])],
    dropped,
  };
}

/** Names of what a stack reads: only the image of a service and the secret of a client of an identity provider ever are. */
function readsOf(dir: string): { parameters: string[]; secrets: string[] } {
  const { data = {} } = JSON.parse(readFileSync(join(dir, 'cdk.tf.json'), 'utf8')) as TerraformJson;
  return {
    parameters: Object.values(data.aws_ssm_parameter ?? {}).map(({ name }) => String(name)),
    secrets: Object.values(data.aws_secretsmanager_secret_version ?? {}).map(({ secret_id }) => String(secret_id)),
  };
}

/** `planApp`, where what the synthesis throws counts like what a plan refuses: the rules had found nothing. */
export async function attemptApp(
  offline: Offline,
  name: string,
  planning: (name: string) => Planning,
): Promise<{ planned: Planned[]; dropped: readonly string[]; error: string | undefined }> {
  const started = Date.now();
  const thrown = (reason: unknown) => {
    const error = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    const seconds = (Date.now() - started) / 1000;
    return {
      planned: [{ stack: name, resources: 0, seconds, warnings: [], types: [], error } as Planned],
      dropped: [],
    };
  };
  const { planned, dropped } = await Promise.resolve()
    .then(() => planApp(offline, planning(name)))
    .catch(thrown);
  return { planned, dropped, error: planned.find(({ error }) => error !== undefined)?.error };
}

/** Most of a small plan is Go collecting garbage of 14 MB of schema: collecting less often saves a third of the time for 80 MB more. */
process.env.GOGC ??= '300';

/** A stack's time is its own, without that of those before it. */
const turns = new Turns(2);

async function planStack({ name, dir }: PreparedStack, app: string, isJudged: boolean): Promise<Planned> {
  const code = JSON.parse(readFileSync(join(dir, 'cdk.tf.json'), 'utf8')) as TerraformJson;
  const { resource = {} } = code;
  const resources = Object.values(resource).reduce((sum, byName) => sum + Object.keys(byName).length, 0);
  const stack = name.startsWith(app) ? name : `${app}: ${name}`;
  const terraform = new Terraform(dir);
  const started = Date.now();
  const outcome = await terraform
    .init()
    .then(() => terraform.plan(isJudged ? { out: 'plan' } : {}))
    .catch((error: Error) => ({ error: error.message }));
  const seconds = (Date.now() - started) / 1000;
  if ('error' in outcome) return { stack, resources, seconds, warnings: [], types: [], error: outcome.error };
  const error = wrongPlan(outcome.text, resources);
  const judged = isJudged ? { judged: { name, code, document: await terraform.showJson('plan') } } : {};
  const told = {
    stack,
    resources,
    seconds,
    warnings: warningsIn(outcome.text),
    types: Object.keys(resource),
    ...judged,
  };
  return error === undefined ? told : { ...told, error };
}

/** A plan from nothing creates every resource that was written, and no other. */
function wrongPlan(text: string, resources: number): string | undefined {
  const [line = 'no line that says what it would do'] = /^Plan: .*$/m.exec(text) ?? [];
  const expected = `Plan: ${resources} to add, 0 to change, 0 to destroy.`;
  return line === expected ? undefined : `expected '${expected}', but the plan has: ${line}`;
}

function warningsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/Warning: (.*)/g)].map(([, warning]) => (warning as string).trim()))];
}
