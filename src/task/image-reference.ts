import { domainOf, type Place } from '../naming/arns';
import type { ImageSpec } from '../spec/image';

/** The reference that the agent pulls. A repository name alone means the registry of the environment's account. */
export function imageReference(image: ImageSpec, place: Place): string {
  if (typeof image === 'string') return image;
  const name = `${place.account}.dkr.ecr.${place.region}.${domainOf(place.region)}/${image.repository}`;
  return image.digest === undefined ? `${name}:${image.tag}` : `${name}@${image.digest}`;
}

/** A repository of Amazon ECR. */
export interface EcrRepository extends Place {
  readonly name: string;
}

/** The ECR repository that an image comes from; undefined for an image of any other registry. */
export function ecrRepository(image: ImageSpec, place: Place): EcrRepository | undefined {
  const match = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(
    imageReference(image, place),
  );
  const [, account, region, name] = match ?? [];
  return account === undefined || region === undefined || name === undefined ? undefined : { account, region, name };
}

/** True when the reference can only ever mean one image: a digest, or a tag other than `latest`. */
export function isPinned(image: ImageSpec): boolean {
  if (typeof image !== 'string')
    return image.digest !== undefined || (image.tag !== undefined && image.tag !== 'latest');
  if (image.includes('@sha256:')) return true;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag !== undefined && tag !== 'latest';
}
