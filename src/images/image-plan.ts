import { z } from 'zod';
import { builtImageSpec } from '../spec/built-image';
import { contractRegistry } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import { parseSpec } from '../spec/parse';
import type { SystemInput } from '../spec/system';
import { declaredImages } from './declared-images';

/** Version of the plan's shape. A reader refuses any other. */
export const IMAGE_PLAN_VERSION = 1;

/** What is to be built, and where it is pushed: all that `stowage image` knows of an app. */
export const imagePlanSpec = z.strictObject({
  version: z.literal(IMAGE_PLAN_VERSION).describe('Version of this shape.'),
  environment: z.string().describe('Name of the environment.'),
  registry: z
    .strictObject({
      account: z.string().describe('Account of the registry, 12 digits.'),
      region: z.string().describe('Region of the registry.'),
    })
    .describe('Where images are pushed.'),
  images: z
    .array(
      z.strictObject({
        name: z.string().describe('Name of its repository, and in the lock.'),
        ...builtImageSpec.shape,
        used: z.boolean().describe('A service of the environment runs it.'),
      }),
    )
    .describe('All images, sorted by name.'),
});

export type ImagePlan = z.output<typeof imagePlanSpec>;
export type PlannedImage = ImagePlan['images'][number];

/** The plan of the images that the systems build, in an environment. */
export function imagePlan(environment: EnvironmentSpec, systems: readonly SystemInput[]): ImagePlan {
  const { account, region } = contractRegistry(environment);
  const images = declaredImages(systems, environment.name).map(({ system: _, image: __, ...planned }) => planned);
  return { version: IMAGE_PLAN_VERSION, environment: environment.name, registry: { account, region }, images };
}

/** The plan in a JSON document. Throws `SpecError` for anything else. */
export function parseImagePlan(document: unknown): ImagePlan {
  return parseSpec('images.json', imagePlanSpec, document);
}
