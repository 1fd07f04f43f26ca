import { z } from 'zod';

/** The disk of whatever host a replica runs on. EC2 user guide, "Instance store temporary block storage", 2026-11. */
export const scratchVolumeSpec = z.strictObject({
  kind: z
    .literal('scratch')
    .describe(
      "The host's own disk: fast, shared by the replicas of its system that run there, and gone with the host; each start of a job has some of its own, which is gone with it.",
    ),
  sizeGiB: z
    .int()
    .min(1)
    .describe('Room that it needs on each host, and for each start of a job, GiB. Nothing holds them to it.'),
});
