import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FailedStack, PlanInput } from '../../preview/model';
import { at } from '../../preview/nested-json';
import { CliError } from '../cli-error';
import { parseJson } from '../read-json';
import type { SynthesizedStack } from './manifest';
import { overrideStates, type Provisional, producersOf, takeOverrideAway } from './provisional';
import { StackTerraform, UNATTENDED } from './stack-terraform';

/** A plan whose file is kept. */
export interface KeptPlan {
  readonly name: string;
  readonly dependencies: readonly string[];
  /** Stacks whose state it reads. */
  readonly producers: readonly string[];
  /** It was planned with made-up values, so that it must never be applied. */
  readonly isProvisional: boolean;
  readonly madeUp: readonly string[];
  readonly document: unknown;
}

/** What came of planning stacks. */
export interface PlannedStacks {
  readonly plans: readonly PlanInput[];
  readonly failures: readonly FailedStack[];
  /** Plans whose files are in the directory that was named. */
  readonly kept: readonly KeptPlan[];
}

/** A plan that fails may have been written all the same: then there are both. */
interface Outcome {
  readonly plan?: PlanInput;
  readonly kept?: KeptPlan;
  readonly failure?: FailedStack;
}

/** What else planning needs to know. */
export interface PlanningOptions {
  /** Every stack of the app, also those that are not planned. */
  readonly all: readonly SynthesizedStack[];
  /** What stacks would publish that were never applied. */
  readonly provisional: Provisional;
  /** Told of each step, in a line. */
  readonly say: (line: string) => void;
  /** Where plan files stay. @default - nowhere */
  readonly keepIn?: string | undefined;
}

/** Plans stacks with Terraform, as many at once as there are cores. */
export async function planStacks(
  stacks: readonly SynthesizedStack[],
  options: PlanningOptions,
): Promise<PlannedStacks> {
  // A plan has every secret in it: nobody else may read it, and it does not stay.
  const dir = mkdtempSync(join(tmpdir(), 'stowage-preview-'));
  try {
    const planner = new Planner(options, dir);
    const outcomes = await planner.plan(stacks);
    return {
      plans: outcomes.flatMap(({ plan }) => plan ?? []),
      failures: outcomes.flatMap(({ failure }) => failure ?? []),
      kept: outcomes.flatMap(({ kept }) => kept ?? []),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

class Planner {
  private readonly terraforms = new Map<string, StackTerraform>();
  private readonly unapplied = new Set<string>();

  constructor(
    private readonly options: PlanningOptions,
    private readonly scratch: string,
  ) {}

  async plan(stacks: readonly SynthesizedStack[]): Promise<Outcome[]> {
    const { all, provisional } = this.options;
    for (const stack of stacks) takeOverrideAway(stack);
    const producers = new Map(stacks.map((stack) => [stack.name, producersOf(stack, all)]));
    const read = new Set([...producers.values()].flatMap((names) => [...names.values()]));
    await atOnce(
      all.filter(({ name }) => read.has(name) && Object.hasOwn(provisional, name)),
      (stack) => this.look(stack),
    );
    return atOnce(stacks, async (stack) => {
      const sources = [...(producers.get(stack.name) ?? [])].filter(([, name]) => this.unapplied.has(name));
      const outcome = await this.planOne(stack, new Map(sources));
      const { plan } = outcome;
      if (plan === undefined) return outcome;
      const { document, dependencies = [], provisional: made } = plan;
      const read = [...(producers.get(stack.name)?.values() ?? [])];
      return {
        ...outcome,
        kept: {
          name: stack.name,
          dependencies,
          producers: read,
          isProvisional: made !== undefined,
          madeUp: made?.values ?? [],
          document,
        },
      };
    });
  }

  /** Whether a stack has published all that others read; where nobody can say, their plans will. */
  private async look(stack: SynthesizedStack): Promise<void> {
    const published = Object.keys(this.options.provisional[stack.name]?.outputs ?? {});
    try {
      const terraform = this.of(stack);
      await terraform.init();
      const outputs = parseJson(`the outputs of ${stack.name}`, await terraform.run('output', '-no-color', '-json'));
      if (published.some((output) => at(outputs, output) === undefined)) this.unapplied.add(stack.name);
    } catch (error) {
      failure(error);
    }
  }

  /** @param sources what of it reads states that are not there: name of the data source -> stack */
  private async planOne(stack: SynthesizedStack, sources: ReadonlyMap<string, string>): Promise<Outcome> {
    const { say, provisional } = this.options;
    const { name, dependencies, constructs } = stack;
    const started = Date.now();
    const done = (how: string) => say(`${name}: ${how} after ${((Date.now() - started) / 1000).toFixed(0)} s`);
    const states = new Map([...sources].map(([source, of]) => [source, provisional[of]?.outputs ?? {}]));
    const terraform = this.of(stack);
    const file = join(resolve(this.options.keepIn ?? this.scratch), `${name}.tfplan`);
    try {
      await terraform.init();
      if (states.size > 0) overrideStates(stack, states, this.scratch);
      const failed = await terraform
        .run('plan', ...UNATTENDED, '-lock=false', `-out=${file}`)
        .then(() => undefined, failure);
      const shown = await terraform.run('show', '-no-color', '-json', file).catch((error: unknown) => {
        throw failed ?? error;
      });
      done(failed === undefined ? 'planned' : 'FAILED, but wrote a plan');
      const plan: PlanInput = {
        stack: name,
        document: parseJson(`the plan of ${name}`, shown),
        dependencies,
        constructs,
        ...(states.size > 0 && { provisional: this.valuesOf([...sources.values()]) }),
      };
      return failed === undefined ? { plan } : { plan, failure: { stack: name, message: failed.message } };
    } catch (error) {
      const { message } = failure(error);
      done('FAILED');
      return { failure: { stack: name, message } };
    } finally {
      takeOverrideAway(stack);
    }
  }

  private valuesOf(stacks: readonly string[]): NonNullable<PlanInput['provisional']> {
    const of = [...new Set(stacks)].sort();
    return { of, values: of.flatMap((name) => this.options.provisional[name]?.madeUp ?? []) };
  }

  private of(stack: SynthesizedStack): StackTerraform {
    const known = this.terraforms.get(stack.name) ?? new StackTerraform(stack, this.options.say);
    this.terraforms.set(stack.name, known);
    return known;
  }
}

/** Does something with each, as many at once as there are cores; what came of them in their order. */
async function atOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const waiting = [...items.entries()];
  const found: R[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) found[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), items.length) }, worker));
  return found;
}

function failure(error: unknown): CliError {
  if (error instanceof CliError) return error;
  throw error;
}
