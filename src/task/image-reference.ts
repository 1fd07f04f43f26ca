import { domainOf, type Place } from '../naming/arns';
import type { ContractRegistry } from '../spec/contract';
import type { ImageSpec } from '../spec/image';

/**
 * The reference that the agent pulls. A repository name alone means the environment's registry.
 * Throws `RangeError` for a build that nobody looked up in the lock, which is a mistake of the caller and not of a user.
 */
export function imageReference(image: ImageSpec, registry: Place): string {
  if (typeof image === 'string') return image;
  if ('build' in image) throw new RangeError(`the build '${image.build}' was not looked up in the lock`);
  const name = repositoryUrl(image.repository, registry);
  return image.digest === undefined ? `${name}:${image.tag}` : `${name}@${image.digest}`;
}

/** Where a repository of a registry is: what stands before the tag or digest in a reference. */
export function repositoryUrl(repository: string, { account, region }: Place): string {
  return `${account}.dkr.ecr.${region}.${domainOf(region)}/${repository}`;
}

/** A repository of Amazon ECR. */
export interface EcrRepository extends Place {
  readonly name: string;
}

/** The ECR repository that an image comes from; undefined for an image of any other registry. */
export function ecrRepository(image: ImageSpec, registry: Place): EcrRepository | undefined {
  const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(
    imageReference(image, registry),
  );
  const [, account, region, name] = match ?? [];
  return account === undefined || region === undefined || name === undefined ? undefined : { account, region, name };
}

/** Whether a registry fetches what the repository holds from elsewhere. */
export function isPulledThrough({ account, region, name }: EcrRepository, registry: ContractRegistry): boolean {
  return (
    account === registry.account &&
    region === registry.region &&
    registry.pullThrough.some((prefix) => name.startsWith(`${prefix}/`))
  );
}

/** True when the reference can only ever mean one image: a digest, or a tag other than `latest`. */
export function isPinned(image: ImageSpec): boolean {
  if (typeof image !== 'string' && 'build' in image) return true;
  if (typeof image !== 'string')
    return image.digest !== undefined || (image.tag !== undefined && image.tag !== 'latest');
  if (image.includes('@sha256:')) return true;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag !== undefined && tag !== 'latest';
}
