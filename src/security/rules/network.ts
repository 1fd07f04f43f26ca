import { Addresses } from '../../preview/internet';
import { atPath, blocksAt, type Estate, type Resource } from '../estate';
import { Late } from '../late';
import {
  GROUPS,
  type GroupRule,
  groupRules,
  isEveryPort,
  isWide,
  portsOf,
  publicOf,
  RULES_ALONE,
} from '../network-rules';
import { fails, type Outcome, type Rule, unsure } from '../rule';

/** What can have a security group, and where it says so. Another type that names one is found by its attribute too. */
const ATTACHED: readonly (readonly [type: string, path: string])[] = [
  ['aws_ecs_service', 'network_configuration.security_groups'],
  ['aws_launch_template', 'network_interfaces.security_groups'],
  ['aws_launch_template', 'vpc_security_group_ids'],
  ['aws_batch_compute_environment', 'compute_resources.security_group_ids'],
  ['aws_efs_mount_target', 'security_groups'],
  ['aws_fsx_lustre_file_system', 'security_group_ids'],
  ['aws_vpc_endpoint', 'security_group_ids'],
  ['aws_lambda_function', 'vpc_config.security_group_ids'],
  ['aws_instance', 'vpc_security_group_ids'],
];

const PUBLIC_PORTS = [80, 443];

/** Everything but a load balancer that has the group. */
function othersOf(estate: Estate, group: Resource): Resource[] {
  return ATTACHED.flatMap(([type, path]) => [...estate.pointingTo(group, type, path)]);
}

function opened(rule: GroupRule, estate: Estate): Outcome[] {
  const { resource, group } = rule;
  const key = `${portsOf(rule)} from ${rule.cidrs.map((cidr) => (cidr instanceof Late ? cidr.text : cidr)).join(', ')}`;
  const addresses = publicOf(rule);
  if (addresses === 'unknown') return unsure(resource, 'range', 'its range');
  if (addresses === 'unreadable') return fails(resource, key, 'lets in a range that cannot be read');
  if (addresses.isEmpty) return fromLists(rule, estate);
  const lets = `lets in ${addresses.said()} on ${portsOf(rule)}`;
  const owner = group.found[0];
  if (owner === undefined) return fails(resource, key, `${lets}, into a group that is not in these stacks`);
  const balancers = estate.pointingTo(owner, 'aws_lb', 'security_groups');
  const others = othersOf(estate, owner);
  if (balancers.length === 0 || others.length > 0)
    return fails(resource, key, `${lets}, and ${others[0]?.address ?? 'no load balancer'} has the group`);
  return balancers.flatMap((balancer) => {
    const internal = balancer.values.internal;
    if (internal instanceof Late) return unsure(resource, key, `whether ${balancer.address} is internal`);
    if (String(internal ?? false) === 'true') return fails(resource, key, `${lets}, for an internal load balancer`);
    return isServed(rule, balancer, estate) ? [] : fails(resource, key, `${lets}; only 80 and 443 are for everybody`);
  });
}

/** An application balancer serves 80 and 443, another one the ports that it listens on. */
function isServed({ protocol, from, to }: GroupRule, balancer: Resource, estate: Estate): boolean {
  if (protocol === '-1' || from !== to || typeof from !== 'number') return false;
  if (protocol === 'tcp' && PUBLIC_PORTS.includes(from)) return true;
  const listeners = estate.pointingTo(balancer, 'aws_lb_listener', 'load_balancer_arn');
  return (
    balancer.values.load_balancer_type === 'network' && listeners.some(({ values }) => Number(values.port) === from)
  );
}

/** Whose addresses a list of them has is known only where the list is in these stacks, or is that of an endpoint. */
function fromLists({ resource, prefixLists, direction }: GroupRule, estate: Estate): Outcome[] {
  return prefixLists.flatMap((list) => {
    if (list instanceof Late && list.reads.some(({ address }) => address.startsWith('aws_vpc_endpoint.'))) return [];
    const lists = estate.linked({ ...resource, values: { list } }, 'list', ['aws_ec2_managed_prefix_list']);
    const own = lists.found[0];
    if (own === undefined) return unsure(resource, `prefix list, ${direction}`, 'who is in its prefix list');
    const addresses = Addresses.of(blocksAt(own.values, 'entry').map((entry) => String(atPath(entry, 'cidr'))));
    return addresses?.onInternet().isEmpty
      ? []
      : fails(resource, 'prefix list', 'lets in a list with addresses of the internet');
  });
}

