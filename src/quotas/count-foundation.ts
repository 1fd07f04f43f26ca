import { clusterWatchAlarms } from '../operations/cluster-watch-alarms';
import type { EnvironmentSpec } from '../spec/environment';
import { mapValues } from '../spec/map-values';
import { countCi } from './count-ci';
import { countFleet } from './count-fleet';
import { countGateway } from './count-gateway';
import { countNetwork } from './count-network';
import { countTrainingCluster } from './count-training';
import { type Item, shared } from './item';

/** What an environment has of everything that is bounded, before any system is in it: its own part of the account, and its foundation. */
export function countFoundation(environment: EnvironmentSpec): Item[] {
  return [
    ...countCi(environment),
    ...shared('teams', { rolesPerAccount: Object.keys(environment.teams).length }),
    ...shared('backend', { bucketsPerAccount: environment.backend.kind === 's3' ? 1 : 0 }),
    ...shared('cluster', {
      clustersPerAccount: 1,
      // That of the mesh, and one in DNS for jobs.
      namespacesPerRegion: Object.keys(environment.trainingClusters).length > 0 ? 2 : 1,
      // Shells are recorded, and failures.
      logGroupsPerRegion: 2,
      // What tells of failures, and the two rules that call it.
      rolesPerAccount: 1,
      eventRulesPerBus: 2,
      alarmsPerRegion: clusterWatchAlarms({
        cluster: '',
        groups: mapValues(environment.fleets, () => ''),
        functionName: '',
      }).length,
      // That of logs, and that of alarms.
      keysPerRegion: 2,
      // The load balancers' access logs.
      bucketsPerAccount: 1,
      // The contract.
      parametersPerRegion: 1,
    }),
    // Firehose has a role, and a log; whoever writes to it has another role.
    ...(environment.logs.archive === undefined
      ? []
      : shared('logs.archive', { rolesPerAccount: 2, logGroupsPerRegion: 1, bucketsPerAccount: 1 })),
    ...countNetwork(environment),
    ...Object.keys(environment.fleets)
      .sort()
      .flatMap((name) => countFleet(environment, name)),
    ...Object.keys(environment.trainingClusters)
      .sort()
      .flatMap((name) => countTrainingCluster(environment, name)),
    ...Object.keys(environment.gateways)
      .sort()
      .flatMap((name) => countGateway(environment, name)),
  ];
}
