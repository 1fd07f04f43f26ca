import { z } from 'zod';

/** What a host must have. Types of today's generations that have it all are taken, cheapest first. */
export const attributesSpec = z.strictObject({
  architecture: z.enum(['amd64', 'arm64']).default('amd64').describe('Processor. @default "amd64"'),
  minVcpus: z.int().min(1).describe('Fewest vCPUs.'),
  maxVcpus: z.int().min(1).optional().describe('Most vCPUs. @default - any number'),
  minMemoryMiB: z.int().min(1).optional().describe('Least memory, MiB. @default - any'),
  maxMemoryMiB: z.int().min(1).optional().describe('Most memory, MiB. @default - any'),
  accelerator: z.string().optional().describe('Model of its accelerators, `a10g`. @default - any, or none'),
  acceleratorKind: z
    .enum(['nvidia', 'neuron'])
    .optional()
    .describe(
      "Which accelerators, since one machine image runs all hosts. @default - that of `accelerator`, or 'nvidia'",
    ),
  minAccelerators: z
    .int()
    .min(0)
    .default(0)
    .describe('Fewest accelerators; with 0, and nothing else said of them, only types without any. @default 0'),
  minAcceleratorMemoryMiB: z.int().min(1).optional().describe('Least memory of each accelerator, MiB. @default - any'),
  minInstanceStoreGB: z.int().min(1).optional().describe('Least instance store, GB. @default - any, or none'),
});

export type AttributesSpec = z.output<typeof attributesSpec>;
