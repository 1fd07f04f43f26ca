import { z } from 'zod';

/** What becomes of something that leaves the spec. */
export const goneSpec = z.strictObject({
  decision: z
    .enum(['keep', 'delete'])
    .describe('It stays in AWS and leaves the state, or it loses its protection and may be destroyed.'),
  who: z.string().min(1).max(255).describe('Who decided.'),
  why: z.string().min(10).max(255).describe('The reason.'),
});

/** One thing that remembers, in a protected environment. */
export const retainedSpec = z.strictObject({
  environment: z.string().describe('Name of its environment.'),
  stack: z.string().describe('The data stack that has it in its state.'),
  address: z
    .string()
    .regex(/^[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*$/, "an address as 'aws_efs_file_system.Volume-models'")
    .describe('Its address in that state.'),
  system: z
    .string()
    .describe('Name of the system that its stack is called by: the first it had, where it was renamed.'),
  part: z.string().optional().describe("The part of the system that it is, 'volumes.models'. @default - not said"),
  replica: z.int().min(0).optional().describe("The replica whose own it is, from 0. @default - it is no one replica's"),
  zone: z.string().optional().describe('The zone that it is in, for ever. @default - it is in no one zone'),
  fixed: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe(
      'What was said of it when it was made and nothing changes while it is there, and the largest size that it had. @default - not recorded',
    ),
  gone: goneSpec
    .optional()
    .describe('What becomes of it, once the spec has it no more. @default - nothing was decided'),
  released: z
    .literal(true)
    .optional()
    .describe(
      'Written where it is to be deleted and is still declared, so that its protection is lifted before it goes. @default - it is protected',
    ),
});

/** What `retained.json` holds. It is committed: who lets something go says so in a reviewed change of it. */
export const ledgerSpec = z.array(retainedSpec);

export type Gone = z.output<typeof goneSpec>;
export type Retained = z.output<typeof retainedSpec>;
export type Ledger = readonly Retained[];
