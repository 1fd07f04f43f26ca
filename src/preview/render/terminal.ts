import type { AttributeChange } from '../attribute-changes';
import type { CostChange } from '../cost';
import { costDelta } from '../cost-delta';
import type { Preview, ResourcePreview, StackPreview } from '../model';
import { portsOf } from '../network-rules';
import { riskRows, type Verdict } from '../verdict';
import { ASSUMPTIONS, changeWords } from './cost-words';
import { afterOf } from './markdown-changes';
import { cut, visible } from './visible';
import { because, headline, summary, title } from './words';

const LONGEST = 200;

/** A preview for a terminal: everything, in lines, the gravest first. */
export function renderTerminal(preview: Preview, verdict: Verdict): string {
  if (verdict.isQuiet)
    return `${title(preview)}: no changes in ${preview.stacks.length} stack${preview.stacks.length === 1 ? '' : 's'}\n`;
  const lines = [
    `${title(preview)}: ${headline(verdict)}`,
    summary(verdict, preview),
    ...verdict.blocked.map((reason) => `BLOCKED: ${shown(reason)}`),
    ...block(
      'Risks',
      riskRows(preview).map(({ risk, says, of, stack, resource }) => {
        const what = of === undefined ? says : `${says}: ${shown(of)}`;
        return `${risk.padEnd(9)}  ${shown(resource.construct ?? resource.address)} in ${shown(stack)}: ${what}${reasonOf(resource)}`;
      }),
    ),
    ...preview.failures.flatMap(({ stack, message }) => [
      '',
      `THE PLAN FAILED of ${shown(stack)}:`,
      ...message.split('\n').map((line) => `  ${shown(line)}`),
    ]),
    ...preview.stacks.flatMap(stackLines),
    ...(costDelta(preview) === undefined ? [] : ['', `Costs are ${ASSUMPTIONS}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function stackLines(stack: StackPreview): string[] {
  const { changes, costs, drift, outputs, checks, deferred, notes, provisional, unrecognised, isErrored, unchanged } =
    stack;
  const lines = [
    ...(isErrored ? ['  THE PLAN FAILED: this is not all, and it cannot be applied'] : []),
    ...checks.map(
      ({ address, status, messages }) =>
        `  check ${shown(address)} (${shown(status)}): ${messages.map(shown).join(', ')}`,
    ),
    ...provisional.map((one) => `  provisional: ${shown(one)} was never applied, so what is read of it is made up`),
    ...notes.map((one) => `  also in the code: ${shown(one)}`),
    ...unrecognised.map((one) => `  not understood: ${shown(one)}`),
    ...changes.flatMap(changeLines),
    ...accessLines(stack),
    ...costs.map((cost) => `  cost of ${shown(cost.address)} (${shown(cost.what)}): ${costOf(cost)}`),
    ...drift.relevant.flatMap((one) => [
      `  changed by others: ${shown(one.address)}`,
      ...one.attributes.map(attributeLine),
    ]),
    ...outputs.flatMap(({ name, action, attributes }) => [
      `  ${action} output ${shown(name)}`,
      ...attributes.map(attributeLine),
    ]),
    ...deferred.map(({ address, reason }) => `  waits for a later plan: ${shown(address)} ${shown(reason)}`),
  ];
  return lines.length === 0 ? [] : ['', `${shown(stack.stack)} (${unchanged} unchanged)`, ...lines];
}

function changeLines(resource: ResourcePreview): string[] {
  const { action, address, construct, isProtected, isCreatedFirst, deposed, attributes } = resource;
  const notes = [
    ...(construct === undefined ? [] : [shown(construct)]),
    ...(isProtected ? ['protected'] : []),
    ...(isCreatedFirst ? ['the new one first'] : []),
    ...(deposed === undefined ? [] : ['what was replaced before']),
  ];
  const note = notes.length > 0 ? ` (${notes.join('; ')})` : '';
  return [`  ${action} ${shown(address)}${note}${reasonOf(resource)}`, ...attributes.map(attributeLine)];
}

function attributeLine(change: AttributeChange): string {
  return `      ${shown(change.path || 'value')}: ${shown(change.before ?? '(nothing)')} -> ${shown(afterOf(change) ?? '(nothing)')}`;
}

/** Permissions and rules that come or go. */
function accessLines({ permissions, network }: StackPreview): string[] {
  return [
    ...permissions.map(
      ({ sign, address, effect, actions, resources, principals, isBroadening, undecided }) =>
        `  ${sign} permission of ${shown(address)}: ${undecided ?? [effect, ...actions, 'on', ...resources, ...principals].map(shown).join(' ')}${isBroadening ? '  LETS DO MORE' : ''}`,
    ),
    ...network.map(
      (rule) =>
        `  ${rule.sign} ${rule.direction} of ${shown(rule.group)}: ${shown(portsOf(rule))} ${[...rule.cidrs, ...rule.others].map(shown).join(' ')}${rule.isBroadening ? '  LETS DO MORE' : ''}`,
    ),
  ];
}

function costOf(cost: CostChange): string {
  const words = changeWords(cost).replaceAll('*', '');
  return words === 'unknown' ? words : `${words} USD a month`;
}

function reasonOf(resource: ResourcePreview): string {
  const why = because(resource, shown, 2);
  return why === '' ? '' : `; ${why}`;
}

function shown(text: string): string {
  return cut(visible(text), LONGEST);
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}
