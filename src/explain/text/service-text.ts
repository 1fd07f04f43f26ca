import type { ContainerShare, PlaceExplanation, ReplicaOnHost, ServiceExplanation } from '../explain-service';
import { counted, DIMENSION_WORDS, percent, vcpus } from './amounts';
import { table } from './table';

/** A service as lines of text. */
export function serviceText(service: ServiceExplanation): string[] {
  const { replicas, demand, containers, onEachHost } = service;
  const name = `${service.system}/${service.service}`;
  const several =
    replicas.min === replicas.max ? counted(replicas.max, 'replica') : `${replicas.min} to ${replicas.max} replicas`;
  const count = onEachHost ? 'one replica on each host' : several;
  const gpus = demand.gpus > 0 ? `, ${counted(demand.gpus, 'GPU')} for itself` : '';
  return [
    `${name}: ${count} ${onEachHost ? 'of' : 'on'} ${service.fleet === name ? 'hosts of its own' : `fleet ${service.fleet}`}`,
    ...table(
      [
        { title: 'container' },
        { title: 'cpu', right: true },
        { title: 'units', right: true },
        { title: 'memory', right: true },
        { title: 'killed above', right: true },
      ],
      [
        ...containers.map(containerRow),
        ['one replica', vcpus(demand.cpuUnits), `${demand.cpuUnits}`, `${demand.memoryMiB} MiB`],
      ],
    ),
    `  ${cpuLimit(service)}${gpus}.`,
    ...(service.place === undefined ? [] : [`  ${placeText(service.place)}.`]),
    ...table(
      [
        { title: 'host' },
        { title: 'of its cpu', right: true },
        { title: 'of its memory', right: true },
        { title: 'replicas', right: true },
        { title: 'ends first' },
        { title: 'left of a full host' },
      ],
      service.hosts.map(hostRow),
    ),
  ];
}

const WHY: Readonly<Record<PlaceExplanation['why'], string>> = {
  said: 'as its spec says',
  recorded: 'where it was first made',
  chosen: 'by its name',
};

function placeText({ zone, volume, why, chain }: PlaceExplanation): string {
  const because = why === 'chosen' ? `: ${chain}` : '';
  return `It is in ${zone} with volume '${volume}', ${WHY[why]}${because}`;
}

function containerRow({ name, cpuUnits, memoryMiB, memoryLimitMiB }: ContainerShare): string[] {
  const killed = memoryLimitMiB === undefined ? '' : `${memoryLimitMiB} MiB`;
  return [name, vcpus(cpuUnits), `${cpuUnits}`, `${memoryMiB} MiB`, killed];
}

function cpuLimit({ cpuLimitUnits }: ServiceExplanation): string {
  return cpuLimitUnits === undefined
    ? 'A replica has this much whatever its neighbours do, and idle cores of the host beside it'
    : `A replica is held to ${vcpus(cpuLimitUnits)} however idle the host, and all of it is set aside`;
}

function hostRow({ type, share, replicas, scarcest, left }: ReplicaOnHost): string[] {
  const gpus = share.gpus === undefined ? '' : `, ${counted(left.gpus, 'GPU')}`;
  return [
    type,
    percent(share.cpuUnits),
    percent(share.memoryMiB),
    `${replicas}`,
    DIMENSION_WORDS[scarcest],
    `${vcpus(left.cpuUnits)}, ${left.memoryMiB} MiB${gpus}`,
  ];
}
