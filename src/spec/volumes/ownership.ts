import { z } from 'zod';

/** The key of what is stored. */
export const kmsKeyArn = z
  .string()
  .optional()
  .describe("A customer managed key to encrypt it with; changing it later would replace it. @default - AWS's own key");

/** Who owns what is stored, and who else may read it. */
export const owned = {
  owner: z
    .strictObject({
      uid: z.int().min(1).max(4_294_967_295).default(1000).describe('Numeric user, not root. @default 1000'),
      gid: z.int().min(1).max(4_294_967_295).default(1000).describe('Numeric group, not root. @default 1000'),
    })
    .prefault({})
    .describe('Who owns its root directory. @default {}'),
  permissions: z
    .string()
    .regex(/^0?[0-7]{3}$/, "three octal digits, as '0750'")
    .default('0750')
    .describe('Permissions of its root directory, octal. @default "0750"'),
};
