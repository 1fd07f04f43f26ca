import type { ContractRegistry } from '../spec/contract';
import type { ImageSpec } from '../spec/image';
import type { ServiceSpec } from '../spec/service';
import { imageOf } from './image-of';
import { ecrRepository, isPulledThrough } from './image-reference';

/** An image of a service that its registry fetches from elsewhere: the field that names it, and its repository. */
export interface PulledThrough {
  readonly field: string;
  readonly repository: string;
}

/** The images of all containers of a service that the registry fetches from elsewhere. Builds never are. */
export function pulledThrough(service: ServiceSpec, registry: ContractRegistry): PulledThrough[] {
  const images: [string, ImageSpec | undefined][] = [
    [service.image === undefined ? 'imageFrom' : 'image', imageOf(service)],
    ['maxConcurrencyPerReplica.image', service.maxConcurrencyPerReplica?.image],
    ['telemetry.image', service.telemetry?.image],
    ...Object.keys(service.sidecars)
      .sort()
      .map((name): [string, ImageSpec | undefined] => [`sidecars.${name}.image`, service.sidecars[name]?.image]),
    ...service.init.map(({ image }, i): [string, ImageSpec] => [`init.${i}.image`, image]),
    ...service.beforeDeploy.map(({ image }, i): [string, ImageSpec | undefined] => [`beforeDeploy.${i}.image`, image]),
  ];
  return images.flatMap(([field, image]) => {
    if (image === undefined || (typeof image === 'object' && 'build' in image)) return [];
    const repository = ecrRepository(image, registry);
    if (repository === undefined || !isPulledThrough(repository, registry)) return [];
    return [{ field, repository: repository.name }];
  });
}
