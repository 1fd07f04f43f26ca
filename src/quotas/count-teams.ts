import { policyDocument } from '../identity/policy';
import { teamGrants } from '../identity/team-grants';
import { teamSystems } from '../identity/team-scopes';
import { arn } from '../naming/arns';
import { resourceName } from '../naming/names';
import { contractOf } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import type { SystemSpec } from '../spec/system';
import type { Item } from './item';

/** What the role of each team is granted, with ARNs as long as those that AWS makes. */
export function countTeams(environment: EnvironmentSpec, systems: readonly SystemSpec[]): Item[] {
  const { name, teams, trainingClusters } = environment;
  const contract = contractOf(environment, (path) => path.join('.'));
  const cluster = resourceName('cluster', name);
  return Object.keys(teams)
    .sort()
    .map((team) => {
      const grants = teamGrants({
        site: environment,
        team,
        cluster: { name: cluster, arn: arn(environment, 'ecs', `cluster/${cluster}`) },
        sessionKeyArn: arn(environment, 'kms', 'key/00000000-0000-0000-0000-000000000000'),
        queueArns: Object.keys(trainingClusters).map((key) =>
          arn(environment, 'batch', `job-queue/${resourceName('jobQueue', name, key)}`),
        ),
        ...teamSystems(team, systems, contract),
      });
      const count = JSON.stringify(policyDocument(grants)).length;
      return { quota: 'rolePolicyCharacters', of: `the role of team '${team}'`, by: `teams.${team}`, count };
    });
}
