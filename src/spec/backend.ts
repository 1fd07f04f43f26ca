import { z } from 'zod';

/** Where Terraform keeps its state. */
export const backendSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('local').describe('Files on this machine: for trying out, never for a team.'),
    directory: z
      .string()
      .default('.')
      .describe('Directory of the state files; relative to the working directory of synth. @default "."'),
  }),
  z.strictObject({
    kind: z.literal('s3').describe('Objects in a bucket, locked by a file beside them.'),
    bucket: z.string().describe('Name of the bucket; the account stack makes it.'),
    region: z.string().optional().describe("Region of the bucket. @default - the environment's"),
    prefix: z
      .string()
      .regex(/^[\w.!*'()-]+(\/[\w.!*'()-]+)*$/, "the first part of a key, as 'teams/ml'")
      .default('stowage')
      .describe('First part of every key. @default "stowage"'),
    kmsKeyArn: z
      .string()
      .optional()
      .describe("Key to encrypt the objects with. @default - the bucket's own encryption"),
  }),
]);

export type BackendSpec = z.output<typeof backendSpec>;
