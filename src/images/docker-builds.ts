import type { Place } from '../naming/arns';
import type { BuiltImageSpec } from '../spec/built-image';
import { repositoryUrl } from '../task/image-reference';
import { type ImageLock, type LockEntry, lockEntry } from './image-lock';
import { buildTag } from './image-names';

/** An image that Terraform is to build, because the lock has no build of these files. */
export interface DockerBuild extends BuiltImageSpec {
  readonly name: string;
  readonly contextHash: string;
  /** Where it is pushed: repository and tag. */
  readonly reference: string;
}

type Named = BuiltImageSpec & { readonly name: string };

/**
 * What of the images Terraform builds, and the lock's entries of those that it need not build. Without a change of files that is nothing,
 * so that a plan then asks no Docker daemon.
 */
export function dockerBuilds<T extends Named>(
  images: readonly T[],
  lock: ImageLock,
  registry: Place,
  hashOf: (image: T) => string,
): { readonly builds: readonly DockerBuild[]; readonly entries: readonly LockEntry[] } {
  const hashed = images.map((image) => ({ image, contextHash: hashOf(image), entry: lockEntry(lock, image.name) }));
  const isBuilt = ({ contextHash, entry }: (typeof hashed)[number]) => entry?.contextHash === contextHash;
  return {
    entries: hashed.filter(isBuilt).map(({ entry }) => entry as LockEntry),
    builds: hashed
      .filter((found) => !isBuilt(found))
      .map(({ image, contextHash }) => ({
        name: image.name,
        context: image.context,
        dockerfile: image.dockerfile,
        arguments: image.arguments,
        platform: image.platform,
        ...(image.target !== undefined && { target: image.target }),
        contextHash,
        reference: `${repositoryUrl(image.name, registry)}:${buildTag(contextHash)}`,
      })),
  };
}
