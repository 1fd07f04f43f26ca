import { fleetTraits } from '../../../src/sizing/fleet-types';
import type { ImagePlatform } from '../../../src/spec/built-image';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import type { SystemInput } from '../../../src/spec/system';
import type { Draw } from './draw';
import { label } from './label';
import { text } from './text';

type Images = NonNullable<SystemInput['images']>;

/** Images of a system, so that there is one for each kind of host that its environment has. */
export function randomImages(draw: Draw, { fleets }: Pick<EnvironmentSpec, 'fleets'>): Images {
  const platforms = [...new Set(Object.values(fleets).map(({ instanceTypes }) => platformOf(instanceTypes)))].sort();
  const images = platforms.flatMap((platform, p) =>
    draw.list(1, 2, (i) => [label(draw, 'image', 2 * p + i), randomImage(draw, platform)] as const),
  );
  return Object.fromEntries(images);
}

/** Those of the images that run on these hosts. */
export function buildsFor(images: Images, instanceTypes: readonly string[]): string[] {
  const platform = platformOf(instanceTypes);
  return Object.keys(images).filter((name) => (images[name]?.platform ?? 'linux/amd64') === platform);
}

function randomImage(draw: Draw, platform: ImagePlatform): Images[string] {
  return {
    context: draw.one('.', 'services/bidder', 'models/a b/ctr'),
    ...draw.some<Images[string]>({
      dockerfile: () => draw.one('Dockerfile', 'Dockerfile.dev', 'docker/prod.Dockerfile'),
      arguments: () => ({ VERSION: '1.2', MODEL: text(draw) }),
      target: () => draw.one('production', 'dev'),
    }),
    ...(platform === 'linux/arm64' || draw.chance(0.6) ? { platform } : {}),
  };
}

function platformOf(instanceTypes: readonly string[]): ImagePlatform {
  return fleetTraits(instanceTypes).arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';
}
