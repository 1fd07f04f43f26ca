import { HOURS_PER_MONTH } from '../catalog/service-prices';
import type { CostChange } from './cost';
import type { Preview } from './model';

/** What the bill of a month changes by: with the fewest and with the most that may run. */
export interface CostDelta {
  readonly least: number;
  readonly most: number;
  /** Addresses of what nobody knows the price of. */
  readonly unknown: readonly string[];
}

/** Undefined where nothing changes that is paid for. */
export function costDelta({ stacks }: Pick<Preview, 'stacks'>): CostDelta | undefined {
  const changes = stacks.flatMap(({ costs }) => costs);
  if (changes.length === 0) return undefined;
  const known = changes.flatMap((change) => deltaOf(change) ?? []);
  return {
    least: known.reduce((sum, { least }) => sum + least, 0),
    most: known.reduce((sum, { most }) => sum + most, 0),
    unknown: changes.filter((change) => deltaOf(change) === undefined).map(({ address }) => address),
  };
}

/** What one change makes a month dearer by; undefined where one of its sides is unknown. */
export function deltaOf({ before, after }: CostChange): { readonly least: number; readonly most: number } | undefined {
  if (before === 'unknown' || after === 'unknown') return undefined;
  const sides = [after.least - before.least, after.most - before.most].map((usd) => usd * HOURS_PER_MONTH);
  return { least: Math.min(...sides), most: Math.max(...sides) };
}
