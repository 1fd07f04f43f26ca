import type { BuiltImageSpec } from '../spec/built-image';
import type { ImageSpec } from '../spec/image';
import type { LaptopSpec } from '../spec/laptop';
import { own } from '../spec/own';
import type { LocalContainer } from './plan';

/** What is known of the images of a system on a laptop. */
export interface LaptopImages {
  readonly laptop: Pick<LaptopSpec, 'project' | 'registry'>;
  /** Images that the system builds, by name. */
  readonly builds: Readonly<Record<string, BuiltImageSpec>>;
  /** The hash of all that an image is built from: another content is another tag. */
  readonly hashOf: (name: string, image: BuiltImageSpec) => string;
}

/**
 * The image of a container. A build is made on the laptop, for the laptop's own processor, and tagged by the hash that it has everywhere; a
 * repository is that of the registry, or one that the laptop has.
 * Throws `RangeError` for a build that the system does not have, which rules refuse.
 */
export function imageOnLaptop(
  image: ImageSpec,
  { laptop, builds, hashOf }: LaptopImages,
): Pick<LocalContainer, 'image' | 'build'> {
  if (typeof image === 'string') return { image };
  if ('build' in image) {
    const built = own(builds, image.build);
    if (built === undefined) throw new RangeError(`nothing builds '${image.build}'`);
    const { context, dockerfile, arguments: args, target } = built;
    return {
      image: `${laptop.project}/${image.build}:${hashOf(image.build, built).slice(0, 12)}`,
      build: { context, dockerfile, arguments: args, ...(target !== undefined && { target }) },
    };
  }
  const repository = laptop.registry === undefined ? image.repository : `${laptop.registry}/${image.repository}`;
  return { image: image.digest === undefined ? `${repository}:${image.tag}` : `${repository}@${image.digest}` };
}
