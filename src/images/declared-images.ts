import type { BuiltImageSpec } from '../spec/built-image';
import { resolveSystem } from '../spec/resolve-system';
import type { SystemInput } from '../spec/system';
import { repositoryName } from './image-names';
import { buildUses } from './resolve-images';

/** An image that a system builds. */
export interface DeclaredImage extends BuiltImageSpec {
  readonly system: string;
  readonly image: string;
  /** Its repository, and its name in the lock. */
  readonly name: string;
  /** A service of the environment runs it. */
  readonly used: boolean;
}

/** All images that the systems build, sorted by name. What cannot be read of a system is left out: it is refused elsewhere. */
export function declaredImages(inputs: readonly SystemInput[], environment: string): DeclaredImage[] {
  const images = inputs.flatMap((input) => {
    const { value, readable } = resolveSystem(input, environment);
    const system = value ?? readable;
    if (system === undefined) return [];
    const used = new Set(buildUses(system).map(({ build }) => build));
    return Object.entries(system.images).map(([image, spec]) => {
      const name = repositoryName(system.name, image);
      return { ...spec, system: system.name, image, name, used: used.has(image) };
    });
  });
  return images.sort((a, b) => (a.name < b.name ? -1 : 1));
}
