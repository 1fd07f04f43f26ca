import { z } from 'zod';

/** What an image runs on, as container engines name it. */
export const imagePlatform = z.enum(['linux/amd64', 'linux/arm64']);

/** An image that is built from files of this repository. */
export const builtImageSpec = z.strictObject({
  context: z
    .string()
    .describe("Directory of its files, from the root of the repository: 'services/bidder'. `.dockerignore` counts."),
  dockerfile: z.string().default('Dockerfile').describe('The Dockerfile, from `context`. @default "Dockerfile"'),
  arguments: z
    .record(z.string(), z.string())
    .default({})
    .describe('Build arguments. They stay in the image, so no secrets. @default {}'),
  target: z.string().optional().describe('Stage of the Dockerfile to build. @default - the last'),
  platform: imagePlatform
    .default('linux/amd64')
    .describe('What it runs on: the architecture of the fleet. @default "linux/amd64"'),
});

/** An image to build, as people write it. */
export type BuiltImageInput = z.input<typeof builtImageSpec>;
/** An image to build, with every default filled in. */
export type BuiltImageSpec = z.output<typeof builtImageSpec>;
export type ImagePlatform = z.output<typeof imagePlatform>;
