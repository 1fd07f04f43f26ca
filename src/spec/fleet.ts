import { z } from 'zod';

/** Hosts that workloads run on, which come and go with what is asked of them. */
export const fleetSpec = z.strictObject({
  instanceTypes: z
    .array(z.string())
    .min(1)
    .max(40)
    .describe('EC2 instance types, best first, all of one architecture. A workload must fit the smallest.'),
  amiRelease: z
    .string()
    .regex(/^(latest|ami-[0-9a-f]{8,17}|[a-z0-9][a-z0-9._-]*)$/, "the name or id of an ECS-optimized AMI, or 'latest'")
    .describe(
      "The ECS-optimized AMI: its name, as AWS publishes it ('al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64'), or its id in this region ('ami-0123456789abcdef0'). Changing it replaces the hosts, a few at a time; where it is an id, hosts that do not start are rolled back. 'latest' moves without a plan and is warned about.",
    ),
  minHosts: z.int().min(0).max(5000).default(0).describe('Fewest hosts. @default 0'),
  maxHosts: z.int().min(1).max(5000).describe('Most hosts; the bill cannot exceed them.'),
  onDemand: z
    .strictObject({
      base: z.int().min(0).max(5000).default(0).describe('Hosts that are never spot. @default 0'),
      percentAboveBase: z
        .int()
        .min(0)
        .max(100)
        .default(100)
        .describe('Of the hosts above the base, how many are not spot, percent. @default 100'),
    })
    .prefault({})
    .describe('How much of the fleet is safe from interruption; the rest is spot. @default {}'),
  rootGiB: z
    .int()
    .min(30)
    .max(16_384)
    .default(100)
    .describe('Encrypted root volume of each host for images and container layers, GiB. @default 100'),
  zones: z.array(z.string()).min(1).optional().describe('Zones it may use. @default - all zones of the environment'),
  trunking: z
    .boolean()
    .optional()
    .describe(
      'Many workloads with interfaces of their own on one host; the account setting must be on. @default - true where every type can',
    ),
  targetCapacityPercent: z
    .int()
    .min(1)
    .max(100)
    .default(100)
    .describe('How full the hosts should be; less keeps spare hosts. @default 100'),
  warmupSeconds: z
    .int()
    .min(0)
    .max(10_000)
    .default(300)
    .describe('Seconds until a new host counts in scaling decisions. @default 300'),
});

export type FleetSpec = z.output<typeof fleetSpec>;
export type FleetInput = z.input<typeof fleetSpec>;
