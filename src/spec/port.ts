import { z } from 'zod';

/** A port that a service listens on. Its name is what routes, probes and callers refer to. */
export const portSpec = z.strictObject({
  number: z.int().min(1).max(65_535).describe('The port the process listens on.'),
  protocol: z.enum(['http', 'http2', 'grpc', 'tcp']).default('http').describe('What is spoken on it. @default "http"'),
  timeoutSeconds: z
    .int()
    .min(1)
    .max(4000)
    .default(30)
    .describe('Longest time one request may take, in the mesh and at the gateway alike; ignored for tcp. @default 30'),
});

export type PortSpec = z.output<typeof portSpec>;
