import type { ToldAlarm } from '../rollout/told-alarm';
import { type OperationMetric, operationMetric } from './operation-metrics';

/** How often the function that is told of failures looks at agents, minutes. */
export const LOOK_MINUTES = 5;

/** Seconds in which a look has surely been. */
const PERIOD_SECONDS = LOOK_MINUTES * 60;

interface Watched {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Names of the scaling groups of its fleets, by fleet. */
  readonly groups: Readonly<Record<string, string>>;
  /** Name of the function that counts. May be late-bound. */
  readonly functionName: string;
}

/** The alarms of a cluster that come from what happens in it, not from what is measured. */
export function clusterWatchAlarms({ cluster, groups, functionName }: Watched): ToldAlarm[] {
  const counted = (key: string, says: string, metric: OperationMetric, times: number): ToldAlarm => ({
    ...told(key, says, times),
    queries: [operationMetric(metric, { Cluster: cluster } as never)],
  });
  return [
    counted(
      'cannot-place',
      `ECS finds no host for a task of cluster ${cluster}: the failures log says of which service, and why`,
      'PlacementFailures',
      2,
    ),
    // Agents come and go several times an hour; a quarter of an hour is no such time.
    counted(
      'agent-disconnected',
      `A host of cluster ${cluster} is out of reach of ECS: what runs there goes on, and nothing new starts`,
      'DisconnectedAgents',
      3,
    ),
    ...Object.keys(groups)
      .sort()
      .map((fleet) => ({ ...refreshAlarm(`fleet ${fleet}`, groups[fleet] as string), key: `failed-refresh-${fleet}` })),
    {
      ...told('failures-untold', 'Something failed, and nobody was told: see the errors in the failures log', 1),
      queries: [
        {
          id: 'errors',
          namespace: 'AWS/Lambda',
          metric: 'Errors',
          stat: 'Sum',
          dimensions: { FunctionName: functionName },
        },
      ],
    },
  ];
}

/** A scaling group whose hosts could not be replaced by those of its new template. @param of whose hosts, as a sentence goes on */
export function refreshAlarm(of: string, group: string): ToldAlarm {
  const says = `The hosts of ${of} could not be replaced: some are of the old template`;
  return { ...told('failed-refresh', says, 1), queries: [operationMetric('FailedRefreshes', { Group: group })] };
}

/** Times within an hour that replicas of a service may fail before somebody is told; a card tells of each kind of failure anyway. */
const MOST_RESTARTS = 3;

/** A service whose replicas fail and are started again, over and over. */
export function restartsAlarm(cluster: string, service: string, of: string): ToldAlarm {
  return {
    key: 'restarts',
    says: `Replicas of ${of} fail and are started again, more than ${MOST_RESTARTS} in an hour`,
    when: 'above',
    threshold: MOST_RESTARTS,
    times: 1,
    periodSeconds: 3600,
    queries: [operationMetric('Restarts', { Cluster: cluster, Service: service })],
  };
}

function told(key: string, says: string, times: number): Omit<ToldAlarm, 'queries'> {
  return { key, says, when: 'above', threshold: 0, times, periodSeconds: PERIOD_SECONDS };
}
