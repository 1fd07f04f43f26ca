import { basename } from 'node:path';
import type { PlanInput } from '../../preview/model';
import { readPreview } from '../../preview/read-preview';
import { FORMATS } from '../../preview/render/formats';
import { jsonSchema } from '../../preview/render/preview-document';
import { BLOCKERS, type Blocker, type Verdict, verdictOf } from '../../preview/verdict';
import { parseSpec } from '../../spec/parse';
import { pricesSpec } from '../../spec/prices';
import { CliError } from '../cli-error';
import { parseArguments } from '../parse-arguments';
import { readJson } from '../read-json';
import { compareCode } from './compare-code';
import { synthesizedStacks } from './manifest';
import { type KeptPlan, type PlannedStacks, planStacks } from './plan-stacks';
import { checkPost, postPreview } from './post-preview';
import { readProvisional } from './provisional';
import { dropPlans, reviewDirectory, writeReview } from './review';
import { planPreviewWorkflow } from './workflow';
import { outputsOf, writePreview } from './write-preview';

const HELP = `stowage preview [<file>...] [options]
Says what plans of Terraform or OpenTofu do before they are applied: risks first, then permissions and rules, then what changes and why.
What is secret in a plan is not shown.
  <file>             what 'terraform show -json <plan file>' prints; '-' is standard input
  --dir <directory>  plans the stacks of an app that was synthesized there, as many at once as there are cores; without any <file>
                     the default is cdktf.out. Another Terraform: TERRAFORM_BINARY_NAME
  --base <directory> plans nothing: tells how the code in --dir differs from what was synthesized there, without Terraform, the cloud
                     or credentials
  --save <directory> keeps the plan files there, with what they do, for 'stowage deploy'; not where anything is blocked. Whoever can
                     read them reads every secret
  --stack <name>     only this stack of the directory; may be repeated
  --format <format>  ${Object.keys(FORMATS).join(', ')}; the default is terminal. Markdown is for a comment: 65,000 bytes at most
  --out <file>       writes it there instead of to standard output; may be repeated, the endings say the formats:
                     ${Object.values(FORMATS)
                       .map(({ endings }) => endings.join(' '))
                       .join(' ')}
  --workflow         prints a workflow of GitHub Actions that previews pull requests, and nothing else
  --schema           prints the JSON Schema of --format json, and nothing else
  --fail-on <risk>   ends with 3 where there is any: ${BLOCKERS.join(', ')}; several with commas
  --prices <file>    JSON with prices that the catalog lacks: onDemandUsdPerHour, natGatewayUsdPerHour ... (src/spec/prices.ts)
  --post github      writes it as the one comment on a pull request that is about this project and environment. In GitHub Actions
                     what else it needs is in the environment, but for GITHUB_TOKEN, which the step must be given
    --project <name>, --environment <name>   which comment: the default is the name of the repository, and 'all'
    --pull-request <number>, --commit <sha>  which pull request, where the event of the workflow does not say
  --drift            tells everything that others changed, not only what the plans react to
Exits with
  0  nothing changes
  2  something changes
  3  it must not be applied: a risk of --fail-on, the end of something protected, a load_balancer that no route explains
  1  a plan failed or cannot be read, or the command is wrong
  4  otherwise 0 or 2, but it could not be posted
`;

