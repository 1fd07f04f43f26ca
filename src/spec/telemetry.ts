import { z } from 'zod';
import { imageSpec } from './image';

/** The collector of AWS, by the newest release that this was read of (aws-otel-collector releases, v0.50.0, 2026-08). Releases name tags and no digests. */
const COLLECTOR_IMAGE = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.50.0';

/** A collector of OpenTelemetry beside every replica, and what it takes. */
export const telemetrySpec = z.strictObject({
  traces: z
    .strictObject({
      share: z
        .number()
        .min(0)
        .max(1)
        .default(0.05)
        .describe('Of the requests that nobody traced yet, how many are. Each trace is paid for. @default 0.05'),
    })
    .optional()
    .describe(
      'AWS X-Ray gets the spans that its processes send to OTEL_EXPORTER_OTLP_ENDPOINT. @default - nobody takes spans',
    ),
  prometheus: z
    .strictObject({
      port: z.string().describe('Name of the port that tells the metrics.'),
      path: z.string().default('/metrics').describe('Path that tells them. @default "/metrics"'),
      intervalSeconds: z
        .int()
        .min(5)
        .max(3600)
        .default(60)
        .describe('Seconds from one reading to the next. @default 60'),
      workspaceArn: z
        .string()
        .optional()
        .describe(
          'A workspace of Amazon Managed Service for Prometheus that gets them. @default - CloudWatch gets them, in namespace `<environment>/<system>/<service>`',
        ),
    })
    .optional()
    .describe('Metrics that it tells in the format of Prometheus are collected. @default - none are'),
  image: imageSpec
    .default(COLLECTOR_IMAGE)
    .describe(`The collector: AWS's, or a copy of it. @default "${COLLECTOR_IMAGE}"`),
  cpus: z.number().positive().default(0.1).describe('Cores promised to the collector of each replica. @default 0.1'),
  memoryMiB: z.int().min(128).default(256).describe('Memory promised to it, MiB. @default 256'),
});

export type TelemetrySpec = z.output<typeof telemetrySpec>;
