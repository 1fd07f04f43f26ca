import type { ImageSpec } from '../spec/image';

/**
 * An image that names no registry as one of the environment's own: of Docker Hub its name would be in a namespace, or an official one. Any
 * other stays as it is.
 */
export function registryImage(reference: string): Exclude<ImageSpec, { build: string }> {
  const [, repository, tag] = /^([a-z0-9][a-z0-9._-]*):([\w][\w.-]{0,127})$/.exec(reference) ?? [];
  return repository === undefined || tag === undefined ? reference : { repository, tag };
}
