import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformApp } from '../../constructs/terraform/platform-app';
import { offlineProvider } from '../support/offline-provider';
import type { Arguments, ProviderSchema } from '../support/shim';
import { Terraform } from '../support/terraform';
import { withoutTypes } from '../support/without-types';
import { type PreparedStack, prepareStacks } from '../support/workspace';
import { appliedTypes } from './applied-types';
import type { StateResource } from './destroy-order';
import { MISSING_TYPES } from './emulator-gaps';
import { changesOf } from './plan-changes';

/** The stacks of one app in a directory of their own, applied to an emulator. A new synth replaces the stacks and keeps their states. */
export class Trial {
  /** In an order in which they can be applied. */
  stacks: readonly PreparedStack[] = [];
  /** What the installed provider does not know of what was synthesized. */
  dropped: readonly string[] = [];
  /** Addresses that were taken out because the emulator lacks their type. */
  removed: readonly string[] = [];

  constructor(
    private readonly dir: string,
    private readonly url: string,
    private readonly schema: ProviderSchema,
    /** Resource types to take out. */
    private readonly missing: readonly string[] = MISSING_TYPES,
  ) {}

  /**
   * @param build makes the app; its output directory is given.
   * @param s3 arguments under which the app's S3 backends are kept; without them all states are files.
   */
  synth(build: (outdir: string) => PlatformApp, s3?: Arguments): void {
    const outdir = join(this.dir, 'out');
    rmSync(outdir, { recursive: true, force: true });
    mkdirSync(outdir, { recursive: true });
    build(outdir).synth();
    const preparation = { schema: this.schema, provider: offlineProvider(this.url), ...(s3 && { s3 }) };
    ({ stacks: this.stacks, dropped: this.dropped } = prepareStacks(outdir, this.dir, preparation));
    this.removed = this.stacks.flatMap(({ dir }) => removeTypes(dir, this.missing)).sort();
  }

  async init(names?: readonly string[]): Promise<void> {
    const chosen = this.stacks.filter(({ name }) => names?.includes(name) ?? true);
    await Promise.all(chosen.map(({ dir }) => new Terraform(dir).init()));
  }

  /** Each stack after those that it depends on. */
  apply(names: readonly string[] = this.stacks.map((s) => s.name)): Promise<void> {
    return this.applyEach(names);
  }

  /** What the last `changes` of these stacks planned, and nothing else: Terraform need not plan it once more. */
  applyPlanned(...names: readonly string[]): Promise<void> {
    return this.applyEach(names, 'plan');
  }

  private async applyEach(names: readonly string[], planFile?: string): Promise<void> {
    const chosen = this.stacks.filter(({ name }) => names.includes(name));
    await inOrder(
      chosen,
      ({ dependencies }) => dependencies,
      ({ dir }) => new Terraform(dir).apply(planFile),
    );
    for (const { name } of chosen) for (const { type } of this.resourcesIfLocal(name)) appliedTypes.add(type);
  }

  /** The plan that the last `changes` of one stack made, as Terraform's JSON. */
  planned(name: string): Promise<Record<string, unknown>> {
    return new Terraform(this.stack(name).dir).showJson('plan');
  }

  /** What an applied stack has made, where its state is a file; states in a bucket hold no other types. */
  private resourcesIfLocal(stack: string): StateResource[] {
    return existsSync(this.stack(stack).state) ? this.resources(stack) : [];
  }

  /** Each stack before those that it depends on. @param planned stacks whose destruction is in their plan file already. */
  async destroy(planned: readonly string[] = []): Promise<void> {
    const dependants = (of: PreparedStack) => this.stacks.filter((s) => s.dependencies.includes(of.name));
    await inOrder(
      [...this.stacks].reverse(),
      (stack) => dependants(stack).map(({ name }) => name),
      ({ name, dir }) => (planned.includes(name) ? new Terraform(dir).apply('plan') : new Terraform(dir).destroy()),
    );
  }

  /** What plans of the stacks would change, by stack: `update aws_ecs_service.bidder_Service`. Stacks without a change are not in it. */
  async changes(names: readonly string[] = this.stacks.map((s) => s.name)): Promise<Record<string, string[]>> {
    const found = await Promise.all(
      names.map(async (name): Promise<[string, string[]]> => {
        const terraform = new Terraform(this.stack(name).dir);
        const { changed } = await terraform.plan({ out: 'plan' });
        return [name, changed ? changesOf(await terraform.showJson('plan')) : []];
      }),
    );
    return Object.fromEntries(found.filter(([, changes]) => changes.length > 0));
  }

  stack(name: string): PreparedStack {
    const found = this.stacks.find((s) => s.name === name);
    if (found === undefined) throw new Error(`no stack '${name}' among ${this.stacks.map((s) => s.name).join(', ')}`);
    return found;
  }

  /** Value of an output of an applied stack. */
  output<T>(stack: string, name: string): T {
    return this.state(stack).outputs[name]?.value as T;
  }

  /** What an applied stack has made. */
  resources(stack: string): StateResource[] {
    return this.state(stack).resources.filter(({ mode }) => mode === 'managed');
  }

  private state(stack: string): State {
    return JSON.parse(readFileSync(this.stack(stack).state, 'utf8')) as State;
  }
}

interface State {
  readonly outputs: Readonly<Record<string, { readonly value: unknown } | undefined>>;
  readonly resources: readonly StateResource[];
}

/** Takes the resources of some types out of a prepared stack; their addresses. */
export function removeTypes(dir: string, types: readonly string[]): readonly string[] {
  const file = join(dir, 'cdk.tf.json');
  const { json, removed } = withoutTypes(JSON.parse(readFileSync(file, 'utf8')), types);
  if (removed.length > 0) writeFileSync(file, JSON.stringify(json, null, 2));
  return removed;
}

/** Works on each as soon as those before it are done. */
async function inOrder(
  stacks: readonly PreparedStack[],
  after: (stack: PreparedStack) => readonly string[],
  work: (stack: PreparedStack) => Promise<unknown>,
): Promise<void> {
  const done = new Map<string, Promise<unknown>>();
  for (const stack of stacks)
    done.set(
      stack.name,
      Promise.all(after(stack).map((name) => done.get(name))).then(() => work(stack)),
    );
  await Promise.all(done.values());
}
