import { contains, parseCidr } from './cidr';

/** The same addresses in as few of the ranges as hold them: without doubles, and without those inside another. Sorted; what is no range stays. */
export function widest(ranges: readonly string[]): string[] {
  const all = [...new Set(ranges)].sort();
  return all.filter((range) => {
    const inner = parseCidr(range);
    return !all.some((other) => {
      const outer = parseCidr(other);
      return other !== range && inner !== undefined && outer !== undefined && contains(outer, inner);
    });
  });
}
