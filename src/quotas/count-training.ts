import { pipelinesOf } from '../pipeline/pipelines';
import { jobEdges } from '../rules/job-edges';
import type { Contract } from '../spec/contract';
import { siteOf } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import { keptName, type SystemSpec } from '../spec/system';
import type { JobSpec } from '../spec/training/job';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { LUSTRE_PORTS } from '../storage/endpoints';
import { clusterAlarmCount } from '../training/cluster-alarms';
import { eventKinds } from '../training/cluster-events';
import { clusterOf } from '../training/cluster-of';
import { mountedGroups } from '../training/host-mounts';
import { placementOf } from '../training/placement-group';
import { reservationOf } from '../training/reservation';
import { SAVED_QUERIES } from '../watch/saved-queries';
import { pathOf, serviceGroup } from './count-edges';
import { HOST_POLICIES } from './count-fleet';
import { volumeGroup } from './count-volumes';
import { direction, type Item, shared } from './item';
import { replicaCounts } from './replica-counts';

/** What a training cluster has of everything that is bounded. */
export function countTrainingCluster(environment: EnvironmentSpec, name: string): Item[] {
  const spec = environment.trainingClusters[name] as TrainingClusterSpec;
  const by = `trainingClusters.${name}`;
  const hosts = hostsOf(name);
  // Those that let hosts mount, and as many that let servers call back.
  const mounting = LUSTRE_PORTS.length * mountedGroups(spec.hostMounts).length;
  return [
    ...shared(by, {
      computeEnvironmentsPerRegion: spec.capacity.length,
      jobQueuesPerRegion: 1,
      placementGroupsPerRegion: placementOf(spec) === 'none' ? 0 : 1,
      launchTemplatesPerRegion: reservationOf(spec) === undefined ? 1 : 2,
      rolesPerAccount: spec.budget === undefined ? 1 : 2,
      instanceProfilesPerAccount: 1,
      securityGroupsPerRegion: 1,
      eventRulesPerBus: eventKinds(spec).length + Number(spec.budget !== undefined),
      alarmsPerRegion: clusterAlarmCount(spec, siteOf(environment).alarmTopicArns.length > 0),
      logGroupsPerRegion: Number(spec.budget !== undefined),
      parametersPerRegion: Number(spec.budget !== undefined),
    }),
    { quota: 'managedPoliciesPerRole', of: `the role of ${hosts}`, by, count: HOST_POLICIES },
    // To AWS, and where they are several of one job to each other.
    { quota: 'rulesPerSecurityGroup', of: direction(hosts, 'out'), by, count: (spec.multiNode ? 2 : 1) + mounting },
    { quota: 'rulesPerSecurityGroup', of: direction(hosts, 'in'), by, count: (spec.multiNode ? 1 : 0) + mounting },
    ...mountedGroups(spec.hostMounts).flatMap(({ name: mount, securityGroupId }) =>
      (['in', 'out'] as const).map((way) => ({
        quota: 'rulesPerSecurityGroup' as const,
        of: direction(`security group ${securityGroupId}`, way),
        by: `${by}.hostMounts.${mount}`,
        count: LUSTRE_PORTS.length,
      })),
    ),
  ];
}

/** What the jobs of a system have, with the rules between the hosts of their clusters and what they mount. */
export function countJobs(system: SystemSpec, contract: Contract): Item[] {
  return [...countPipelines(system), ...countEachJob(system, contract), ...countJobEdges(system, contract)];
}

/** The rules that let jobs call services, one for each cluster and port, and the addresses of those in DNS. */
function countJobEdges(system: SystemSpec, contract: Contract): Item[] {
  const said = new Set<string>();
  return jobEdges(system).flatMap(({ callee, job, ports }): Item[] => {
    const cluster = clusterOf(system.jobs[job] as JobSpec, contract);
    const isNew = (key: string) => !said.has(key) && said.add(key) !== undefined;
    const service = { system: system.name, service: callee };
    const count = ports.filter((port) => isNew(`${cluster} ${callee} ${port}`)).length;
    const by = `${system.name}.services.${callee}.allow`;
    const { max } = replicaCounts(system.services[callee] as ServiceSpec, contract);
    return [
      { quota: 'rulesPerSecurityGroup', of: serviceGroup(service, 'in'), by, count },
      { quota: 'rulesPerSecurityGroup', of: direction(hostsOf(cluster), 'out'), by, count },
      {
        quota: 'instancesPerDiscoveryService',
        of: `${pathOf(service)} in DNS`,
        by: `${system.name}.services.${callee}.replicas`,
        count: isNew(callee) ? max : 0,
      },
    ];
  });
}

/** One role submits the jobs of a pipeline, and one starts it. */
function countPipelines({ name: system, jobs }: SystemSpec): Item[] {
  return pipelinesOf(jobs).flatMap(({ name, schedule }) =>
    shared(`${system}.jobs.${name}`, { rolesPerAccount: schedule === undefined ? 1 : 2 }),
  );
}

function countEachJob(system: SystemSpec, contract: Contract): Item[] {
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
      ...shared(by, { rolesPerAccount: 2, logGroupsPerRegion: 1, savedQueriesPerRegion: SAVED_QUERIES.job }),
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
