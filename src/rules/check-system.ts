import { type Problem, within } from '../errors';
import { checkPipelines } from '../pipeline/check-pipelines';
import { countSystems } from '../quotas/count-systems';
import { usageOf } from '../quotas/usage';
import type { Contract } from '../spec/contract';
import type { QueueSpec } from '../spec/queue';
import { isDaemon, type ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import type { JobSpec } from '../spec/training/job';
import type { VolumeSpec } from '../spec/volume';
import { checkTrainingJob } from '../training/check-training-job';
import { checkAddresses } from './check-addresses';
import { checkAfter } from './check-after';
import { checkEdges } from './check-edges';
import { checkJobEdges } from './check-job-edges';
import { checkMembers } from './check-members';
import { checkQueue } from './check-queue';
import { checkUsage } from './check-quotas';
import { checkService } from './check-service';
import { checkShared } from './check-shared';
import { checkSharedVolumes } from './check-shared-volumes';
import { checkVolume } from './check-volume';
import type { Neighbours, ServiceName } from './edges';
import { type KnownQueues, queuesOf } from './known-queues';
import type { PlacedServices } from './placed-services';

/** Everything wrong with a system on a platform: its services, the edges between them, and what they share. */
export function checkSystem(
  system: SystemSpec,
  contract: Contract,
  app = 'main',
  neighbours: Neighbours = {},
  queues: KnownQueues = queuesOf([system]),
): Problem[] {
  const problems = [
    ...checkSystemAlone(system, contract, app, neighbours, queues),
    ...checkShared(placedServices(system), contract, app),
  ];
  if (problems.length > 0) return problems;
  const fieldOf = ({ system: owner, service }: ServiceName) =>
    `${owner === system.name ? '' : `${owner}.`}services.${service}`;
  return checkUsage(
    usageOf(countSystems({ systems: [system], contract, app, neighbours, queues, fieldOf }), contract.quotas),
  );
}

/** The same but for what its services take from each other, which is judged over all systems of an app at once. */
export function checkSystemAlone(
  system: SystemSpec,
  contract: Contract,
  app: string,
  neighbours: Neighbours,
  known: KnownQueues,
): Problem[] {
  const elsewhere = Object.entries(neighbours).filter(([key]) => !key.startsWith(`${system.name}/`));
  const daemons = [...Object.values(system.services), ...elsewhere.map(([, service]) => service)].filter(isDaemon);
  const services = placedServices(system).flatMap(([field, service]) => {
    const name = field.slice('services.'.length);
    const others = daemons.filter((daemon) => daemon !== service);
    const site = { contract, app, system: system.name, name, queues: known, volumes: system.volumes, others };
    return [
      ...within(field, checkService(service, site)),
      ...checkEdges(system, name, service, neighbours),
      ...checkJobEdges(system, name, service, contract),
    ];
  });
  const jobs = Object.keys(system.jobs)
    .sort()
    .flatMap((name) => {
      const site = { contract, system: system.name, name, queues: known, volumes: system.volumes };
      return within(`jobs.${name}`, checkTrainingJob(system.jobs[name] as JobSpec, site));
    });
  const queues = Object.keys(system.queues)
    .sort()
    .flatMap((name) =>
      within(`queues.${name}`, checkQueue(name, system.queues[name] as QueueSpec, contract.site.region)),
    );
  const volumes = Object.keys(system.volumes)
    .sort()
    .flatMap((name) => within(`volumes.${name}`, checkVolume(name, system.volumes[name] as VolumeSpec, contract.site)));
  return [
    ...services,
    ...jobs,
    ...within('jobs', checkPipelines(system.jobs)),
    ...queues,
    ...volumes,
    ...checkSharedVolumes(system),
    ...checkMembers(system),
    ...checkAfter(system, neighbours),
    ...checkAddresses(system, neighbours, contract),
  ];
}

/** Its services by name, each with its field. */
export function placedServices(system: SystemSpec): PlacedServices {
  return Object.keys(system.services)
    .sort()
    .map((name) => [`services.${name}`, system.services[name] as ServiceSpec, system.volumes] as const);
}

/** The services of several systems, each with its field from outside: `ads.services.bidder`. */
export function placedInAll(systems: readonly SystemSpec[]): PlacedServices {
  return systems.flatMap((system) =>
    placedServices(system).map(([field, ...service]) => [`${system.name}.${field}`, ...service] as const),
  );
}
