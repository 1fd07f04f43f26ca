import { z } from 'zod';

/** Asked by the agent on the host: a container that fails is replaced. ECS ranges: API_HealthCheck, 2026-11. */
export const livenessSpec = z.strictObject({
  command: z
    .array(z.string())
    .min(1)
    .describe("Run inside the container; exit code 0 is healthy. Without a shell unless it starts with 'CMD-SHELL'."),
  intervalSeconds: z.int().min(5).max(300).default(10).describe('Seconds between two checks. @default 10'),
  timeoutSeconds: z.int().min(2).max(60).default(5).describe('Seconds until a check counts as failed. @default 5'),
  retries: z.int().min(1).max(10).default(3).describe('Failures in a row until it is unhealthy. @default 3'),
  startSeconds: z
    .int()
    .min(0)
    .max(300)
    .default(30)
    .describe('Seconds after the start in which failures do not count. @default 30'),
});

/** Asked by the load balancer: a replica that fails gets no requests. ELB ranges: API_CreateTargetGroup, 2026-11. */
export const readinessSpec = z.strictObject({
  path: z.string().optional().describe("Path to ask for. @default - '/health'; for gRPC the standard health method"),
  port: z.string().optional().describe('Name of the port to ask. @default - the port of the route'),
  codes: z
    .string()
    .regex(/^\d{1,3}(-\d{1,3})?(,\d{1,3}(-\d{1,3})?)*$/, "status codes, as '200' or '200-299,301'")
    .optional()
    .describe("Status codes of a healthy answer. @default - '200'; for gRPC '0'"),
  intervalSeconds: z.int().min(5).max(300).default(10).describe('Seconds between two checks. @default 10'),
  timeoutSeconds: z.int().min(2).max(120).default(5).describe('Seconds until a check counts as failed. @default 5'),
  healthyThreshold: z.int().min(2).max(10).default(2).describe('Successes in a row until it gets requests. @default 2'),
  unhealthyThreshold: z.int().min(2).max(10).default(3).describe('Failures in a row until it gets none. @default 3'),
  graceSeconds: z
    .int()
    .min(0)
    .max(86_400)
    .default(60)
    .describe(
      'Seconds after the start in which failures do not stop the replica; give models time to load. @default 60',
    ),
});

/** How the platform knows that a container works. */
export const healthSpec = z.strictObject({
  liveness: livenessSpec
    .optional()
    .describe('Replaces a container that no longer works. @default - alive while its process runs'),
  readiness: readinessSpec
    .optional()
    .describe('Keeps requests from a replica that is not ready. @default - asks /health where there is a route'),
});

export type LivenessSpec = z.output<typeof livenessSpec>;
export type ReadinessSpec = z.output<typeof readinessSpec>;

/** What a load balancer asks where a service does not say. */
export const DEFAULT_READINESS: ReadinessSpec = readinessSpec.parse({});
