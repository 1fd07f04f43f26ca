import { ACTIONS } from '../action';
import type { AttributeChange } from '../attribute-changes';
import type { OutputPreview, Preview, ResourcePreview } from '../model';
import type { Section } from './budget';
import { ASSUMPTIONS, changeWords } from './cost-words';
import { mapped } from './markdown-permissions';
import { code, fenced, htmlCode, plural, row } from './markdown-text';
import { cut, visible } from './visible';
import { because } from './words';

interface Placed {
  readonly stack: string;
  readonly resource: ResourcePreview;
}

/** What changes, gravest action first; what others changed; outputs, checks, what waits, what is not understood; details at the end. */
export function changeSections(preview: Preview): Section[] {
  const { stacks } = preview;
  const placed = stacks.flatMap(({ stack, changes }) => changes.map((resource) => ({ stack, resource })));
  const sorted = ACTIONS.flatMap((action) => placed.filter(({ resource }) => resource.action === action));
  return [
    section('### Checks that do not hold', checkLines(preview), 4_000),
    section(
      '### Not understood',
      stacks.flatMap(({ stack, unrecognised }) =>
        unrecognised.map((one) => `- ${code(one, 200)} in ${code(stack, 60)}`),
      ),
      3_000,
    ),
    section(
      '### Also another in the code',
      stacks.flatMap(({ stack, notes }) => notes.map((one) => `- ${code(one, 200)} in ${code(stack, 60)}`)),
      3_000,
    ),
    { ...section('### Changes', sorted, 16_000), rows: mapped(sorted, changeLine) },
    costSection(preview),
    driftSection(preview),
    section(
      '### Outputs',
      stacks.flatMap(({ outputs }) => outputs.map(outputLine)),
      3_000,
    ),
    section(
      '### Waits for a later plan',
      stacks.flatMap(({ deferred }) =>
        deferred.map(
          ({ address, reason }) => `- ${code(address || 'something')}${reason === '' ? '' : `: ${code(reason)}`}`,
        ),
      ),
      2_000,
    ),
    { ...section('### Details', sorted, 65_000), rows: mapped(sorted, details), isSpaced: true },
  ];
}

function driftSection({ stacks }: Preview): Section {
  const drift = stacks.flatMap(({ stack, drift }) => drift.relevant.map((resource) => ({ stack, resource })));
  const others = stacks.reduce((sum, { drift }) => sum + drift.others, 0);
  const driftHead = [
    '### Changed by others since the last apply',
    ...(others > 0 ? ['', `${plural(others, 'other change')} that no plan reacts to.`] : []),
    '',
  ];
  return {
    ...section('', drift, 4_000),
    head: driftHead,
    rows: mapped(drift, ({ resource }) => changeLine({ stack: '', resource })),
  };
}

function costSection({ stacks }: Preview): Section {
  const costs = stacks.flatMap((stack) => stack.costs);
  const rows = costs.map((cost) => row(code(cost.address, 100), code(cost.what, 100), changeWords(cost)));
  return {
    ...section('### Cost', rows, 6_000),
    head: ['### Cost', '', ASSUMPTIONS, '', row('resource', 'what', 'a month'), '| --- | --- | ---: |'],
  };
}

function section(title: string, lines: readonly unknown[], most: number): Section {
  return {
    head: [title, ''],
    rows: lines.filter((line): line is string => typeof line === 'string'),
    count: lines.length,
    more: (left) => `and ${plural(left, 'more')}`.replace(/mores$/, 'more'),
    most,
  };
}

function changeLine({ resource }: Placed): string {
  const { action, address, construct, isProtected, isCreatedFirst, deposed, attributes } = resource;
  const notes = [
    ...(isProtected ? ['protected'] : []),
    ...(isCreatedFirst ? ['the new one first'] : []),
    ...(deposed === undefined ? [] : ['what was replaced before']),
    ...(action === 'update' ? [attributeNames(attributes)] : []),
  ].filter((note) => note !== '');
  const why = because(resource, (text) => code(text, 80), 2);
  const name = construct === undefined ? code(address, 120) : `${code(construct, 100)} (${code(resource.type, 60)})`;
  return `- **${action}** ${name}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}${why === '' ? '' : `: ${why}`}`;
}

const MOST_NAMES = 4;

function attributeNames(attributes: readonly AttributeChange[]): string {
  const names = attributes.slice(0, MOST_NAMES).map(({ path }) => code(path, 60));
  return names.join(', ') + (attributes.length > MOST_NAMES ? ` and ${attributes.length - MOST_NAMES} more` : '');
}

function outputLine({ name, action, attributes }: OutputPreview): string {
  const one = attributes.length === 1 ? (attributes[0] as AttributeChange) : undefined;
  const values =
    one === undefined
      ? attributeNames(attributes)
      : `${code(one.before ?? 'nothing', 80)} → ${code(afterOf(one) ?? 'nothing', 80)}`;
  return `- **${action}** ${code(name, 80)}: ${values}`;
}

function checkLines({ stacks }: Preview): string[] {
  return stacks.flatMap(({ checks }) =>
    checks.map(({ address, status, messages }) => {
      const said = messages.slice(0, 3).map((message) => code(message, 200));
      return `- ${code(address, 80)} (${code(status, 20)})${said.length > 0 ? `: ${said.join(', ')}` : ''}`;
    }),
  );
}

const MOST_LINES = 60;

/** A resource attribute by attribute, closed until somebody opens it. */
function details({ stack, resource }: Placed): string {
  const { action, address } = resource;
  const [told, unknown] = toldOf(resource);
  const lines = [...told.slice(0, MOST_LINES).flatMap(diffLines), ...unknownLine(unknown)];
  const more = told.length > MOST_LINES ? [`  and ${told.length - MOST_LINES} more attributes`] : [];
  const body = lines.length === 0 ? ['No attribute changes.'] : fenced('diff', [...lines, ...more]);
  return [
    `<details><summary>${action} ${htmlCode(address)} in ${htmlCode(stack)}</summary>`,
    '',
    ...body,
    '',
    '</details>',
  ].join('\n');
}

/** What is made gets ids and addresses that nobody wrote: their names are enough. */
function toldOf({ action, attributes }: ResourcePreview): [AttributeChange[], AttributeChange[]] {
  const isMade = action === 'create' || action === 'replace';
  const isLate = ({ isUnknown }: AttributeChange) => isMade && isUnknown === true;
  return [attributes.filter((one) => !isLate(one)), attributes.filter(isLate)];
}

function unknownLine(unknown: readonly AttributeChange[]): string[] {
  if (unknown.length === 0) return [];
  const names = unknown.slice(0, 12).map(({ path }) => cut(visible(path), 60));
  const more = unknown.length > names.length ? ` and ${unknown.length - names.length} more` : '';
  return [`  known after the apply: ${names.join(', ')}${more}`];
}

function diffLines(change: AttributeChange): string[] {
  const path = cut(visible(change.path), 120);
  const after = afterOf(change);
  const line = (sign: string, value: string) => `${sign} ${path}: ${cut(visible(value), 400)}`;
  return [
    ...(change.before === undefined ? [] : [line('-', change.before)]),
    ...(after === undefined ? [] : [line('+', after)]),
  ];
}

/** What an attribute comes to, in words where nobody knows yet. */
export function afterOf({ after, isUnknown }: AttributeChange): string | undefined {
  return isUnknown ? '(known after the apply)' : after;
}
