import fc from 'fast-check';

/** A revision of a task definition, as far as the two writers care. */
interface Revision {
  readonly spec: number;
  readonly image: number;
  active: boolean;
}

/** What the task definition resource in Terraform does; a change of either of these is what the law below is about. */
interface Manner {
  readonly trackLatest: boolean;
  readonly ignoresTaskDefinition: boolean;
}

/** The two writers, and what they write: one parameter, one family of revisions, one service. Specs and images are numbered as they come. */
class World {
  spec = 1;
  parameter = 1;
  readonly revisions: Revision[] = [];
  /** Revision that the service is to run. */
  service = -1;
  /** Revision in Terraform's state. */
  state = -1;
  private before = -1;

  constructor(private readonly manner: Manner) {
    this.apply();
  }

  get running() {
    const { spec, image } = this.revisions[this.service] as Revision;
    return { spec, image };
  }

  /** What an apply would do now: nothing, or write a revision, or point the service at one. */
  plan(): ('revision' | 'service')[] {
    const known = this.refreshed();
    const found = this.revisions[known];
    const revision = found === undefined || found.spec !== this.spec || found.image !== this.parameter;
    const moved = !this.manner.ignoresTaskDefinition && (revision || this.service !== known);
    return [...(revision ? (['revision'] as const) : []), ...(moved || this.service < 0 ? (['service'] as const) : [])];
  }

  apply(): void {
    const known = this.refreshed();
    const todo = this.plan();
    this.state = known;
    if (todo.includes('revision')) {
      this.state = this.register({ spec: this.spec, image: this.parameter });
      const replaced = this.revisions[known];
      if (replaced) replaced.active = false;
    }
    if (todo.includes('service')) this.deploy(this.state);
  }

  /** Delivery: the parameter, a revision like the newest but for the image, the service. It may be stopped after each of these. */
  deliver(image: number, steps = 3): void {
    this.parameter = image;
    if (steps < 2) return;
    const { spec } = this.revisions[this.newest()] as Revision;
    const revision = this.register({ spec, image });
    if (steps > 2) this.deploy(revision);
  }

  /** ECS gives a deployment up: the service goes back to what it ran before. */
  rollBack(): void {
    if (this.before >= 0) this.service = this.before;
  }

  private newest(): number {
    return this.revisions.findLastIndex(({ active }) => active);
  }

  private refreshed(): number {
    return this.manner.trackLatest ? this.newest() : this.state;
  }

  private register(content: Omit<Revision, 'active'>): number {
    return this.revisions.push({ ...content, active: true }) - 1;
  }

  private deploy(revision: number): void {
    this.before = this.service;
    this.service = revision;
  }
}

const OURS: Manner = { trackLatest: true, ignoresTaskDefinition: false };

type Step = (world: World) => void;
const steps: Readonly<Record<string, Step>> = {
  'the spec changes': (world) => {
    world.spec += 1;
  },
  'Terraform applies': (world) => world.apply(),
  'delivery delivers': (world) => world.deliver(world.parameter + 1),
  'delivery stops at the parameter': (world) => world.deliver(world.parameter + 1, 1),
  'delivery stops before the service': (world) => world.deliver(world.parameter + 1, 2),
  'delivery delivers the image from before': (world) => world.deliver(Math.max(1, world.parameter - 1)),
  'delivery delivers the same again': (world) => world.deliver(world.parameter),
  'ECS rolls back': (world) => world.rollBack(),
};
const history = fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 12 });

function after(happened: readonly string[], manner: Manner = OURS): World {
  const world = new World(manner);
  for (const step of happened) steps[step]?.(world);
  return world;
}

/** Whether something holds after every history, or the shortest history after which it does not. */
function counterexample(holds: (world: World) => boolean, manner: Manner): readonly string[] | undefined {
  const { counterexample: found } = fc.check(
    fc.property(history, (happened) => holds(after(happened, manner))),
    { numRuns: 2000, seed: 7 },
  );
  return found?.[0];
}

describe('two writers of one service, Terraform and a delivery system', () => {
  const newestOfBoth = (world: World) => {
    const { spec, parameter } = world;
    world.apply();
    return world.running.spec === spec && world.running.image === parameter;
  };

  it('agree after any history: the next apply brings the newest spec with the newest image', () => {
    expect(counterexample(newestOfBoth, OURS)).toBeUndefined();
  });

  it('leave nothing to do: an apply with nothing new plans nothing', () => {
    const settles = (world: World) => {
      world.apply();
      return world.plan().length === 0;
    };
    expect(counterexample(settles, OURS)).toBeUndefined();
  });

  it('do not undo each other: what is delivered is neither planned again nor planned away, and brings no spec of its own', () => {
    fc.assert(
      fc.property(history, (happened) => {
        const world = after(happened);
        world.apply();
        const { spec } = world.running;
        world.deliver(world.parameter + 1);
        expect(world.plan()).toEqual([]);
        expect(world.running).toEqual({ spec, image: world.parameter });
        world.spec += 1;
        world.deliver(world.parameter + 1);
        expect(world.running).toEqual({ spec, image: world.parameter });
        expect(world.plan()).toEqual(['revision', 'service']);
      }),
    );
  });

  it('would never settle on the newest spec, did Terraform ignore the task definition', () => {
    const found = counterexample(newestOfBoth, { ...OURS, ignoresTaskDefinition: true });
    expect(found).toHaveLength(1);
  });

  it('would be planned away after each delivery, did Terraform look at its own revisions alone', () => {
    const world = after(['delivery delivers'], { ...OURS, trackLatest: false });
    expect(world.plan()).toEqual(['revision', 'service']);
  });
});
