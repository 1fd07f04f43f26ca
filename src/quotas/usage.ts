import { QUOTAS, type QuotaName } from '../catalog/quotas';
import type { Item } from './item';

/** How much of one quota is used by what has it to itself. */
export interface Usage {
  readonly quota: QuotaName;
  readonly of: string;
  readonly count: number;
  /** What the account has: AWS's default, or what the environment says. */
  readonly limit: number;
  /** Fields that cause it, with how much each does, the most first. */
  readonly causes: readonly (readonly [field: string, count: number])[];
}

/** Items added up, sorted by quota and by what has it. */
export function usageOf(items: readonly Item[], raised: Readonly<Record<string, number>> = {}): Usage[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = `${item.quota} ${item.of}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.keys()].sort().map((key) => {
    const group = groups.get(key) as [Item, ...Item[]];
    const [{ quota, of }] = group;
    return { quota, of, count: total(group), limit: raised[quota] ?? QUOTAS[quota].default, causes: causesOf(group) };
  });
}

function total(items: readonly Item[]): number {
  return items.reduce((sum, { count }) => sum + count, 0);
}

function causesOf(items: readonly Item[]): [string, number][] {
  const causes = new Map<string, number>();
  for (const { by, count } of items) causes.set(by, (causes.get(by) ?? 0) + count);
  return [...causes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
