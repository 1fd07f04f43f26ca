import { z } from 'zod';
import { containerShape } from './container';

/** A day: ECS gives up a hook that has not ended by then (ECS developer guide, "Lambda hooks", Timeout configuration, 2026-11). */
const DAY_MINUTES = 1440;

/**
 * A task that runs to its end before a new version of a service starts, once for each deployment: a migration, a check, a warm-up. It has the
 * service's user, permissions, network and root, `/tmp` to write to, and no place in the mesh.
 */
export const beforeDeploySpec = z.strictObject({
  name: z.string().describe('Its name among those of the service.'),
  image: containerShape.image.optional().describe("The image to run. @default - the service's own"),
  command: z.array(z.string()).min(1).describe("Arguments to the image's entry point."),
  environment: containerShape.environment,
  secrets: containerShape.secrets,
  cpus: z.number().positive().default(0.5).describe('Cores promised to it; decimals allowed. @default 0.5'),
  memoryMiB: z.int().min(6).default(512).describe('Memory promised to it, MiB. @default 512'),
  timeoutMinutes: z
    .int()
    .min(1)
    .max(DAY_MINUTES)
    .default(15)
    .describe('Minutes that it may take, the wait for a host included; then the deployment fails. @default 15'),
});

export type BeforeDeploySpec = z.output<typeof beforeDeploySpec>;
