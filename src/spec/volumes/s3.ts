import { z } from 'zod';

/** Objects as files. Mountpoint for Amazon S3, `doc/SEMANTICS.md`, 2026-11. */
export const s3VolumeSpec = z.strictObject({
  kind: z
    .literal('s3')
    .describe(
      'A bucket of this region that shows as files, to read alone, mounted by hosts of their own for its services.',
    ),
  bucket: z.string().describe('Name of the bucket. It is nobody’s here: nothing makes or deletes it.'),
  prefix: z.string().default('').describe('Beginning of the keys that show, \'models/\'. @default ""'),
  cacheMiB: z
    .int()
    .min(1)
    .optional()
    .describe("Of each host's root volume, what may keep objects that were read, MiB. @default - none"),
  kmsKeyArn: z
    .string()
    .optional()
    .describe("The customer managed key that its objects are encrypted with. @default - AWS's own key"),
});
