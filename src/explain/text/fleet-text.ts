import type { FleetExplanation, FleetState } from '../explain-fleet';
import type { HostExplanation } from '../explain-host';
import type { ZoneLoss } from '../zone-loss';
import { counted, percent, usd } from './amounts';
import { table } from './table';

const COLUMNS = [
  { title: '' },
  { title: 'tasks', right: true },
  { title: 'hosts', right: true },
  { title: 'at least', right: true },
  { title: 'cpu used', right: true },
  { title: 'memory', right: true },
  { title: 'GPUs', right: true },
  { title: 'interfaces', right: true },
];

const HOST_COLUMNS = [
  { title: 'host' },
  { title: 'vCPU', right: true },
  { title: 'a vCPU is' },
  { title: 'memory', right: true },
  { title: 'kernel', right: true },
  { title: 'reserved', right: true },
  { title: 'for tasks', right: true },
  { title: 'interfaces', right: true },
  { title: 'GPUs', right: true },
  { title: 'USD an hour', right: true },
];

/** A fleet as lines of text. */
export function fleetText(fleet: FleetExplanation): string[] {
  const replaced = fleet.inRollout.service;
  return [
    `${title(fleet)} in ${fleet.zones.join(', ')}`,
    ...table(HOST_COLUMNS, fleet.hosts.map(hostRow)),
    ...table(COLUMNS, [
      row('at the fewest replicas', fleet.atMinimum),
      ...(replaced === undefined ? [] : [row(`while ${replaced} is replaced`, fleet.inRollout)]),
      row('while all services are replaced', fleet.allReplaced),
      row('at the most replicas', fleet.atMaximum),
    ]),
    ...beyond(fleet),
    ...otherTypes(fleet),
    ...otherwise(fleet),
    ...fleet.zoneLosses.map(lossText),
  ];
}

function title({ fleet, like, minHosts, maxHosts }: FleetExplanation): string {
  const hosts = counted(maxHosts, 'host');
  return like === undefined
    ? `Fleet ${fleet}: ${minHosts} to ${hosts}`
    : `${fleet} alone: ${hosts} like those of fleet ${like}`;
}

function hostRow({ type, vcpu, processor, memory, capacity, usdPerHour }: HostExplanation): string[] {
  const mib = [memory.nominalMiB, memory.kernelMiB, memory.reservedMiB, capacity.memoryMiB].map((n) => `${n} MiB`);
  const rest = [`${capacity.taskInterfaces}`, capacity.gpus > 0 ? `${capacity.gpus}` : '-', usd(usdPerHour)];
  return [type, `${vcpu}`, vcpuText(processor), ...mib, ...rest];
}

function vcpuText(processor: HostExplanation['processor']): string {
  if (processor === undefined) return 'unknown';
  const core = processor.threadsPerCore === 1 ? 'a core' : `1 of ${processor.threadsPerCore} threads of a core`;
  return processor.maker === undefined ? core : `${core}, ${processor.maker}`;
}

function row(what: string, { tasks, hosts, leastHosts, used }: FleetState): string[] {
  const shares = [used.cpuUnits, used.memoryMiB, used.gpus, used.taskInterfaces].map(percent);
  return [what, `${tasks}`, `${hosts}`, `${leastHosts}`, ...shares];
}

function beyond({ maxHosts, atMinimum, inRollout, allReplaced, atMaximum }: FleetExplanation): string[] {
  const most = `maxHosts ${maxHosts}`;
  return [
    ...(atMinimum.beyond
      ? [`  At the fewest replicas some tasks may wait for ever: packed like this they pass ${most}.`]
      : []),
    ...(!atMinimum.beyond && (inRollout.beyond || allReplaced.beyond)
      ? [`  A rollout at full speed passes ${most}; it goes slower.`]
      : []),
    ...(!atMinimum.beyond && atMaximum.beyond
      ? [`  The most replicas pass ${most}: scaling ends where the hosts do.`]
      : []),
  ];
}

function otherTypes({ assumedType, atMinimum, hostsByType }: FleetExplanation): string[] {
  const others = Object.entries(hostsByType)
    .filter(([type, hosts]) => type !== assumedType && hosts !== atMinimum.hosts)
    .map(([type, hosts]) => `${hosts} if all are ${type}`);
  return others.length === 0
    ? []
    : [`  Hosts are taken to be ${assumedType}; at the fewest replicas ${others.join(', ')}.`];
}

function otherwise({ otherwisePlaced }: FleetExplanation): string[] {
  if (otherwisePlaced.length === 0) return [];
  const ask = otherwisePlaced.length === 1 ? 'asks' : 'ask';
  return [
    `  ${otherwisePlaced.join(', ')} ${ask} for another placement than is simulated here, and may take more hosts.`,
  ];
}

function lossText({ zone, tasks, hosts, newHosts, recovers }: ZoneLoss): string {
  const gone = `  If ${zone} is lost, ${counted(tasks, 'task')} and ${counted(hosts, 'host')} are gone; `;
  if (recovers === 'never') return `${gone}the other zones cannot hold the fewest replicas.`;
  if (recovers === 'at once') return `${gone}the other hosts hold the fewest replicas at once.`;
  return `${gone}the fewest replicas run again after ${counted(newHosts, 'new host')}.`;
}