const OPTIONS = {
  dir: { type: 'string' },
  base: { type: 'string' },
  save: { type: 'string' },
  stack: { type: 'string', multiple: true, default: [] as string[] },
  format: { type: 'string' },
  out: { type: 'string', multiple: true, default: [] as string[] },
  schema: { type: 'boolean', default: false },
  workflow: { type: 'boolean', default: false },
  'fail-on': { type: 'string', multiple: true, default: [] as string[] },
  prices: { type: 'string' },
  post: { type: 'string' },
  project: { type: 'string' },
  environment: { type: 'string', default: 'all' },
  'pull-request': { type: 'string' },
  commit: { type: 'string' },
  drift: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What the exit code tells. */
const EXIT = { nothing: 0, error: 1, changes: 2, blocked: 3, notPosted: 4 } as const;

/** Where a command writes: what was asked for, and how it is going. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly progress: (line: string) => void;
  /** Waits before something is tried once more. @default - waits */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** `stowage preview ...`; the exit code. Throws `CliError` or `SpecError` for what cannot be read. */
export async function previewCommand(args: readonly string[], streams: Streams): Promise<number> {
  const { out, progress } = streams;
  const at = new Date();
  const { values, positionals } = parseArguments(args, OPTIONS, HELP);
  if (values.help || positionals[0] === 'help') {
    out(HELP);
    return EXIT.nothing;
  }
  if (values.schema) {
    out(jsonSchema());
    return EXIT.nothing;
  }
  if (values.workflow) {
    out(planPreviewWorkflow({ stowage: 'npx stowage', synth: 'npx cdktf-cli@0.21.0 synth' }));
    return EXIT.nothing;
  }
  const outputs = outputsOf(values.format, values.out);
  const target = { ...values, number: values['pull-request'] };
  checkPost(target);
  const failOn = values['fail-on'].flatMap((list) => list.split(',')).map(blocker);
  if (values.save !== undefined && (positionals.length > 0 || values.base !== undefined))
    throw new CliError('only plans that are made now can be saved: leave out the files, or --base');
  if (positionals.length > 0 && (values.dir !== undefined || values.base !== undefined || values.stack.length > 0))
    throw new CliError('give files or --dir, --base and --stack, not both');
  const { plans, failures, kept } = await plansOf(values, positionals, progress);
  const prices =
    values.prices === undefined ? {} : parseSpec(`Prices '${values.prices}'`, pricesSpec, readJson(values.prices));
  const preview = readPreview(plans, { failures, allDrift: values.drift, prices, isCode: values.base !== undefined });
  const verdict = verdictOf(preview, failOn);
  if (values.save !== undefined) saveReview(values.save, kept, verdict, progress);
  writePreview(outputs, preview, verdict, out);
  const isPosted = await postPreview(preview, verdict, { ...target, at }, streams);
  return exitCode(verdict, isPosted);
}

/** Which stacks of which directory, and where their plans stay. */
interface Where {
  readonly dir?: string | undefined;
  readonly base?: string | undefined;
  readonly save?: string | undefined;
  readonly stack: readonly string[];
}

/** What is to be shown: plans that are there, plans that are made now, or the difference of code. */
async function plansOf(
  { dir = 'cdktf.out', base, save, stack }: Where,
  files: readonly string[],
  progress: (line: string) => void,
): Promise<PlannedStacks> {
  if (files.length > 0) return { plans: filesOf(files), failures: [], kept: [] };
  if (base !== undefined) return { plans: compareCode(base, dir, stack), failures: [], kept: [] };
  const all = synthesizedStacks(dir);
  const wanted = synthesizedStacks(dir, stack);
  return planStacks(wanted, {
    all,
    provisional: readProvisional(dir),
    say: progress,
    keepIn: save && reviewDirectory(save),
  });
}

/** What must not be applied is not saved. */
function saveReview(dir: string, kept: readonly KeptPlan[], verdict: Verdict, say: (line: string) => void): void {
  if (!verdict.isErrored && verdict.blocked.length === 0) writeReview(dir, kept);
  else {
    dropPlans(dir, kept);
    say(`NOT SAVED to ${dir}: it must not be applied`);
  }
}

/** A plan that failed is an error whatever else there is: nobody knows what is missing in it. That nobody was told changes no verdict. */
function exitCode({ isErrored, blocked, isQuiet }: Verdict, isPosted: boolean): number {
  if (isErrored) return EXIT.error;
  if (blocked.length > 0) return EXIT.blocked;
  if (!isPosted) return EXIT.notPosted;
  return isQuiet ? EXIT.nothing : EXIT.changes;
}

/** A stack is called like its file. Two of one name would be one in the report. */
function filesOf(files: readonly string[]): PlanInput[] {
  const names = files.map((file) => (file === '-' ? 'stdin' : basename(file).replace(/(\.tfplan)?\.json$/, '')));
  return files.map((file, i) => {
    const name = names[i] as string;
    const isAlone = names.filter((other) => other === name).length === 1;
    return { stack: isAlone ? name : file, document: readJson(file) };
  });
}

function blocker(text: string): Blocker {
  const found = BLOCKERS.find((one) => one === text.trim());
  if (found === undefined) throw new CliError(`no risk '${text}'; there are ${BLOCKERS.join(', ')}`);
  return found;
}
