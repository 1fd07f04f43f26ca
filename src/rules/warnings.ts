import { type Problem, within } from '../errors';
import { movingImage } from '../fleet/ami';
import { pipelineWarnings } from '../pipeline/check-pipelines';
import { platformUsage } from '../quotas/platform-usage';
import { contractOf } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import type { FleetSpec } from '../spec/fleet';
import type { SystemSpec } from '../spec/system';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { trainingClusterWarnings } from '../training/check-cluster';
import { trainingJobWarnings } from '../training/check-training-job';
import { warnFleetLoads } from './check-fleet-loads';
import { warnUsage } from './check-quotas';
import { storageWarnings } from './check-storage';
import { placedInAll, placedServices } from './check-system';
import { queuesOf } from './known-queues';
import { serviceWarnings } from './service-warnings';
import { isSettled } from './settle';
import { unheardHosts } from './unheard-hosts';
import { memberWarnings, volumeWarnings } from './volume-warnings';

/**
 * Resources of one stack that a team still plans in comfort: Terraform reads each of them from AWS for every plan, ten at a time, and one
 * mistake reaches all of them. From experience, not from a document.
 */
export const COMFORTABLE_RESOURCES = 1000;

/** What is legal now and may not stay so: all of it for a whole platform, in the user's words, with a way out. Nothing is refused for it. */
export function platformWarnings(environment: EnvironmentSpec, systems: readonly SystemSpec[]): Problem[] {
  const fleets = Object.keys(environment.fleets)
    .sort()
    .flatMap((name) => within(`fleets.${name}`, fleetWarnings(environment.fleets[name] as FleetSpec)));
  const clusters = Object.keys(environment.trainingClusters)
    .sort()
    .flatMap((name) =>
      within(
        `trainingClusters.${name}`,
        trainingClusterWarnings(environment.trainingClusters[name] as TrainingClusterSpec, environment.zones),
      ),
    );
  const contract = contractOf(environment, (path) => path.join('.'));
  const queues = queuesOf(systems);
  const services = systems.flatMap((system) =>
    placedServices(system).flatMap(([field, service]) =>
      within(`${system.name}.${field}`, [
        ...serviceWarnings(service, { system: system.name, contract, queues }),
        ...storageWarnings(service, system.volumes, contract),
      ]),
    ),
  );
  const jobs = systems.flatMap((system) => [
    ...Object.entries(system.jobs).flatMap(([name, job]) =>
      within(`${system.name}.jobs.${name}`, trainingJobWarnings(job, { contract, volumes: system.volumes })),
    ),
    ...within(`${system.name}.jobs`, pipelineWarnings(system.jobs)),
  ]);
  const volumes = systems.flatMap((system) => [
    ...Object.entries(system.volumes).flatMap(([name, volume]) =>
      within(`${system.name}.volumes.${name}`, volumeWarnings(volume)),
    ),
    ...within(system.name, isSettled(system) ? memberWarnings(system) : []),
  ]);
  return [
    ...fleets,
    ...clusters,
    ...unheardHosts(environment),
    ...services,
    ...jobs,
    ...volumes,
    ...sharedWarnings(environment, systems),
  ];
}

/** What systems share, where it may become too little: quotas, and the hosts of fleets. */
export function sharedWarnings(environment: EnvironmentSpec, systems: readonly SystemSpec[]): Problem[] {
  const contract = contractOf(environment, (path) => path.join('.'));
  return [...warnFleetLoads(placedInAll(systems), contract), ...warnUsage(platformUsage(environment, systems))];
}

/** What a fleet is warned about. Fields are those of the fleet. */
export function fleetWarnings(fleet: Pick<FleetSpec, 'amiRelease'>): Problem[] {
  return movingImage(fleet);
}

/** Stacks with more resources than is comfortable. Fields are their names. */
export function sizeWarnings(resources: Readonly<Record<string, number>>): Problem[] {
  return Object.keys(resources)
    .sort()
    .filter((stack) => (resources[stack] as number) > COMFORTABLE_RESOURCES)
    .map((stack) => ({
      code: 'LargeStack',
      field: stack,
      problem: `has ${resources[stack]} resources, which Terraform all reads for every plan`,
      fix: `make two systems of it; ${COMFORTABLE_RESOURCES} are comfortable`,
    }));
}
