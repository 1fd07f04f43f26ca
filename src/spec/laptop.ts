import { z } from 'zod';

/** The environment that is the laptop, in `environments` of a system. No environment of AWS is called so. */
export const LAPTOP = 'local';

/** How systems run on a laptop, as far as that is not in the systems. */
export const laptopSpec = z.strictObject({
  project: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'at most 31 small letters, digits and hyphens, the first no hyphen')
    .default('stowage')
    .describe('What its containers and networks are named after. @default "stowage"'),
  addresses: z
    .string()
    .default('10.213.0.0/16')
    .describe(
      'Private IPv4 range that the networks of the laptop share, each with a small part of it. @default "10.213.0.0/16"',
    ),
  data: z
    .string()
    .default('data')
    .describe('Directory that holds the volumes, from where the project is written. @default "data"'),
  registry: z
    .string()
    .optional()
    .describe(
      "What stands before the repositories of an environment: '111122223333.dkr.ecr.eu-central-1.amazonaws.com'. @default - nothing: images that the laptop has",
    ),
  gatewayImage: z
    .string()
    .default('docker.io/library/haproxy:3.2-alpine')
    .describe('HAProxy 2.6 or later, which hands on what routes say. @default "docker.io/library/haproxy:3.2-alpine"'),
  toolImage: z
    .string()
    .default('docker.io/library/busybox:1.37')
    .describe(
      'An image with a shell, which makes the directories of volumes for their owners. @default "docker.io/library/busybox:1.37"',
    ),
  gatewayPorts: z
    .record(z.string(), z.int().min(1).max(65_535))
    .default({})
    .describe(
      "Ports of the laptop by gateway, and by '<gateway>:<listenPort>' for those of listeners. @default {} - free ones",
    ),
  region: z.string().default('us-east-1').describe('What AWS_REGION says. @default "us-east-1"'),
  gpus: z.boolean().default(false).describe('Containers that ask for GPUs get those of the laptop. @default false'),
});

/** A laptop as people write it. */
export type LaptopInput = z.input<typeof laptopSpec>;
/** A laptop with every default filled in. */
export type LaptopSpec = z.output<typeof laptopSpec>;
