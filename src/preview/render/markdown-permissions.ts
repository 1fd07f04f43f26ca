import type { Preview } from '../model';
import { type NetworkChange, portsOf } from '../network-rules';
import type { PermissionChange } from '../permission-change';
import type { Section } from './budget';
import { code, plural, row } from './markdown-text';

/** Who may do what and who reaches whom, as it comes and goes. What lets somebody do more is first. */
export function permissionSections({ stacks }: Preview): Section[] {
  const permissions = broadestFirst(stacks.flatMap((stack) => stack.permissions));
  const network = broadestFirst(stacks.flatMap((stack) => stack.network));
  return [
    {
      head: [
        '### Permissions',
        '',
        row('', 'of', 'effect', 'actions', 'on', 'who', 'if', 'lets do more'),
        '| :---: | --- | --- | --- | --- | --- | --- | --- |',
      ],
      rows: mapped(permissions, permissionRow),
      count: permissions.length,
      more: (left) => `and ${plural(left, 'statement')} more`,
      most: 12_000,
    },
    {
      head: [
        '### Network',
        '',
        row('', 'group', 'direction', 'ports', 'peer', 'why', 'lets do more'),
        '| :---: | --- | --- | --- | --- | --- | --- |',
      ],
      rows: mapped(network, networkRow),
      count: network.length,
      more: (left) => `and ${plural(left, 'rule')} more`,
      most: 10_000,
    },
  ];
}

/** As they were, but those first that let somebody do more, so that they are not what is left out. */
function broadestFirst<T extends { readonly isBroadening: boolean }>(all: readonly T[]): T[] {
  return [...all.filter((one) => one.isBroadening), ...all.filter((one) => !one.isBroadening)];
}

function permissionRow({
  sign,
  address,
  policy,
  effect,
  actions,
  resources,
  principals,
  condition,
  isBroadening,
  undecided,
}: PermissionChange): string {
  const of = `${code(address, 90)}: ${policy}`;
  if (undecided !== undefined) return row('?', of, undecided, '', '', '', '', '**unknown**');
  return row(
    sign,
    of,
    code(effect, 20),
    listed(actions),
    listed(resources),
    listed(principals),
    condition === '' ? '' : code(condition, 120),
    broader(isBroadening),
  );
}

function networkRow(rule: NetworkChange): string {
  const peers = [...rule.cidrs, ...rule.others];
  const opens = rule.opens === undefined ? '' : ` (${code(rule.opens, 80)})`;
  return row(
    rule.sign,
    code(rule.group, 90),
    rule.direction,
    code(portsOf(rule), 30),
    `${listed(peers)}${opens}`,
    rule.description === '' ? '' : code(rule.description, 80),
    broader(rule.isBroadening),
  );
}

function broader(isBroadening: boolean): string {
  return isBroadening ? '**yes**' : '';
}

/** The first of a list, in one cell. */
const MOST = 6;

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST).map((text) => code(text, 100));
  return texts.length > MOST ? `${shown.join(' ')} and ${texts.length - MOST} more` : shown.join(' ');
}

export function* mapped<A, B>(all: Iterable<A>, of: (one: A) => B): Iterable<B> {
  for (const one of all) yield of(one);
}
