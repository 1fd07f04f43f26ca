import type { Preview, ResourcePreview, StackPreview } from '../model';
import { RISK_WORDS, RISKS, type Risk } from '../risk';
import { type RiskRow, riskRows, type Verdict } from '../verdict';
import { bytes, firstOf, fit, type Section } from './budget';
import { changeSections } from './markdown-changes';
import { permissionSections } from './markdown-permissions';
import { code, fenced, plural, row } from './markdown-text';
import { cut, visible } from './visible';
import { because, headline, summary, title } from './words';

/**
 * GitHub takes comments of 65,536 characters. In UTF-8 bytes, and a little less, that holds however characters are counted.
 */
export const MOST_BYTES = 65_000;

/**
 * What stands before the sections takes no more than this, however long names are: so much for each of its parts, and a few thousand bytes for
 * the lines between them, which have a fixed number of names.
 */
const RISK_ROWS = 40;
const RISK_BYTES = 24_000;
const MOST_REASONS = 8;
const REASON_BYTES = 6_000;
const FOOTER_BYTES = 400;

/** A preview for a pull request: what matters first, details last. @param most bytes of it */
export function renderMarkdown(preview: Preview, verdict: Verdict, most = MOST_BYTES): string {
  if (verdict.isQuiet)
    return `## ${title(preview)}: no changes\n\n${plural(preview.stacks.length, 'stack')} ${preview.isCode ? 'as before' : 'as planned'}.\n`;
  const parts = [header(verdict, preview), ...risks(preview, verdict)];
  const sections = [...permissionSections(preview), stacksSection(preview), ...changeSections(preview)];
  let room = most - bytes(parts.join('\n\n')) - FOOTER_BYTES;
  let left = 0;
  for (const section of sections) {
    if (section.count === 0) continue;
    const fitted = fit(section, room);
    left += fitted.left;
    if (fitted.text === '') continue;
    parts.push(fitted.text);
    room -= bytes(fitted.text) + 2;
  }
  // Whoever approves must know before the first line that there is more than they see.
  if (left > 0)
    parts.splice(
      1,
      0,
      `_This is not all: ${plural(left, 'row')} did not fit into a comment. \`stowage preview --format json\` has them._`,
    );
  return `${parts.join('\n\n')}\n`;
}

function header(verdict: Verdict, preview: Preview): string {
  const lines = [`## ${title(preview)}: ${headline(verdict)}`, '', summary(verdict, preview)];
  lines.push(...reasonLines(verdict));
  if (verdict.isErrored) {
    const failed = preview.stacks.filter((stack) => stack.isErrored).map(({ stack }) => code(stack, 60));
    if (failed.length > 0)
      lines.push(
        '',
        `**A plan failed**, so what follows is not all that would happen, and cannot be applied: ${failed.slice(0, 5).join(', ')}`,
      );
  }
  lines.push(...provisionalLines(preview));
  lines.push(...failureLines(preview));
  return lines.join('\n');
}

function reasonLines({ blocked }: Verdict): string[] {
  if (blocked.length === 0) return [];
  const reasons = firstOf(
    blocked.slice(0, MOST_REASONS).map((reason) => `- ${code(reason, 400)}`),
    REASON_BYTES,
  );
  const left = blocked.length - reasons.length;
  return ['', '**Must not be applied:**', '', ...reasons, ...(left > 0 ? [`- and ${left} more`] : [])];
}

/** Which stacks were planned with values that nobody knows yet, and whose. */
function provisionalLines({ stacks }: Preview): string[] {
  const made = stacks.filter(({ provisional }) => provisional.length > 0);
  if (made.length === 0) return [];
  const names = (all: readonly string[]) =>
    [...new Set(all)]
      .slice(0, 5)
      .map((name) => code(name, 60))
      .join(', ') + (new Set(all).size > 5 ? ' and more' : '');
  const unapplied = names(made.flatMap(({ provisional }) => provisional));
  return [
    '',
    `**Provisional**: never applied yet: ${unapplied}. What ${names(made.map(({ stack }) => stack))} read of that is made up, marked \`(provisional)\`; plan them again after it.`,
  ];
}

/** Of what Terraform says the first lines tell what is wrong. */
const MOST_FAILURES = 5;
const FAILURE_BYTES = 10_000;
const MOST_LINES = 12;

function failureLines({ failures }: Preview): string[] {
  const told = firstOf(
    failures
      .slice(0, MOST_FAILURES)
      .map(({ stack, message }) =>
        ['', `**The plan failed** of ${code(stack, 60)}:`, '', ...fenced('', messageLines(message))].join('\n'),
      ),
    FAILURE_BYTES,
  );
  const left = failures.length - told.length;
  return [...told, ...(left > 0 ? ['', `The plan failed of ${plural(left, 'more stack')}.`] : [])];
}

function messageLines(message: string): string[] {
  // Warnings come first, and are not why it failed.
  const from = Math.max(0, message.indexOf('Error:'));
  return message
    .slice(from)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, MOST_LINES)
    .map((line) => cut(visible(line), 160));
}

function risks(preview: Preview, { risks: counts }: Verdict): string[] {
  const rows = riskRows(preview);
  if (rows.length === 0) return [];
  const lines = firstOf(rows.slice(0, RISK_ROWS).map(riskRow), RISK_BYTES);
  const hidden = RISKS.flatMap((risk) => {
    const left = counts[risk] - rows.slice(0, lines.length).filter((one) => one.risk === risk).length;
    return risk === 'routine' || left === 0
      ? []
      : [row(`**${risk}**`, `and ${plural(left, 'more')}`.replace(/mores$/, 'more'), '', '')];
  });
  const meanings = [...new Set(rows.map(({ risk }) => risk))].map((risk: Risk) => `_${risk}_: ${RISK_WORDS[risk]}`);
  return [
    [
      '### Risks',
      '',
      row('risk', 'what happens', 'to', 'because'),
      '| --- | --- | --- | --- |',
      ...lines,
      ...hidden,
    ].join('\n'),
    `<sub>${meanings.join('; ')}</sub>`,
  ];
}

function riskRow({ risk, says, of, stack, resource }: RiskRow): string {
  const where = resource.construct ?? resource.address;
  return row(
    `**${risk}**`,
    of === undefined ? says : `${says}: ${code(of, 100)}`,
    `${code(where, 90)} in ${code(stack, 50)}`,
    because(resource, (text) => code(text, 60), 2),
  );
}

const COLUMNS = ['delete', 'replace', 'forget', 'update', 'create', 'move', 'import', 'read', 'unrecognised'] as const;

function stacksSection({ stacks }: Preview): Section {
  const used = COLUMNS.filter((action) => stacks.some(({ changes }) => changes.some((one) => one.action === action)));
  const rows = stacks.map((stack) =>
    row(
      `${code(stack.stack, 80)}${stack.provisional.length > 0 ? ' (provisional)' : ''}`,
      ...used.map((action) => counted(stack, action)),
      String(stack.unchanged),
    ),
  );
  return {
    head: [
      '### Stacks',
      '',
      'In the order in which they are applied.',
      '',
      row('stack', ...used, 'unchanged'),
      `| --- |${' ---: |'.repeat(used.length + 1)}`,
    ],
    rows,
    count: rows.length,
    more: (left) => `and ${plural(left, 'stack')} more`,
    most: 6_000,
  };
}

function counted({ changes }: StackPreview, action: ResourcePreview['action']): string {
  const count = changes.filter((one) => one.action === action).length;
  return count === 0 ? '' : String(count);
}
