import { z } from 'zod';

const kmsKeyArn = z
  .string()
  .optional()
  .describe(
    'The customer managed key that it is encrypted with. May be late-bound. @default - a key that needs no grant',
  );

const why = z
  .string()
  .min(10)
  .max(255)
  .optional()
  .describe(
    "The reason, where a name has a '*' and so means more than one thing. @default - none; then no name may have one",
  );

const readWrite = z
  .array(z.enum(['read', 'write']))
  .min(1)
  .describe('What it does there; writing includes deleting.');

/** Keys of objects that IAM takes for themselves: no '?', no '$', and '*' only as the wildcard it is. */
const PREFIX = /^[\w!.*'()/=@:,+ -]*$/;

/** Something in AWS that a service uses. Each arm is compiled to permissions, a grant of the key and a way through the network. */
export const accessSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bucket').describe('Objects of S3.'),
    bucket: z.string().describe('Name of the bucket. May be late-bound.'),
    prefix: z
      .string()
      .regex(PREFIX, "the beginning of keys, as 'features/'")
      .default('')
      .describe('How the keys begin that it may use. @default ""'),
    actions: readWrite,
    kmsKeyArn,
    why,
  }),
  z.strictObject({
    kind: z.literal('table').describe('Items of a DynamoDB table of this account and region.'),
    table: z.string().describe('Name of the table. May be late-bound.'),
    indexes: z
      .array(z.string())
      .default([])
      .describe("Names of its indexes that are read too; '*' for all. @default []"),
    actions: readWrite,
    kmsKeyArn,
    why,
  }),
  z.strictObject({
    kind: z.literal('queue').describe('Messages of a queue.'),
    queue: z
      .string()
      .describe("Name of a queue of the same system, '<system>/<queue>' of another, or an ARN of this region."),
    actions: z
      .array(z.enum(['consume', 'publish']))
      .min(1)
      .describe('What it does there.'),
    kmsKeyArn: kmsKeyArn.describe(
      "The customer managed key of a queue named by its ARN. May be late-bound. @default - the queue's own, or none",
    ),
    why,
  }),
  z.strictObject({
    kind: z.literal('secret').describe('A secret that the process reads by itself while it runs.'),
    secret: z.string().describe('Name or ARN of a Secrets Manager secret of this region. May be late-bound.'),
    kmsKeyArn,
    why,
  }),
  z.strictObject({
    kind: z.literal('key').describe('A KMS key that the process uses by itself.'),
    keyArn: z.string().describe('ARN of the key. May be late-bound.'),
    actions: z
      .array(z.enum(['read', 'write']))
      .min(1)
      .describe('Reading decrypts, writing encrypts.'),
    why,
  }),
]);

export type AccessSpec = z.output<typeof accessSpec>;
export type AccessInput = z.input<typeof accessSpec>;
export type AccessOf<K extends AccessSpec['kind']> = Extract<AccessSpec, { kind: K }>;
