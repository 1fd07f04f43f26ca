import type { Problem } from '../errors';
import { type Cidr, contains, enclosingCidr, formatCidr, overlaps, parseCidr } from './cidr';
import { freeCidr, PRIVATE_RANGES } from './free-cidr';
import { AWS_PREFIX, SMALLEST_NETWORK_PREFIX } from './subnet-layout';

/**
 * Docker's own bridge on every host, and used inside some AWS services: an address of it is never reached from a container that
 * shares the host's network (VPC User Guide, "VPC CIDR blocks", 2026-11).
 */
const DOCKER_BRIDGE = parseCidr('172.17.0.0/16') as Cidr;

/** A range, or why the text is none: code `InvalidCidr`. */
export function readCidr(text: string, field: string): { cidr?: Cidr; problems: Problem[] } {
  const cidr = parseCidr(text);
  if (cidr !== undefined) return { cidr, problems: [] };
  const meant = enclosingCidr(text);
  const problem =
    meant === undefined
      ? {
          problem: `is '${text}', which is not an IPv4 range`,
          fix: "write four numbers and a prefix, as '10.0.0.0/16'",
        }
      : { problem: `is '${text}', whose bits after /${meant.prefix} are not zero`, fix: `use '${formatCidr(meant)}'` };
  return { problems: [{ code: 'InvalidCidr', field, ...problem }] };
}

/**
 * What AWS and the subnet layout ask of the range of a network. `laidOut` is false where every subnet is placed by hand.
 * Codes: `CidrTooLarge`, `CidrTooSmall`, `PublicCidr`, `ReservedCidr`.
 */
export function checkNetworkCidr(cidr: Cidr, laidOut: boolean, field = 'cidr'): Problem[] {
  const problem = (code: string, text: string, fix: string): Problem[] => [
    { code, field, problem: `is ${formatCidr(cidr)}, ${text}`, fix },
  ];
  if (cidr.prefix < AWS_PREFIX.largest)
    return problem('CidrTooLarge', 'and AWS makes no network larger than /16', 'use /16');
  const smallest = laidOut ? SMALLEST_NETWORK_PREFIX : AWS_PREFIX.smallest;
  if (cidr.prefix > smallest) {
    const way = laidOut
      ? `use /${smallest} or larger, or place every subnet in \`subnets\``
      : `use /${smallest} or larger`;
    return problem(
      'CidrTooSmall',
      `too small for subnets of /${AWS_PREFIX.smallest}, the smallest that AWS makes`,
      way,
    );
  }
  if (!PRIVATE_RANGES.some((range) => contains(range, cidr))) {
    const ranges = PRIVATE_RANGES.map(formatCidr).join(', ');
    return problem(
      'PublicCidr',
      'addresses that belong to others on the internet',
      `use a range inside one of ${ranges}`,
    );
  }
  if (!overlaps(cidr, DOCKER_BRIDGE)) return [];
  return problem(
    'ReservedCidr',
    `and Docker uses ${formatCidr(DOCKER_BRIDGE)} on every host`,
    useInstead(cidr.prefix, []),
  );
}

/**
 * The networks that this one will be peered with: routes between overlapping ranges cannot exist.
 * Codes `CidrOverlap` and `InvalidCidr`, at `<field>.N`. A `cidr` that cannot be read is `planSubnets`'s to report.
 */
export function checkAvoided(cidr: string, avoid: readonly string[], field = 'avoid'): Problem[] {
  const network = parseCidr(cidr);
  const read = avoid.map((text, i) => readCidr(text, `${field}.${i}`));
  const others = read.flatMap((r) => r.cidr ?? []);
  return read.flatMap((r, i) => {
    if (r.cidr === undefined || network === undefined || !overlaps(r.cidr, network)) return r.problems;
    const problem = `is ${formatCidr(r.cidr)} and overlaps cidr ${cidr}, so the two could never be peered`;
    return { code: 'CidrOverlap', field: `${field}.${i}`, problem, fix: useInstead(network.prefix, others) };
  });
}

function useInstead(prefix: number, others: readonly Cidr[]): string {
  const free = freeCidr(prefix, [...others, DOCKER_BRIDGE]);
  return free === undefined
    ? 'use a smaller range that overlaps none of them'
    : `use cidr '${formatCidr(free)}', which is free`;
}
