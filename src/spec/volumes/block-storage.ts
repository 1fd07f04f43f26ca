import { z } from 'zod';

/** What kind of disks block storage is on. */
export const volumeType = z
  .enum(['gp3', 'io2'])
  .default('gp3')
  .describe('EBS volume type; io2 for what cannot wait. @default "gp3"');

/** What block storage begins with. */
export const fromSnapshot = z.strictObject({
  snapshot: z.string().describe("EBS snapshot, 'snap-0123456789abcdef0'."),
});
