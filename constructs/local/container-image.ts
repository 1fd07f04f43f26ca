import { Image } from '@cdktf/provider-docker/lib/image';
import type { Construct } from 'constructs';
import type { LocalContainer } from '../../src/local/plan';
import { mapValues } from '../../src/spec/map-values';
import { escapeTemplate } from '../terraform/json';

/**
 * An image of the laptop: pulled, or built where it says of what. It stays when nobody uses it any longer, as a layer of the next one.
 * @param root path from where Terraform runs to where contexts start from.
 */
export function containerImage(
  scope: Construct,
  id: string,
  { image, build }: Pick<LocalContainer, 'image' | 'build'>,
  root: string,
): Image {
  return new Image(scope, id, {
    name: escapeTemplate(image),
    keepLocally: true,
    ...(build !== undefined && {
      // The tag tells what it is built of.
      triggers: { image },
      buildAttribute: {
        context: escapeTemplate(`${root}/${build.context}`),
        dockerfile: escapeTemplate(build.dockerfile),
        buildArgs: mapValues(build.arguments, escapeTemplate),
        ...(build.target !== undefined && { target: escapeTemplate(build.target) }),
      },
    }),
  });
}
