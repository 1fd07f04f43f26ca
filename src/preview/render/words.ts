import { type Action, isKnownReason } from '../action';
import { costDelta } from '../cost-delta';
import type { Preview, ResourcePreview } from '../model';
import type { Cause } from '../replacement';
import { RISKS } from '../risk';
import { isQuietStack, type Verdict } from '../verdict';
import { costWords } from './cost-words';

const WORDS: Readonly<Record<Action, string>> = {
  delete: 'destroyed',
  replace: 'replaced',
  forget: 'forgotten',
  update: 'changed in place',
  create: 'created',
  move: 'moved',
  import: 'imported',
  read: 'read',
  unrecognised: 'not understood',
};

/** What it is that is read. */
export function title({ isCode }: Pick<Preview, 'isCode'>): string {
  return isCode ? 'Code difference' : 'Plan preview';
}

const CODE_ONLY =
  'This is a difference of code, not a plan: nobody asked what is there, or what others changed, and what is replaced is known from a table.';

/** The one line that everybody reads: `data-loss (2), outage (1)`. */
export function headline({ worst, risks, isErrored, blocked, counts }: Verdict): string {
  const found = RISKS.filter((risk) => risk !== 'routine' && risks[risk] > 0).map((risk) => `${risk} (${risks[risk]})`);
  const what =
    found.length > 0 ? found.join(', ') : worst === 'routine' && counts.unrecognised === 0 ? 'routine' : 'look closely';
  const state = isErrored ? 'a plan failed; ' : blocked.length > 0 ? 'blocked; ' : '';
  return `${state}${what}`;
}

/** `1 destroyed, 2 replaced, in 1 of 3 stacks.` */
export function summary({ counts, broadening }: Verdict, { stacks, isCode }: Preview): string {
  const done = (Object.keys(WORDS) as Action[]).filter((action) => counts[action] > 0 && action !== 'read');
  const what =
    done.length === 0
      ? 'No resource changes'
      : done.map((action) => `${counts[action].toLocaleString('en-US')} ${WORDS[action]}`).join(', ');
  const touched = stacks.filter((stack) => !isQuietStack(stack)).length;
  const more = [
    ...(isCode ? [CODE_ONLY] : []),
    ...(broadening > 0
      ? [`${broadening.toLocaleString('en-US')} permissions or rules let somebody do more than before.`]
      : []),
    ...noticed(
      stacks.reduce((sum, { checks }) => sum + checks.length, 0),
      'check',
      'does not hold',
      'do not hold',
    ),
    ...noticed(
      stacks.reduce((sum, { drift }) => sum + drift.relevant.length, 0),
      'resource',
      'was changed by others',
      'were changed by others',
    ),
    ...noticed(
      stacks.reduce((sum, { deferred }) => sum + deferred.length, 0),
      'change',
      'waits for a later plan',
      'wait for a later plan',
    ),
  ];
  const cost = costDelta({ stacks });
  const changes = stacks.reduce((sum, { costs }) => sum + costs.length, 0);
  if (cost !== undefined) more.push(`Cost: ${costWords(cost, changes)}.`);
  return [`${what}, in ${touched} of ${stacks.length} stack${stacks.length === 1 ? '' : 's'}.`, ...more].join(' ');
}

function noticed(count: number, noun: string, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${noun}${count === 1 ? ` ${one}` : `s ${many}`}.`];
}

/** Why something is done: the chain to where it began, or Terraform's reason. @param most chains that are told */
export function because(
  { causes, reason, action, previousAddress, importId }: ResourcePreview,
  code: (text: string) => string,
  most: number,
): string {
  const chains = causes.slice(0, most).map((chain) => chainOf(chain, code));
  const left = causes.length - chains.length;
  if (chains.length > 0) return [...chains, ...(left > 0 ? [`and ${left} more`] : [])].join('; ');
  if (previousAddress !== undefined) return `was ${code(previousAddress)}`;
  if (importId !== undefined) return `imported by ${code(importId)}`;
  // A resource that is forgotten has the reason of one that is deleted.
  if (reason === undefined || action === 'read') return '';
  return isKnownReason(reason) ? reason : code(reason);
}

/** The steps that are told of a chain: its first two and its last. */
const STEPS = 3;

function chainOf(chain: readonly Cause[], code: (text: string) => string): string {
  const told = chain.length <= STEPS ? chain : [...chain.slice(0, STEPS - 1), ...chain.slice(-1)];
  return told
    .map((cause, i): string => {
      const whose = i === 0 ? '' : ` of ${code(cause.address)}`;
      const isLast = i === told.length - 1;
      const skipped = isLast && told.length < chain.length ? '… ← ' : '';
      return `${skipped}${code(cause.attribute || 'it')}${whose}${isLast ? values(cause, code) : ' changes'}`;
    })
    .join(' ← ');
}

function values({ before, after, others }: Cause, code: (text: string) => string): string {
  const more = others === undefined ? '' : ` and ${others} more`;
  return `${fromTo({ before, after }, code)}${more}`;
}

function fromTo({ before, after }: Pick<Cause, 'before' | 'after'>, code: (text: string) => string): string {
  if (before !== undefined && after !== undefined) return `: ${code(before)} → ${code(after)}`;
  if (after !== undefined) return `: nothing → ${code(after)}`;
  return before === undefined ? ' is new' : `: ${code(before)} → known after the apply`;
}
