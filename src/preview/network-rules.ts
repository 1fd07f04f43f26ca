import { Addresses } from './internet';
import { at } from './nested-json';
import type { ResourceChange } from './plan-json';
import type { References } from './references';

/** Who may connect to whom, as a security group says it. */
export interface NetworkRule {
  /** Id of the group, or the address of the resource that will be it. */
  readonly group: string;
  readonly direction: 'ingress' | 'egress';
  readonly protocol: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly cidrs: readonly string[];
  /** Groups and prefix lists; the address of what is not there yet. */
  readonly others: readonly string[];
  readonly description: string;
}

/** A rule that comes or goes. */
export interface NetworkChange extends NetworkRule {
  readonly address: string;
  readonly sign: '+' | '-';
  /** What was allowed before does not cover it. Nothing that goes does that. */
  readonly isBroadening: boolean;
  /** Of the internet, what could not connect before; undefined where nothing. A range that cannot be read counts as all. */
  readonly opens?: string;
}

const INLINE = ['aws_security_group', 'aws_default_security_group'];
const ALONE: Readonly<Record<string, 'ingress' | 'egress' | undefined>> = {
  aws_vpc_security_group_ingress_rule: 'ingress',
  aws_vpc_security_group_egress_rule: 'egress',
  // Says itself which it is.
  aws_security_group_rule: undefined,
};

/** Whether a type is one rule and nothing else. */
export function isRuleAlone(type: string): boolean {
  return Object.hasOwn(ALONE, type);
}

/** Rules by group and direction. */
export type Rules = ReadonlyMap<string, readonly NetworkRule[]>;

type Side = 'before' | 'after';

/** Every rule that comes or goes with a plan. @param changes what of the plan may be shown. */
export function networkChanges(changes: readonly ResourceChange[], references: References): NetworkChange[] {
  const own = changes.filter(({ type }) => INLINE.includes(type) || Object.hasOwn(ALONE, type));
  const successors = successorsOf(own);
  const rules = own.map((change) => ({
    change,
    before: rulesOf(change, 'before', references).map((rule) => followed(rule, successors)),
    after: rulesOf(change, 'after', references),
  }));
  const was = groupedBy(rules.flatMap(({ before }) => before));
  const found = rules.flatMap(({ change: { address }, before, after }) => {
    const [was, will] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
    return [
      ...before.filter((rule) => !will.has(keyOf(rule))).map((rule) => ({ ...rule, address, sign: '-' as const })),
      ...after.filter((rule) => !was.has(keyOf(rule))).map((rule) => ({ ...rule, address, sign: '+' as const })),
    ];
  });
  const opened = openedBy(found, was);
  const addresses = new Map(own.flatMap((change) => addressOf(change)));
  return unique(found).map((rule) => {
    const shown = followed(rule, addresses);
    if (rule.sign === '-') return { ...shown, isBroadening: false };
    // A rule that names a group opens nothing to anybody's addresses, whatever another rule of its ports does.
    const opens = rule.cidrs.length === 0 ? undefined : opened.get(sameWay(rule));
    return { ...shown, isBroadening: !isCovered(rule, was), ...(opens !== undefined && { opens }) };
  });
}

/** A group is known by its address rather than by its id. */
function addressOf({ type, address, change }: ResourceChange): [string, string][] {
  const id = at(change.before, 'id') ?? at(change.after, 'id');
  return INLINE.includes(type) && typeof id === 'string' ? [[id, address]] : [];
}

/** The same rule may stand in its group and in a resource of its own. */
function unique<T extends NetworkRule & { readonly sign: string }>(rules: readonly T[]): T[] {
  return [...new Map(rules.map((rule) => [`${rule.sign} ${keyOf(rule)}`, rule])).values()];
}

/** Groups that are replaced, by the id that they have: what is allowed to them is allowed to what takes their place. */
function successorsOf(changes: readonly ResourceChange[]): Map<string, string> {
  const replaced = changes.filter(
    ({ type, change }) => INLINE.includes(type) && change.before != null && at(change.after_unknown, 'id') === true,
  );
  return new Map(replaced.map(({ address, change }) => [String(at(change.before, 'id')), address]));
}

function followed<T extends NetworkRule>(rule: T, successors: ReadonlyMap<string, string>): T {
  const now = (id: string) => successors.get(id) ?? id;
  return { ...rule, group: now(rule.group), others: rule.others.map(now) };
}

/** Both sides of what is split over several rules of one way are looked at together: two halves of the internet are the internet. */
function openedBy(found: readonly (NetworkRule & { readonly sign: string })[], was: Rules): Map<string, string> {
  const ways = new Map<string, NetworkRule[]>();
  for (const rule of found) if (rule.sign === '+') ways.set(sameWay(rule), [...(ways.get(sameWay(rule)) ?? []), rule]);
  const opened = new Map<string, string>();
  for (const [way, rules] of ways) {
    const first = rules[0] as NetworkRule;
    const added = Addresses.of(rules.flatMap(({ cidrs }) => cidrs));
    const before = Addresses.of(wider(first, was).flatMap(({ cidrs }) => cidrs));
    if (added === undefined || before === undefined) opened.set(way, 'a range that cannot be read');
    else if (!added.without(before).onInternet().isEmpty) opened.set(way, added.without(before).onInternet().said());
  }
  return opened;
}

