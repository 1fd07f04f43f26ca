import type { Step } from './graph';
import { type Run, runTask } from './run-task';
import type { State, States } from './states';

/** What is submitted for each job. */
export type RunsOf = (job: string) => readonly Run[];

/** Where a step goes on. */
interface Exits {
  readonly done: string;
  readonly failed: string;
}

/** The states of a step, and the first of them. */
export interface Entered {
  readonly first: string;
  readonly states: States;
}

/**
 * The states of steps. What passes from one to the next is the input, whose `failed` names the runs that failed: those that are side by
 * side all run to their end, and behind them it goes on only where none is named.
 */
export function stepStates(step: Step, runsOf: RunsOf, exits: Exits): Entered {
  return new Steps(runsOf).enter(step, exits);
}

/** What `failed` has where no run failed. It is not empty, for a path that finds nothing is an error. */
export const NONE_FAILED = ['failed:'] as const;

/** What any branch of a parallel state has in it. */
const ANY_FAILED = 'States.ArrayUnique($[*].failed[*])';

class Steps {
  private parallels = 0;

  constructor(private readonly runsOf: RunsOf) {}

  enter(step: Step, exits: Exits): Entered {
    if ('series' in step) return this.series(step.series, exits);
    if ('parallel' in step)
      return this.parallel(
        step.parallel.map((one) => (to) => this.enter(one, to)),
        exits,
      );
    const { job } = step;
    const runs = this.runsOf(job);
    const enters = runs.map((run, i) => (to: Exits) => oneRun(runs.length === 1 ? job : `${job} ${i}`, run, to));
    const [only] = enters;
    return enters.length === 1 && only !== undefined ? only(exits) : this.parallel(enters, exits);
  }

  private series(steps: readonly Step[], exits: Exits): Entered {
    return steps.reduceRight<Entered>(
      ({ first, states }, step) => {
        const entered = this.enter(step, { ...exits, done: first });
        return { first: entered.first, states: { ...entered.states, ...states } };
      },
      { first: exits.done, states: {} },
    );
  }

  private parallel(branches: readonly ((to: Exits) => Entered)[], { done, failed }: Exits): Entered {
    this.parallels += 1;
    const name = `Step ${this.parallels}`;
    const branch = (enter: (to: Exits) => Entered, i: number) => {
      const end = `${name} end ${i + 1}`;
      const { first, states } = enter({ done: end, failed: end });
      return { StartAt: first, States: { ...states, [end]: { Type: 'Pass', End: true } } };
    };
    const [over, all] = [`${name} over`, `${name} all`];
    const states: Record<string, State> = {
      [name]: {
        Type: 'Parallel',
        Branches: branches.map(branch),
        ResultSelector: { 'failed.$': ANY_FAILED, 'count.$': `States.ArrayLength(${ANY_FAILED})` },
        ResultPath: '$.step',
        Next: over,
      },
      [over]: { Type: 'Pass', InputPath: '$.step.failed', ResultPath: '$.failed', Next: all },
      [all]: { Type: 'Choice', Choices: [{ Variable: '$.step.count', NumericEquals: 1, Next: done }], Default: failed },
    };
    return { first: name, states };
  }
}

function oneRun(name: string, run: Run, { done, failed }: Exits): Entered {
  const missed = `${name} failed`;
  return {
    first: name,
    states: {
      [name]: runTask(run, { done, failed: missed }),
      [missed]: { Type: 'Pass', Result: [...NONE_FAILED, name], ResultPath: '$.failed', Next: failed },
    },
  };
}
