import { z } from 'zod';

/** The disk of whatever host a replica runs on. EC2 user guide, "Instance store temporary block storage", 2026-11. */
export const scratchVolumeSpec = z.strictObject({
  kind: z.literal('scratch').describe("The host's own disk: fast, shared by what runs there, and gone with the host."),
  sizeGiB: z.int().min(1).describe('Room that it needs on each host, GiB. Nothing holds a replica to it.'),
});