export function isCovered(rule: NetworkRule, was: Rules): boolean {
  const before = wider(rule, was);
  const addresses = Addresses.of(rule.cidrs);
  const there = Addresses.of(before.flatMap(({ cidrs }) => cidrs));
  if (addresses === undefined || there === undefined) return false;
  const others = new Set(before.flatMap((other) => other.others));
  return addresses.without(there).isEmpty && rule.others.every((other) => others.has(other));
}

/** The rules there were that let through at least the protocol and the ports of this one. */
function wider(rule: NetworkRule, was: Rules): readonly NetworkRule[] {
  return (was.get(`${rule.group} ${rule.direction}`) ?? []).filter(
    ({ protocol, from, to }) =>
      protocol === '-1' ||
      (protocol === rule.protocol &&
        from !== undefined &&
        to !== undefined &&
        rule.from !== undefined &&
        rule.to !== undefined &&
        from <= rule.from &&
        to >= rule.to),
  );
}

export function groupedBy(rules: readonly NetworkRule[]): Map<string, NetworkRule[]> {
  const found = new Map<string, NetworkRule[]>();
  for (const rule of rules) {
    const key = `${rule.group} ${rule.direction}`;
    const list = found.get(key);
    if (list === undefined) found.set(key, [rule]);
    else list.push(rule);
  }
  return found;
}

export function rulesOf(resource: ResourceChange, side: Side, references: References): NetworkRule[] {
  const value = at(resource.change, side);
  if (value == null) return [];
  if (Object.hasOwn(ALONE, resource.type)) {
    const said = at(value, 'type');
    const direction = ALONE[resource.type] ?? (said === 'egress' ? 'egress' : 'ingress');
    return [
      ruleOf(value, groupOf(resource, side, references), direction, (key) => otherAt(resource, side, key, references)),
    ];
  }
  const id = at(value, 'id');
  const group = typeof id === 'string' ? id : resource.address;
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    // Where nobody writes a group's rules into it, it only repeats those of others.
    if (at(resource.change.after_unknown, direction) === true) return [];
    const blocks = at(value, direction);
    return (Array.isArray(blocks) ? blocks : []).map((block) => ruleOf(block, group, direction, () => []));
  });
}

function ruleOf(
  value: unknown,
  group: string,
  direction: NetworkRule['direction'],
  unknownAt: (key: string) => readonly string[],
): NetworkRule {
  const texts = (...keys: readonly string[]) =>
    keys.flatMap((key) => {
      const found = at(value, key);
      return (Array.isArray(found) ? found : [found]).filter(
        (one): one is string => typeof one === 'string' && one !== '',
      );
    });
  const number = (key: string) => (typeof at(value, key) === 'number' ? (at(value, key) as number) : undefined);
  const peers = [
    'referenced_security_group_id',
    'source_security_group_id',
    'security_groups',
    'prefix_list_id',
    'prefix_list_ids',
  ];
  return {
    group,
    direction,
    protocol: protocolOf(texts('ip_protocol', 'protocol')[0] ?? ''),
    from: number('from_port'),
    to: number('to_port'),
    cidrs: texts('cidr_ipv4', 'cidr_ipv6', 'cidr_blocks', 'ipv6_cidr_blocks'),
    others: [
      ...texts(...peers),
      ...(at(value, 'self') === true ? ['itself'] : []),
      ...peers.flatMap(unknownAt),
      ...CIDRS.flatMap(unknownAt),
    ],
    description: texts('description')[0] ?? '',
  };
}

const CIDRS = ['cidr_ipv4', 'cidr_ipv6'];

function protocolOf(text: string): string {
  return text === 'all' ? '-1' : text.toLowerCase();
}

function groupOf(resource: ResourceChange, side: Side, references: References): string {
  const id = at(at(resource.change, side), 'security_group_id');
  if (typeof id === 'string') return id;
  return references.of(resource.address, ['security_group_id'])[0]?.address ?? resource.address;
}

/** What an attribute will be, where only the resource is known that it comes from. */
function otherAt(resource: ResourceChange, side: Side, key: string, references: References): string[] {
  if (side === 'before' || at(resource.change.after_unknown, key) !== true) return [];
  return [references.of(resource.address, [key])[0]?.address ?? 'something that is not known yet'];
}

function sameWay({ group, direction, protocol, from, to }: NetworkRule): string {
  return [group, direction, protocol, from, to].join(' ');
}

/** Two rules with this in common let the same through. */
function keyOf(rule: NetworkRule): string {
  return JSON.stringify([sameWay(rule), [...rule.cidrs].sort(), [...rule.others].sort()]);
}

/** `tcp 443`, `udp 5000-6000`, `everything`. */
export function portsOf({ protocol, from, to }: NetworkRule): string {
  if (protocol === '-1') return 'everything';
  if (from === undefined || to === undefined || from === -1) return protocol || 'a protocol that is not known yet';
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}
