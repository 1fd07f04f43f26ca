import type { ImageSpec } from '../spec/image';
import type { ImageFromSpec } from '../spec/image-from';

/** The image of a container; of one that a parameter names, its repository, with the parameter's name in place of the digest. */
export function imageOf(container: {
  readonly image?: ImageSpec | undefined;
  readonly imageFrom?: ImageFromSpec | undefined;
}): ImageSpec | undefined {
  const { image, imageFrom } = container;
  if (image !== undefined || imageFrom === undefined) return image;
  return { repository: imageFrom.repository, digest: `{${imageFrom.parameter}}` };
}
