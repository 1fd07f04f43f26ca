import type { Contract } from '../spec/contract';
import type { EnvironmentSpec } from '../spec/environment';
import { own } from '../spec/own';
import { keptName, type SystemSpec } from '../spec/system';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { clusterOf } from '../training/cluster-of';
import { placementOf } from '../training/placement-group';
import { HOST_POLICIES } from './count-fleet';
import { volumeGroup } from './count-volumes';
import { direction, type Item, shared } from './item';

/** What a training cluster has of everything that is bounded. */
export function countTrainingCluster(environment: EnvironmentSpec, name: string): Item[] {
  const spec = environment.trainingClusters[name] as TrainingClusterSpec;
  const by = `trainingClusters.${name}`;
  const hosts = hostsOf(name);
  return [
    ...shared(by, {
      computeEnvironmentsPerRegion: spec.capacity.length,
      jobQueuesPerRegion: 1,
      placementGroupsPerRegion: placementOf(spec) === 'none' ? 0 : 1,
      launchTemplatesPerRegion: spec.reservationId === undefined ? 1 : 2,
      rolesPerAccount: 1,
      instanceProfilesPerAccount: 1,
      securityGroupsPerRegion: 1,
    }),
    { quota: 'managedPoliciesPerRole', of: `the role of ${hosts}`, by, count: HOST_POLICIES },
    // To AWS, and where they are several of one job to each other.
    { quota: 'rulesPerSecurityGroup', of: direction(hosts, 'out'), by, count: spec.multiNode ? 2 : 1 },
    { quota: 'rulesPerSecurityGroup', of: direction(hosts, 'in'), by, count: spec.multiNode ? 1 : 0 },
  ];
}

/** What the jobs of a system have, with the rules between the hosts of their clusters and what they mount. */
export function countJobs(system: SystemSpec, contract: Contract): Item[] {
  const said = new Set<string>();
  return Object.entries(system.jobs).flatMap(([name, job]) => {
    const by = `${system.name}.jobs.${name}`;
    const cluster = clusterOf(job, contract);
    const mounted = [...new Set(job.mounts.map(({ volume }) => volume))].filter((volume) => {
      const key = `${cluster} ${volume}`;
      const isNew = own(system.volumes, volume)?.kind === 'efs' && !said.has(key);
      said.add(key);
      return isNew;
    });
    return [
      ...shared(by, { rolesPerAccount: 2, logGroupsPerRegion: 1 }),
      ...mounted.flatMap((volume): Item[] => [
        {
          quota: 'rulesPerSecurityGroup',
          of: direction(volumeGroup(keptName(system), volume), 'in'),
          by: `${by}.mounts`,
          count: 1,
        },
        { quota: 'rulesPerSecurityGroup', of: direction(hostsOf(cluster), 'out'), by: `${by}.mounts`, count: 1 },
      ]),
    ];
  });
}

function hostsOf(cluster: string): string {
  return `the hosts of training cluster '${cluster}'`;
}
