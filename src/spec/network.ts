import { z } from 'zod';

const tierCidrs = z.strictObject({
  public: z
    .string()
    .optional()
    .describe('For load balancers that face the internet and NAT gateways. @default - allocated from `cidr`'),
  private: z.string().optional().describe('For hosts and their workloads. @default - allocated from `cidr`'),
  isolated: z.string().optional().describe('For what needs no way out. @default - allocated from `cidr`'),
});

/** The address space of an environment and its ways out. */
export const networkSpec = z.strictObject({
  cidr: z.string().default('10.0.0.0/16').describe('Private IPv4 range of the VPC, /16 to /22. @default "10.0.0.0/16"'),
  subnets: z
    .record(z.string(), tierCidrs)
    .default({})
    .describe('Subnets at given addresses, by zone, for networks that are assigned centrally. @default {}'),
  avoid: z
    .array(z.string())
    .default([])
    .describe('Ranges that this network will be peered with and must not overlap. @default []'),
  nat: z
    .enum(['per-zone', 'single', 'none'])
    .default('per-zone')
    .describe(
      'Gateways out to the internet for private subnets; each costs by the hour. A single one stands in the first zone that the environment lists. @default "per-zone"',
    ),
  endpoints: z
    .array(z.string().regex(/^[a-z0-9.-]+$/, "the short name of an AWS service, as 'ecr.api'"))
    .optional()
    .describe(
      "AWS services reached inside the network, by short name. @default - with nat 'none' all that the platform calls, otherwise none",
    ),
});

export type NetworkSpec = z.output<typeof networkSpec>;
export type NetworkInput = z.input<typeof networkSpec>;
