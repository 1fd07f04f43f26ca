import { z } from 'zod';
import { healthSpec } from './health';
import { imageSpec } from './image';
import { limitsSpec } from './limits';
import { secretSpec } from './secret';

/** A path that a container may write to although its root is read-only. */
export const writableSpec = z.union([
  z.string().describe('Absolute path inside the container; 64 MiB.'),
  z.strictObject({
    path: z.string().describe('Absolute path inside the container.'),
    sizeMiB: z.int().min(1).max(65_536).describe('Largest size, MiB. It is memory of the container.'),
  }),
]);

/** What every container says, whether it serves, trains, helps or prepares. */
export const containerShape = {
  image: imageSpec.describe('The image to run.'),
  command: z.array(z.string()).optional().describe("Arguments to the image's entry point. @default - the image's own"),
  entryPoint: z.array(z.string()).optional().describe("Replaces the image's entry point. @default - the image's own"),
  workingDirectory: z.string().optional().describe("Directory to start in. @default - the image's own"),
  environment: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .default({})
    .describe(
      'Plain environment variables. Values may be late-bound. Never secrets: those go to `secrets`. @default {}',
    ),
  secrets: z
    .record(z.string(), secretSpec)
    .default({})
    .describe('Environment variables filled from a secret store when the container starts. @default {}'),
  user: z
    .string()
    .regex(/^\d+(:\d+)?$/, "a numeric user, or user and group, as '1000:1000'")
    .default('1000:1000')
    .describe('Numeric user and group that the process runs as. @default "1000:1000"'),
  readOnlyRoot: z
    .boolean()
    .default(true)
    .describe('Nothing may be written outside of `writable` and what is mounted. @default true'),
  writable: z
    .array(writableSpec)
    .default([])
    .describe('Paths in memory that may be written, owned by `user`. `/tmp` is one where the root is not. @default []'),
  health: healthSpec.prefault({}).describe('How the platform knows that it works. @default {}'),
  limits: limitsSpec.prefault({}).describe('Hard limits, and what the kernel grants. @default {}'),
} as const;
