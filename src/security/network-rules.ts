import { listed } from '../preview/code/synthesized';
import { Addresses } from '../preview/internet';
import { at } from '../preview/nested-json';
import { blocksAt, type Estate, type Linked, type Resource } from './estate';
import { Late } from './late';

/** A rule of a security group, wherever it is written. */
export interface GroupRule {
  readonly resource: Resource;
  readonly direction: 'ingress' | 'egress';
  /** The group, where it is one of these stacks. */
  readonly group: Linked;
  readonly isInline: boolean;
  /** `-1` is every protocol. */
  readonly protocol: unknown;
  readonly from: unknown;
  readonly to: unknown;
  readonly cidrs: readonly unknown[];
  readonly prefixLists: readonly unknown[];
  readonly description: unknown;
}

export const GROUPS = ['aws_security_group', 'aws_default_security_group'] as const;
export const RULES_ALONE = [
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
  'aws_security_group_rule',
] as const;

/** Every rule of every group. */
export function groupRules(estate: Estate): GroupRule[] {
  const inline = estate
    .of(...GROUPS)
    .flatMap((resource) =>
      (['ingress', 'egress'] as const).flatMap((direction) =>
        blocksAt(resource.values, direction).map((block) =>
          ruleOf(resource, block, direction, { found: [resource], isUnknown: false }, true),
        ),
      ),
    );
  const alone = estate.of(...RULES_ALONE).map((resource) => {
    const direction = /egress/.test(resource.type) || resource.values.type === 'egress' ? 'egress' : 'ingress';
    return ruleOf(resource, resource.values, direction, estate.linked(resource, 'security_group_id', GROUPS), false);
  });
  return [...inline, ...alone];
}

function ruleOf(
  resource: Resource,
  block: unknown,
  direction: GroupRule['direction'],
  group: Linked,
  isInline: boolean,
): GroupRule {
  const every = (...keys: readonly string[]) =>
    keys.flatMap((key) => listed(block instanceof Late ? block : at(block, key))).filter((one) => one !== '');
  return {
    resource,
    direction,
    group,
    isInline,
    protocol: at(block, 'ip_protocol') ?? at(block, 'protocol') ?? (block instanceof Late ? block : '-1'),
    from: at(block, 'from_port'),
    to: at(block, 'to_port'),
    cidrs: every('cidr_ipv4', 'cidr_ipv6', 'cidr_blocks', 'ipv6_cidr_blocks'),
    prefixLists: every('prefix_list_id', 'prefix_list_ids'),
    description: at(block, 'description'),
  };
}

/** The addresses of the internet that a rule means. */
export function publicOf({ cidrs }: GroupRule): Addresses | 'unknown' | 'unreadable' {
  if (cidrs.some((cidr) => cidr instanceof Late)) return 'unknown';
  const addresses = Addresses.of(cidrs.map((cidr) => String(cidr)));
  return addresses === undefined ? 'unreadable' : addresses.onInternet();
}

/** More addresses than this are nobody's own: half of the largest range that was ever given to one. */
const MANY = 2n ** 23n;
const MANY_V6 = 2n ** 96n;

export function isWide(addresses: Addresses): boolean {
  return addresses.count('ipv4') >= MANY || addresses.count('ipv6') >= MANY_V6;
}

/** Every protocol, or so many ports that they name none. */
export function isEveryPort({ protocol, from, to }: GroupRule): boolean {
  if (protocol === '-1' || protocol === 'all') return true;
  return !(Number(to) - Number(from) < 1024);
}

/** `tcp 443`, `everything`. */
export function portsOf({ protocol, from, to }: GroupRule): string {
  if (protocol === '-1' || protocol === 'all') return 'everything';
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}

/** A range with addresses of the internet that somebody may call their own: whoever lists it means it. */
export function isOwnRange(cidr: string): boolean {
  const addresses = Addresses.of([cidr])?.onInternet();
  return addresses !== undefined && !addresses.isEmpty && !isWide(addresses);
}
