import type { Contract } from '../spec/contract';
import type { SystemSpec } from '../spec/system';
import type { JobSpec } from '../spec/training/job';
import { clusterOf } from '../training/cluster-of';
import { shareIdentifier, shareOf } from '../training/fair-share';

/** What a team has of the systems of an app. */
export interface TeamSystems {
  /** Names of its systems, sorted. */
  readonly systems: readonly string[];
  /** Share identifiers that its jobs run under. */
  readonly shares: readonly string[];
}

/** What belongs to a team. A job may run under a share that is not called like the team. */
export function teamSystems(
  team: string,
  all: readonly Pick<SystemSpec, 'name' | 'team' | 'jobs'>[],
  contract: Pick<Contract, 'trainingClusters'>,
): TeamSystems {
  const own = all.filter((system) => system.team === team);
  const teamsOf = (job: JobSpec) => contract.trainingClusters[clusterOf(job, contract)]?.teams ?? [];
  const shares = own.flatMap(({ jobs }) => Object.values(jobs).map((job) => shareOf(job.team, teamsOf(job))));
  return {
    systems: own.map(({ name }) => name).sort(),
    shares: [...new Set([shareIdentifier(team), ...shares])].sort(),
  };
}
