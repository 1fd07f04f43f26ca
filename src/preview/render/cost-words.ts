import type { CostChange } from '../cost';
import { type CostDelta, deltaOf } from '../cost-delta';

/** `+0.80 to +1.60 USD a month, and unknown: 2 more`. */
export function costWords({ least, most, unknown }: CostDelta, changes: number): string {
  const known = changes > unknown.length ? [`${range(least, most)} USD a month`] : [];
  const rest = unknown.length === 0 ? [] : [known.length === 0 ? 'unknown' : `and unknown for ${unknown.length} more`];
  return [...known, ...rest].join(', ');
}

export function changeWords(change: CostChange): string {
  const delta = deltaOf(change);
  return delta === undefined ? '**unknown**' : range(delta.least, delta.most);
}

function range(least: number, most: number): string {
  const [from, to] = [signed(least), signed(most)];
  return from === to ? from : `${from} to ${to}`;
}

function signed(usd: number): string {
  const rounded = usd.toFixed(2);
  // What is a little less than nothing would be -0.00.
  return Number(rounded) === 0 ? '0.00' : usd > 0 ? `+${rounded}` : rounded;
}

/** What stands with every price. */
export const ASSUMPTIONS =
  'USD a month of 730 hours, on demand, us-east-1 or the prices that were given; hosts from the fewest of the cheapest type to the most of the dearest; without their disks, traffic, requests, capacity units, what file systems hold, taxes and discounts.';
