import { resourceName } from '../naming/names';

/** How tags of builds begin: these expire. */
export const BUILD_TAG = 'build-';
/** How tags of deployed images begin: these never expire. */
export const DEPLOYED_TAG = 'env-';

/** The repository of an image that a system builds: `ads/bidder`. */
export function repositoryName(system: string, image: string): string {
  return resourceName('repository', system, image);
}

/** The tag of a build, from all that went into it: what has it need not be built again. */
export function buildTag(contextHash: string): string {
  return `${BUILD_TAG}${contextHash}`;
}

/** The tag that an image gets when an environment deploys it. At most 85 characters of the 128 that a tag may have. */
export function deployedTag(environment: string, digest: string): string {
  return `${DEPLOYED_TAG}${environment}-${digest.replace(/^sha256:/, '')}`;
}
