import { readCidr } from '../address/check-cidr';
import { type Cidr, contains, overlaps, parseCidr } from '../address/cidr';
import { PRIVATE_RANGES } from '../address/free-cidr';
import type { Problem } from '../errors';
import { ANYWHERE, askedServices, egressRules, goesAnywhere, wayTo } from '../network/egress-rules';
import type { Contract, ContractNetwork } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';

/** Rules that one security group may have in one direction (VPC user guide, "Amazon VPC quotas", 2026-11). */
const MOST_RULES = 60;

/** Where a host reaches its own metadata, and tasks their credentials; no rule of a group applies there (RFC 3927; EC2 user guide, 2026-11). */
const LINK_LOCAL: Cidr = { base: 0xa9fe0000, prefix: 16 };

/** Ways out that lead nowhere, that EC2 would refuse, or that are somebody else's to open. Fields are those of the service. */
export function checkEgress(service: ServiceSpec, { network }: Pick<Contract, 'network'>): Problem[] {
  return [
    ...service.egress.flatMap((entry, i) =>
      entry.kind === 'cidr' ? checkRange(entry.cidr, network, `egress.${i}.cidr`) : [],
    ),
    ...checkTwice(service.egress),
    ...checkWays(service, network, goesAnywhere(service)),
    ...checkCount(service, network),
  ];
}

function checkRange(text: string, network: ContractNetwork, field: string): Problem[] {
  const { cidr, problems } = readCidr(text, field);
  if (cidr === undefined) return problems;
  const own = parseCidr(network.cidr);
  if (own !== undefined && contains(own, cidr))
    return [
      {
        code: 'EgressInsideNetwork',
        field,
        problem: `is ${text}, inside of the network ${network.cidr}`,
        fix: "for a service, name this one in its `allow`; for anything else, use kind 'security-group'",
      },
    ];
  // Anywhere is what it says, and reviewers read its reason; a range that happens to hold the network says something else.
  if (own !== undefined && text !== ANYWHERE && contains(cidr, own))
    return [
      {
        code: 'EgressAroundNetwork',
        field,
        problem: `is ${text}, which the network ${network.cidr} is inside of`,
        fix: 'use ranges that leave the network out',
      },
    ];
  if (contains(LINK_LOCAL, cidr))
    return [
      {
        code: 'EgressToHost',
        field,
        problem: `is ${text}, addresses of the host itself, where its credentials are read`,
        fix: 'remove it; what a process may do in AWS is said in `access`',
      },
    ];
  if (network.nat !== 'none' || PRIVATE_RANGES.some((range) => contains(range, cidr))) return [];
  return [
    {
      code: 'NoWayOut',
      field,
      problem: `is ${text} on the internet, and the network has nat 'none'`,
      fix: "give the network NAT, or reach an AWS service with kind 'aws-service'",
    },
  ];
}

/** EC2 refuses a rule that it has; one range inside another on the same port says nothing new and hides what is meant. */
function checkTwice(egress: ServiceSpec['egress']): Problem[] {
  const all = egress.flatMap((entry, i) =>
    entry.kind === 'aws-service'
      ? [{ i, target: entry.service, port: 0, cidr: undefined }]
      : entry.ports.map((port) => ({ i, target: targetOf(entry), port, cidr: rangeOf(entry) })),
  );
  return all.flatMap((one, n) => {
    const earlier = all.slice(0, n).filter((other) => other.port === one.port);
    const on = one.port === 0 ? '' : ` on port ${one.port}`;
    const same = earlier.find(({ target }) => target === one.target);
    const at = (i: number) => `egress.${i}`;
    if (same !== undefined) {
      const problem = `is ${one.target}${on} like ${at(same.i)}`;
      return [{ code: 'DuplicateEgress', field: at(one.i), problem, fix: 'remove one' }];
    }
    const wider = earlier.find(({ cidr }) => cidr !== undefined && one.cidr !== undefined && overlaps(cidr, one.cidr));
    if (wider === undefined) return [];
    const problem = `is ${one.target}${on} and overlaps ${at(wider.i)}, which is ${wider.target}`;
    return [{ code: 'OverlappingEgress', field: at(one.i), problem, fix: 'keep the one that is meant' }];
  });
}

function targetOf(entry: Exclude<ServiceSpec['egress'][number], { kind: 'aws-service' }>): string {
  if (entry.kind === 'cidr') return entry.cidr;
  return entry.kind === 'prefix-list' ? entry.prefixListId : entry.securityGroupId;
}

function rangeOf(entry: ServiceSpec['egress'][number]): Cidr | undefined {
  return entry.kind === 'cidr' ? parseCidr(entry.cidr) : undefined;
}

/**
 * What a job asks of AWS, against the ways of its hosts: these may connect to any address by HTTPS, which leads out only where there is NAT.
 * Fields are those of the job.
 */
export function checkJobWays(
  { access }: Pick<ServiceSpec, 'access'>,
  { network }: Pick<Contract, 'network'>,
): Problem[] {
  return checkWays({ access, egress: [], exec: false, debug: false }, network, true);
}

/** AWS keeps no list of the addresses of most of its services: without an endpoint, the only rule that leads to one leads anywhere. */
function checkWays(
  workload: Parameters<typeof askedServices>[0],
  network: ContractNetwork,
  goesAnywhere: boolean,
): Problem[] {
  const anywhere = network.nat !== 'none' && goesAnywhere;
  return askedServices(workload)
    .filter((asked) => wayTo(asked.service, network) === undefined && !anywhere)
    .map((asked) => ({
      code: 'NoWayToService',
      field: asked.field,
      problem: `needs ${asked.service}, and the network has no endpoint for it`,
      fix: `add '${asked.service}' to network.endpoints of the environment${
        network.nat === 'none' ? '' : ", or say with a reason in `egress` that it may connect to '0.0.0.0/0' on 443"
      }`,
    }));
}

function checkCount(service: ServiceSpec, network: ContractNetwork): Problem[] {
  const rules = egressRules(service, network).length;
  if (rules <= MOST_RULES) return [];
  return [
    {
      code: 'TooManyDestinations',
      field: 'egress',
      problem: `and access need ${rules} rules, one for each destination and port, and a security group has ${MOST_RULES}`,
      fix: 'join ranges, or keep them in a prefix list',
    },
  ];
}
