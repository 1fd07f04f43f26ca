import type { JobExplanation, JobStarts } from '../explain-job';
import { counted, percent, usd } from './amounts';
import { table } from './table';

/** A job as lines of text. */
export function jobText(explained: JobExplanation): string[] {
  const { system, job, cluster, capacity, nodes, neuronDevices, hosts, queue } = explained;
  const on = nodes === 1 ? '' : ` on ${counted(nodes, 'host')} at once`;
  return [
    `${system}/${job}: a job${on}, on training cluster ${cluster} (${capacity.join(', then ')})`,
    ...table(
      [
        { title: 'host' },
        { title: 'of it', right: true },
        { title: 'at once', right: true },
        { title: 'hosts for a run', right: true },
        { title: 'at most', right: true },
        { title: 'USD an hour', right: true },
      ],
      hosts.map(({ type, share, copies, usdPerHour }) => {
        const room = queue.find((one) => one.type === type);
        return [type, percent(share), `${copies}`, `${room?.wanted ?? '-'}`, `${room?.atMost ?? '-'}`, usd(usdPerHour)];
      }),
    ),
    ...(neuronDevices === undefined
      ? []
      : [
          `  It has all of its host's ${counted(neuronDevices, 'Neuron device')}, and no second job of the kind fits there.`,
        ]),
    `  ${costOf(explained)}`,
    ...(explained.hostMounts ?? []).map(
      ({ volume, path, readOnly }) =>
        `  It ${readOnly ? 'reads' : 'reads and writes'} ${volume} at ${path}, with the permission of its host.`,
    ),
    ...(explained.calls ?? []).map(({ service, url }) => `  It calls ${service} at ${url}.`),
    ...(explained.starts ? [`  ${startsText(job, explained.starts)}`] : []),
  ];
}

function costOf({ cost, attempts, timeoutSeconds }: JobExplanation): string {
  const hours = `A run takes ${cost.hostHours} hours of hosts at most: ${counted(attempts, 'start')} of ${timeoutSeconds} s.`;
  if (cost.atMostUsd === undefined) return `${hours} Its cost is unknown: no price of ${cost.unpriced.join(', ')}.`;
  return `${hours} That is $${cost.atMostUsd.toFixed(2)} on demand, each alone on ${cost.dearest}.`;
}

function startsText(job: string, { pipeline, expression, timezone, aMonth, atMostUsdAMonth }: JobStarts): string {
  const by = pipeline === job ? 'It starts' : `It runs with ${pipeline}, which starts`;
  const cost = atMostUsdAMonth === undefined ? 'at an unknown cost' : `$${atMostUsdAMonth.toFixed(2)} at most`;
  return `${by} by ${expression} in ${timezone}: ${Number(aMonth.toFixed(1))} times a month, ${cost}.`;
}