function outward(rule: GroupRule): Outcome[] {
  const { resource, description } = rule;
  const addresses = publicOf(rule);
  if (addresses === 'unknown') return unsure(resource, 'range', 'its range');
  if (addresses === 'unreadable') return fails(resource, 'range', 'lets out to a range that cannot be read');
  if (!isWide(addresses)) return [];
  if (isEveryPort(rule)) return fails(resource, portsOf(rule), `lets out to ${addresses.said()} on ${portsOf(rule)}`);
  if (description instanceof Late) return unsure(resource, 'description', 'its description');
  return String(description ?? '').length >= 10
    ? []
    : fails(resource, 'reason', `lets out to ${addresses.said()}, and its description does not say why`);
}

function described(estate: Estate): Outcome[] {
  const groups = estate.of('aws_security_group').filter(({ values }) => {
    const text = values.description;
    return !(text instanceof Late) && (text === undefined || ['', 'Managed by Terraform'].includes(String(text)));
  });
  const rules = groupRules(estate).filter(({ description }) => description === undefined || description === '');
  return [...groups, ...rules.map(({ resource }) => resource)].flatMap((resource) =>
    fails(resource, 'description', 'has no description'),
  );
}

function mixed(estate: Estate): Outcome[] {
  const rules = groupRules(estate);
  const inline = new Set(rules.filter(({ isInline }) => isInline).map(({ resource }) => resource));
  return rules
    .filter(({ isInline, group }) => !isInline && group.found.some((owner) => inline.has(owner)))
    .flatMap(({ resource, group }) =>
      fails(resource, 'mixed', `fights with the rules that ${group.found[0]?.address} has written into it`),
    );
}

function defaultGroups(estate: Estate): Outcome[] {
  const rules = groupRules(estate);
  return estate.of('aws_vpc').flatMap((vpc) => {
    const [group] = estate.pointingTo(vpc, 'aws_default_security_group', 'vpc_id');
    if (group === undefined)
      return fails(vpc, 'default group', 'leaves its default security group open to its members');
    const own = rules.filter(({ group: of }) => of.found.includes(group));
    return own.length === 0 ? [] : fails(group, 'rules', 'is the default group, and lets something through');
  });
}

const TYPES = [...GROUPS, ...RULES_ALONE];

export const NETWORK: readonly Rule[] = [
  {
    id: 'MLP-NET-1',
    severity: 'critical',
    title: 'The internet reaches nothing but load balancers that face it, on 80 and 443',
    fix: 'name the network, or the group, that may connect',
    types: [...TYPES, 'aws_lb', 'aws_ec2_managed_prefix_list'],
    check: (estate) =>
      groupRules(estate)
        .filter(({ direction }) => direction === 'ingress')
        .flatMap((rule) => opened(rule, estate)),
  },
  {
    id: 'MLP-NET-2',
    severity: 'high',
    title: 'A group has its rules in one place',
    fix: 'write each rule as a resource of its own, and none into the group',
    types: TYPES,
    check: mixed,
  },
  {
    id: 'MLP-NET-3',
    severity: 'high',
    title: 'The default group of a network lets nothing through',
    fix: 'adopt it as aws_default_security_group without a rule',
    types: ['aws_vpc', 'aws_default_security_group'],
    check: defaultGroups,
  },
  {
    id: 'MLP-NET-4',
    severity: 'high',
    title: 'What may call the internet says on which port, and why',
    fix: 'name the ports, and give the reason as the description of the rule',
    types: TYPES,
    check: (estate) =>
      groupRules(estate)
        .filter(({ direction }) => direction === 'egress')
        .flatMap(outward),
  },
  {
    id: 'MLP-NET-5',
    severity: 'low',
    title: 'Groups and their rules say what they are for',
    fix: 'write a description',
    types: TYPES,
    check: described,
  },
];
