import type { ImageSpec } from '../spec/image';
import { mapValues } from '../spec/map-values';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { type ImageLock, lockEntry } from './image-lock';
import { repositoryName } from './image-names';

/** Stands for the digest of an image that was never built, so that the rest of its service can be judged. Nothing is made of it. */
const NOT_BUILT = `sha256:${'0'.repeat(64)}`;

/** A system whose services name no builds any more: each stands as the repository and digest that the lock has for it. */
export function resolveImages(system: SystemSpec, lock: ImageLock): SystemSpec {
  const exact = (image: ImageSpec): ImageSpec => {
    if (typeof image === 'string' || !('build' in image)) return image;
    const repository = repositoryName(system.name, image.build);
    return { repository, digest: lockEntry(lock, repository)?.digest ?? NOT_BUILT };
  };
  const inside = <T extends { image?: ImageSpec | undefined }>(container: T): T =>
    container.image === undefined ? container : { ...container, image: exact(container.image) };
  const services = mapValues(system.services, (service): ServiceSpec => {
    const { sidecars, init, beforeDeploy, maxConcurrencyPerReplica: agent, telemetry } = service;
    const limit = {
      ...(agent && { maxConcurrencyPerReplica: inside(agent) }),
      ...(telemetry && { telemetry: inside(telemetry) }),
    };
    const others = {
      sidecars: mapValues(sidecars, inside),
      init: init.map(inside),
      beforeDeploy: beforeDeploy.map(inside),
    };
    return { ...inside(service), ...limit, ...others };
  });
  return { ...system, services, jobs: mapValues(system.jobs, inside) };
}

/** A place where a system names a build. */
export interface BuildUse {
  /** The service or job that it is an image of. */
  readonly workload: { readonly service: string } | { readonly job: string };
  /** The field that names it, in the system. */
  readonly field: string;
  readonly build: string;
}

/** Every place where a system names a build: by service, then its containers in order, and then by job. */
export function buildUses(system: SystemSpec): BuildUse[] {
  return [...serviceUses(system), ...jobUses(system)];
}

function jobUses({ jobs }: SystemSpec): BuildUse[] {
  return Object.keys(jobs)
    .sort()
    .flatMap((job) => {
      const image = jobs[job]?.image;
      return typeof image === 'object' && 'build' in image
        ? [{ workload: { job }, field: `jobs.${job}.image.build`, build: image.build }]
        : [];
    });
}

function serviceUses(system: SystemSpec): BuildUse[] {
  return Object.keys(system.services)
    .sort()
    .flatMap((name) => {
      const service = system.services[name] as ServiceSpec;
      const containers: [string, ImageSpec | undefined][] = [
        ['', service.image],
        ['maxConcurrencyPerReplica.', service.maxConcurrencyPerReplica?.image],
        ['telemetry.', service.telemetry?.image],
        ...Object.keys(service.sidecars)
          .sort()
          .map((key): [string, ImageSpec | undefined] => [`sidecars.${key}.`, service.sidecars[key]?.image]),
        ...service.init.map(({ image }, i): [string, ImageSpec] => [`init.${i}.`, image]),
        ...service.beforeDeploy.map(({ image }, i): [string, ImageSpec | undefined] => [`beforeDeploy.${i}.`, image]),
      ];
      return containers.flatMap(([at, image]) =>
        typeof image === 'object' && 'build' in image
          ? [{ workload: { service: name }, field: `services.${name}.${at}image.build`, build: image.build }]
          : [],
      );
    });
}
