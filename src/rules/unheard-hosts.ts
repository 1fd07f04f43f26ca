import { type Problem, within } from '../errors';
import { interfaceEndpoints } from '../network/endpoints';
import type { EnvironmentSpec } from '../spec/environment';

/** Hosts that could not start and have no way to say so: they end themselves all the same. Fields are those of the environment. */
export function unheardHosts({
  network: { nat, endpoints },
  trainingClusters,
}: Pick<EnvironmentSpec, 'network' | 'trainingClusters'>): Problem[] {
  if (nat !== 'none' || interfaceEndpoints(nat, endpoints).includes('events')) return [];
  const problem = "has 'failed-host', and hosts reach EventBridge neither through NAT nor through an endpoint";
  const fix = "add 'events' to network.endpoints, or leave it out";
  return Object.keys(trainingClusters)
    .sort()
    .flatMap((name) => {
      const at = trainingClusters[name]?.events.indexOf('failed-host') ?? -1;
      if (at < 0) return [];
      return within(`trainingClusters.${name}`, [{ code: 'HostsUnheard', field: `events.${at}`, problem, fix }]);
    });
}
