import { MAIN_APP, neighboursOf } from '../rules/edges';
import { queuesOf } from '../rules/known-queues';
import { withWaysOut } from '../rules/ways-out';
import { contractOf } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import type { SystemSpec } from '../spec/system';
import { countFoundation } from './count-foundation';
import { countSystems } from './count-systems';
import { countTeams } from './count-teams';
import type { Item } from './item';
import { type Usage, usageOf } from './usage';

/** What an environment and all its systems have of everything that is bounded. */
export function countPlatform(asked: EnvironmentSpec, systems: readonly SystemSpec[]): Item[] {
  const environment = withWaysOut(asked, systems);
  return [
    ...countFoundation(environment),
    ...countTeams(environment, systems),
    ...countSystems({
      systems,
      contract: contractOf(environment, (path) => path.join('.')),
      app: MAIN_APP,
      neighbours: neighboursOf(systems),
      queues: queuesOf(systems),
      fieldOf: ({ system, service }) => `${system}.services.${service}`,
    }),
  ];
}

/** How much of each quota an environment and all its systems use. What else is in the account is not known here. */
export function platformUsage(environment: EnvironmentSpec, systems: readonly SystemSpec[]): Usage[] {
  return usageOf(countPlatform(environment, systems), environment.quotas);
}
