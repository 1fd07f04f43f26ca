import type { Contract } from '../../src/spec/contract';
import type { SystemContract } from '../../src/spec/system-contract';
import type { EmulatedAws } from '../support/emulated-aws';
import { elements, textAt, type XmlElement } from '../support/xml';

/** What an applied platform published of itself. */
export interface Published {
  readonly contract: Contract;
  readonly systems: readonly SystemContract[];
}

/** Every security group rule there is, in the words of `expectedRules`, sorted. */
export async function observedRules(aws: EmulatedAws, published: Published): Promise<string[]> {
  const [groups, rules] = await Promise.all([
    aws.query('ec2', 'DescribeSecurityGroups'),
    aws.query('ec2', 'DescribeSecurityGroupRules'),
  ]);
  const own = elements(groups, 'securityGroupInfo', 'item').filter(
    (group) => textAt(group, 'vpcId') === published.contract.network.vpcId,
  );
  const published_ = groupNames(published);
  const lists = Object.values(published.contract.network.prefixLists);
  const names = new Map([
    ...lists.map((id): [string, string] => [id, published_.get(id) as string]),
    ...own.map((group): [string, string] => [
      textAt(group, 'groupId'),
      published_.get(textAt(group, 'groupId')) ?? nameTag(group),
    ]),
  ]);
  return elements(rules, 'securityGroupRuleSet', 'item')
    .filter((rule) => names.has(textAt(rule, 'groupId')))
    .map((rule) => ruleLine(rule, names))
    .sort();
}

/** Services and gateways by the id of their group. */
export function groupNames({ contract, systems }: Published): Map<string, string> {
  return new Map([
    ...Object.entries(contract.network.prefixLists).map(([name, id]): [string, string] => [id, `addresses of ${name}`]),
    ...Object.entries(contract.gateways).map(([name, g]): [string, string] => [g.securityGroupId, `gateway ${name}`]),
    ...systems.flatMap(({ system, services }) =>
      Object.entries(services).map(([name, s]): [string, string] => [s.securityGroupId, `${system}/${name}`]),
    ),
  ]);
}

function nameTag(group: XmlElement): string {
  const tag = elements(group, 'tagSet', 'item').find((t) => textAt(t, 'key') === 'Name');
  return tag === undefined ? textAt(group, 'groupName') : textAt(tag, 'value');
}

function ruleLine(rule: XmlElement, names: ReadonlyMap<string, string>): string {
  const at = (...path: string[]) => textAt(rule, ...path);
  const peer = at('referencedGroupInfo', 'groupId');
  const other =
    peer === ''
      ? at('cidrIpv4') || at('cidrIpv6') || (names.get(at('prefixListId')) ?? at('prefixListId'))
      : (names.get(peer) ?? peer);
  const ports = at('fromPort') === at('toPort') ? at('fromPort') : `${at('fromPort')}-${at('toPort')}`;
  const protocol = at('ipProtocol') === 'tcp' ? '' : `${at('ipProtocol')} `;
  const way = at('isEgress') === 'true' ? ['out', 'to'] : ['in', 'from'];
  return `${names.get(at('groupId'))} ${way[0]} ${protocol}${ports} ${way[1]} ${other}: ${at('description')}`;
}
