import { z } from 'zod';

/** Where a container's file system comes from. */
export const imageSpec = z.union([
  z
    .string()
    .describe(
      "A full reference with a tag or digest, as a container engine reads it: 'public.ecr.aws/nginx/nginx:1.27.5'.",
    ),
  z
    .strictObject({
      repository: z.string().describe("Name of a repository in the environment's registry: 'ads/bidder'."),
      tag: z.string().optional().describe('An immutable tag. @default - none; then `digest` is needed'),
      digest: z
        .string()
        .regex(/^sha256:[0-9a-f]{64}$/, "a digest: 'sha256:' and 64 hexadecimal digits")
        .optional()
        .describe('The exact content. @default - none; then `tag` is needed'),
    })
    .describe("An image in the environment's registry."),
  z
    .strictObject({ build: z.string().describe('Name of an image of this system, from `images`.') })
    .describe('An image that the system builds.'),
]);

/** An image as the spec has it. */
export type ImageSpec = z.output<typeof imageSpec>;
/** An image that names a repository of the environment's registry. */
export type RepositoryImage = Extract<ImageSpec, { repository: string }>;
