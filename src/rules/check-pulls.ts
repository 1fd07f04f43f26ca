import type { Problem } from '../errors';
import type { Contract } from '../spec/contract';
import type { ImageSpec } from '../spec/image';
import type { ServiceSpec } from '../spec/service';
import { imageOf } from '../task/image-of';
import { ecrRepository, isPulledThrough } from '../task/image-reference';

/**
 * Images that would be fetched into a registry of another account. There a repository that does not exist yet has no policy that lets this
 * account pull, and only the owner can give it one (ECR user guide, "IAM permissions required to sync an upstream registry", 2026-11).
 */
export function checkPulls(service: ServiceSpec, { registry, site }: Contract): Problem[] {
  if (registry.account === site.account) return [];
  const images: [string, ImageSpec | undefined][] = [
    [service.image === undefined ? 'imageFrom' : 'image', imageOf(service)],
    ['maxConcurrencyPerReplica.image', service.maxConcurrencyPerReplica?.image],
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
    const problem = `is of '${repository.name}', which account ${registry.account} fetches from elsewhere for itself alone`;
    const fix = 'name the image where it comes from, or use a registry of this account';
    return [{ code: 'PullThroughElsewhere', field, problem, fix }];
  });
}
