import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Fingerprint, fingerprintDifferences, fingerprintOf } from '../../preview/fingerprint';
import { parsePlan } from '../../preview/plan-json';
import { inOrder } from '../../preview/stack-order';
import { CliError, UsageError } from '../cli-error';
import { parseArguments } from '../parse-arguments';
import { type SynthesizedStack, synthesizedStacks } from '../preview/manifest';
import { takeOverrideAway } from '../preview/provisional';
import { type ReviewedStack, readReview } from '../preview/review';
import { StackTerraform, UNATTENDED } from '../preview/stack-terraform';
import { parseJson } from '../read-json';

const HELP = `stowage deploy <directory> [--dir cdktf.out]
Applies the very plans that 'stowage preview --save <directory>' made and somebody reviewed, stack after stack. Before anything is applied each plan file
is read again, and must do what was reviewed: the same actions on the same addresses, with the same known values. A stack that reads what another one
publishes anew is planned again after that one, and its plan must do what was reviewed too, but for values that nobody could know.
  --dir <directory>  what was synthesized, as it was when it was planned (default: cdktf.out)
Exits with
  0  everything is applied
  3  a plan would do something else than was reviewed: neither it nor what comes after it is applied
  1  it failed
`;

const OPTIONS = { dir: { type: 'string', default: 'cdktf.out' } } as const;

const EXIT = { done: 0, error: 1, other: 3 } as const;

type Say = (line: string) => void;

/** `stowage deploy ...`; the exit code. Throws `CliError` or `SpecError` for what cannot be applied. */
export async function deployCommand(args: readonly string[], say: Say): Promise<number> {
  if (args.length === 0 || args[0] === 'help' || args.includes('--help')) {
    say(HELP);
    return EXIT.done;
  }
  const { dir, saved } = options(args);
  const { stacks } = readReview(saved);
  const synthesized = synthesizedStacks(
    dir,
    stacks.map(({ name }) => name),
  );
  const dependencies = new Map(stacks.map((one) => [one.name, one.dependencies]));
  const ordered = inOrder(
    stacks.map((one) => ({ ...one, stack: one.name })),
    dependencies,
  );
  const scratch = mkdtempSync(join(tmpdir(), 'stowage-deploy-'));
  try {
    const deploys = ordered.map(
      (one) =>
        new StackDeploy(one, synthesized.find(({ name }) => name === one.name) as SynthesizedStack, {
          saved,
          scratch,
          say,
        }),
    );
    return await deployAll(deploys, say);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function deployAll(deploys: readonly StackDeploy[], say: Say): Promise<number> {
  // Nothing is applied while any plan file is another than was reviewed.
  for (const deploy of deploys) if (deploy.hasPlan && !(await deploy.isAsReviewed())) return EXIT.other;
  for (const deploy of deploys) {
    if (!deploy.hasPlan && !(await deploy.planAgain())) return EXIT.other;
    await deploy.apply();
  }
  say(`${deploys.length} stacks are as they were reviewed`);
  return EXIT.done;
}

/** One stack, from what was reviewed to what is there. */
class StackDeploy {
  private readonly terraform: StackTerraform;
  private file: string;

  constructor(
    private readonly reviewed: ReviewedStack,
    private readonly stack: SynthesizedStack,
    private readonly where: { readonly saved: string; readonly scratch: string; readonly say: Say },
  ) {
    this.terraform = new StackTerraform(stack, where.say);
    this.file = resolve(where.saved, reviewed.plan ?? '');
  }

  get hasPlan(): boolean {
    return this.reviewed.plan !== null;
  }

  /** Reads the plan file; says in what it differs. */
  async isAsReviewed(): Promise<boolean> {
    const { name } = this.reviewed;
    takeOverrideAway(this.stack);
    await this.terraform.init();
    const shown = await this.terraform.run('show', '-no-color', '-json', this.file);
    const plan = parsePlan(`Plan of '${name}'`, parseJson(`the plan of ${name}`, shown));
    if (plan.errored) throw new CliError(`the plan of ${name} failed, and cannot be applied`);
    const { fingerprint: reviewed } = this.reviewed;
    const differences = fingerprintDifferences(reviewed, fingerprintOf(plan, { reviewed }));
    for (const difference of differences) this.where.say(`${name}: ${difference}`);
    if (differences.length > 0)
      this.where.say(`${name}: NOT APPLIED, because that is not what was reviewed; preview it again`);
    return differences.length === 0;
  }

  async planAgain(): Promise<boolean> {
    takeOverrideAway(this.stack);
    this.file = join(this.where.scratch, `${this.reviewed.name}.tfplan`);
    await this.terraform.init();
    await this.terraform.run('plan', ...UNATTENDED, `-out=${this.file}`);
    return this.isAsReviewed();
  }

  async apply(): Promise<void> {
    const { name, fingerprint } = this.reviewed;
    if (isNothing(fingerprint)) this.where.say(`${name}: nothing changes`);
    else await this.terraform.run('apply', ...UNATTENDED, this.file);
  }
}

function isNothing(fingerprint: Fingerprint): boolean {
  return Object.keys(fingerprint).length === 0;
}

function options(args: readonly string[]): { readonly dir: string; readonly saved: string } {
  const { values, positionals } = parseArguments(args, OPTIONS, HELP);
  const [saved, ...others] = positionals;
  if (saved === undefined || others.length > 0)
    throw new UsageError(`give the one directory that the plans were saved to\n${HELP}`);
  return { dir: values.dir, saved };
}
