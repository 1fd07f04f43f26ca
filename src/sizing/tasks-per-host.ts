import type { Problem } from '../errors';
import { type FleetHost, hostsOf } from './fleet-hosts';
import { copiesOn, type HostCapacity } from './host-capacity';
import { demandOf, type Fleet, type TaskRequest } from './task-fit';

/** How many copies of one task an empty host holds: the scarcest dimension decides. */
export function tasksPerHost(task: TaskRequest, host: HostCapacity): number {
  return copiesOn(host, demandOf(task));
}

export interface FleetLoad {
  readonly task: TaskRequest;
  /** The most replicas that may be wanted at once. */
  readonly replicas: number;
  /**
   * Tasks that a rollout needs beside them to make progress: `rolloutSurge` for a rolling update, `replicas` for blue/green.
   * The rest of what `maximumPercent` would allow is only speed, and ECS goes slower where hosts are full.
   */
  readonly surge: number;
  readonly fleet: Fleet;
  /** Where the task stands: the problem is of its `fleet`. */
  readonly field: string;
}

/**
 * The problem of a fleet that cannot hold a service although all its hosts were of its largest type and ran nothing else.
 * Says nothing where no host holds even one task (`checkTaskFits` does) or a type is unknown (`checkInstanceTypes` does).
 */
export function checkFleetHolds({ task, replicas, surge, fleet, field }: FleetLoad): Problem[] {
  const hosts = hostsOf(fleet);
  const roomiest = mostTasks(task, hosts);
  const wanted = replicas + surge;
  if (hosts.length < fleet.instanceTypes.length || roomiest === undefined) return [];
  const { type, tasks } = roomiest;
  const room = fleet.maxHosts * tasks;
  if (wanted <= room) return [];
  const during = surge > 0 ? ` and ${surge} more during a rollout` : '';
  return [
    {
      code: 'FleetTooSmall',
      field: `${field}.fleet`,
      problem:
        `is '${fleet.name}', whose ${fleet.maxHosts} hosts hold ${room} of this task even if all are ${type} ` +
        `(${tasks} on each), but ${replicas} replicas${during} are wanted`,
      fix: [
        ...(room > surge ? [`use ${room - surge} ${room - surge === 1 ? 'replica' : 'replicas'} or fewer`] : []),
        `set maxHosts of fleet '${fleet.name}' to ${Math.ceil(wanted / tasks)} or more`,
        'or ask for less for each replica',
      ].join(', '),
    },
  ];
}

function mostTasks(task: TaskRequest, hosts: readonly FleetHost[]): { type: string; tasks: number } | undefined {
  return hosts
    .map(({ type, capacity }) => ({ type: type.type, tasks: tasksPerHost(task, capacity) }))
    .filter(({ tasks }) => tasks > 0)
    .sort((a, b) => b.tasks - a.tasks)[0];
}
