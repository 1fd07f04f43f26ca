import { z } from 'zod';

const accountId = z.string().regex(/^\d{12}$/, '12 digits in quotes');

/** A registry elsewhere whose images are kept here once they were pulled. */
export const upstreamSpec = z.strictObject({
  upstream: z.string().describe("Host of the registry: 'public.ecr.aws', 'registry-1.docker.io'."),
  credentialsSecretArn: z
    .string()
    .optional()
    .describe('ARN of the secret with its credentials, named `ecr-pullthroughcache/...`. @default - none'),
});

/** The ECR registry of an environment. Environments that share one say the same of it: it has one stack. */
export const registrySpec = z.strictObject({
  account: accountId.optional().describe('Its account, 12 digits. @default - that of the environment'),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region, as 'us-east-1'")
    .optional()
    .describe('Its region. @default - that of the environment'),
  protect: z
    .boolean()
    .optional()
    .describe('Its repositories cannot be destroyed. @default - `protect` of the environment'),
  readers: z.array(accountId).default([]).describe('Other accounts that may pull, 12 digits each. @default []'),
  pullThrough: z
    .record(z.string(), upstreamSpec)
    .default({})
    .describe(
      "Registries elsewhere, by the beginning of the repository names under which their images are pulled: 'docker-hub' makes 'docker-hub/library/redis'. @default {}",
    ),
  keepBuilds: z
    .int()
    .min(1)
    .max(10_000)
    .default(50)
    .describe('Builds of each image that are kept; what was deployed is kept for ever. @default 50'),
  untaggedDays: z.int().min(1).max(365).default(7).describe('How long images without a tag are kept, days. @default 7'),
  builder: z
    .enum(['buildx', 'docker-provider'])
    .default('buildx')
    .describe('Who builds: `stowage image build`, or Terraform in the stack `images`. @default "buildx"'),
});

/** A registry as people write it. */
export type RegistryInput = z.input<typeof registrySpec>;
/** A registry with every default filled in. */
export type RegistrySpec = z.output<typeof registrySpec>;
