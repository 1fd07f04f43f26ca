import type { Cost } from '../cost';
import type { Explanation } from '../explain';
import { usd } from './amounts';
import { table } from './table';

/** What an environment costs, as lines of text. */
export function costText({ cost, region }: Explanation): string[] {
  const { atMinimum, atMaximum } = cost;
  const whats = [...new Set([...atMinimum.lines, ...atMaximum.lines].map(({ what }) => what))];
  return [
    ...table(
      [
        { title: 'USD an hour' },
        { title: 'each', right: true },
        { title: 'fewest', right: true },
        { title: '', right: true },
        { title: 'most', right: true },
        { title: '', right: true },
      ],
      [
        ...whats.map((what) => [
          what,
          each(what, atMinimum, atMaximum),
          ...cells(what, atMinimum),
          ...cells(what, atMaximum),
        ]),
        ['in all', '', '', sum(atMinimum), '', sum(atMaximum)],
      ],
    ),
    ...unknown(atMinimum, atMaximum),
    `  Not counted: ${cost.notCounted.join('; ')}.`,
    `  Prices of the catalog are those of ${cost.pricesFrom} to ${cost.pricesTo}, for us-east-1${region === 'us-east-1' ? '' : ` and not for ${region}`}.`,
  ];
}

function each(what: string, ...costs: readonly Cost[]): string {
  return usd(costs.flatMap(({ lines }) => lines).find((line) => line.what === what)?.usdPerHour);
}

function cells(what: string, { lines }: Cost): string[] {
  const line = lines.find((one) => one.what === what);
  if (line === undefined) return ['0', usd(0)];
  return [`${line.count}`, usd(line.usdPerHour === undefined ? undefined : line.count * line.usdPerHour)];
}

function sum({ usdPerHour, unknown }: Cost): string {
  return `${unknown.length > 0 ? 'at least ' : ''}${usd(usdPerHour)}`;
}

function unknown(...costs: readonly Cost[]): string[] {
  const whats = [...new Set(costs.flatMap((cost) => cost.unknown))];
  return whats.length === 0 ? [] : [`  Unknown, and not in the sum: ${whats.join('; ')}. Give them as prices.`];
}
