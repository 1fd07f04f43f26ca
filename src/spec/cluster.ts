import { z } from 'zod';

/** The ECS cluster of an environment. */
export const clusterSpec = z.strictObject({
  containerInsights: z
    .enum(['enhanced', 'enabled', 'disabled'])
    .default('enhanced')
    .describe('How closely CloudWatch watches tasks and containers; enhanced costs most. @default "enhanced"'),
});

export type ClusterSpec = z.output<typeof clusterSpec>;
export type ClusterInput = z.input<typeof clusterSpec>;
