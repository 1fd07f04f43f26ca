import { z } from 'zod';

/** What reaches every IAM role that is made. */
export const iamSpec = z.strictObject({
  permissionsBoundaryArn: z.string().optional().describe('Policy that bounds every role. @default - no boundary'),
  path: z
    .string()
    .max(512)
    .regex(/^\/([\w+=,.@-]+\/)*$/, "a path that begins and ends with '/', as '/teams/ml/'")
    .default('/')
    .describe('Path of every role. @default "/"'),
  tags: z
    .record(z.string(), z.string())
    .default({})
    .describe('Tags of every role, beside those of the environment. @default {}'),
});

/** How long logs are kept. CloudWatch Logs takes only these numbers of days (API_PutRetentionPolicy, 2026-11). */
const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
const days = z.literal([...DAYS]);

const archiveSpec = z.strictObject({
  expireDays: z
    .int()
    .min(1)
    .max(3653)
    .default(365)
    .describe(
      'How long the bucket, which is made for this, keeps logs, days; a bucket of your own cannot be named. @default 365',
    ),
});

/** Where things are built and under which rules: what every construct needs to know. */
export const siteSpec = z.strictObject({
  name: z.string().describe('Short name of the environment; the first part of the name of everything in it.'),
  account: z
    .string()
    .regex(/^\d{12}$/, '12 digits in quotes')
    .describe('The AWS account, 12 digits. Every stack refuses to run in another.'),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region, as 'us-east-1'")
    .describe('The AWS region.'),
  zones: z
    .array(z.string())
    .min(1)
    .max(6)
    .describe('Availability zones, by name; two or more survive the loss of one.'),
  protect: z
    .boolean()
    .default(true)
    .describe('Nothing that remembers or serves can be destroyed; lifting it is a deploy of its own. @default true'),
  iam: iamSpec.prefault({}).describe('What reaches every IAM role. @default {}'),
  tags: z.record(z.string(), z.string()).default({}).describe('Tags of every resource. @default {}'),
  alarmTopicArns: z
    .array(z.string())
    .max(5)
    .default([])
    .describe(
      'SNS topics that are told when something is wrong, by ARN; of an environment its own is the first. @default []',
    ),
  logs: z
    .strictObject({
      retentionDays: days.default(30).describe('How long the logs of workloads are kept, days. @default 30'),
      auditRetentionDays: days
        .default(365)
        .describe('How long flow logs and shell sessions are kept, days. @default 365'),
      archive: archiveSpec
        .optional()
        .describe('Also a bucket that has all that services and jobs log. @default - no archive'),
    })
    .prefault({})
    .describe('How long logs are kept. @default {}'),
});

/** A site as people write it. */
export type SiteInput = z.input<typeof siteSpec>;
/** A site with every default filled in. */
export type Site = z.output<typeof siteSpec>;
