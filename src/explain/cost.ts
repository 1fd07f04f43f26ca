/** So many of one thing that is paid for by the hour. */
export interface CostLine {
  readonly what: string;
  readonly count: number;
  /** USD per hour of one; absent where nobody knows it. */
  readonly usdPerHour?: number;
}

/** What something costs, as far as that is known. */
export interface Cost {
  readonly lines: readonly CostLine[];
  /** USD per hour of all lines that have a price: a part of the whole where others have none. */
  readonly usdPerHour: number;
  /** What has no price. Empty where the sum is whole. */
  readonly unknown: readonly string[];
}

/** Adds lines up, and never takes an unknown price for nothing. Lines of nothing are left out. */
export function costOf(lines: readonly CostLine[]): Cost {
  const some = lines.filter(({ count }) => count > 0);
  const sum = some.reduce((total, { count, usdPerHour = 0 }) => total + count * usdPerHour, 0);
  return {
    lines: some,
    usdPerHour: Math.round(sum * 1e6) / 1e6,
    unknown: some.filter(({ usdPerHour }) => usdPerHour === undefined).map(({ what }) => what),
  };
}
