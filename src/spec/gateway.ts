import { z } from 'zod';

const shared = {
  scheme: z
    .enum(['internal', 'internet-facing'])
    .default('internal')
    .describe('Reachable from the network only, or from the internet. @default "internal"'),
  clients: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('IPv4 ranges that may connect. @default - the network where internal, 0.0.0.0/0 where internet-facing'),
  zones: z.array(z.string()).min(1).optional().describe('Zones it stands in. @default - all zones of the environment'),
  certificateArn: z
    .string()
    .optional()
    .describe('A certificate of ACM. May be late-bound. @default - made for `domain`, where there is one'),
  domain: z
    .strictObject({
      zoneId: z.string().describe('Public Route 53 hosted zone that answers for `name`.'),
      name: z
        .string()
        .describe("Domain of the gateway: routes may use it and names one label below it. 'ml.example.com'"),
    })
    .optional()
    .describe('Certificate and DNS records are made in this zone. @default - no DNS records'),
};

const priorityRange = z.strictObject({
  from: z.int().min(1).max(50_000).describe('First priority.'),
  to: z.int().min(1).max(50_000).describe('Last priority.'),
});

/** A shared load balancer for HTTP and gRPC: routes by host, path, header and method. */
export const applicationGatewaySpec = z.strictObject({
  kind: z.literal('application').describe('Reads requests and routes them.'),
  ...shared,
  plainHttp: z
    .strictObject({ why: z.string().min(10).max(255).describe('The reason why requests may travel unencrypted.') })
    .optional()
    .describe('HTTP without TLS, with the reason. @default - HTTPS, and HTTP only to redirect'),
  outboundHttps: z
    .strictObject({ why: z.string().min(10).max(255).describe('The reason why it may call out.') })
    .optional()
    .describe(
      'It may call any host over HTTPS, for routes of other apps that ask who somebody is. @default - it may where a route of this app asks so, and else calls nobody',
    ),
  webAclArn: z
    .string()
    .optional()
    .describe('A regional web ACL of AWS WAF that judges every request first. May be late-bound. @default - none does'),
  idleTimeoutSeconds: z
    .int()
    .min(1)
    .max(4000)
    .default(60)
    .describe('Longest silence on a connection, so the longest request of any route. @default 60'),
  priorities: z
    .record(z.string(), priorityRange)
    .default({ main: { from: 1000, to: 39_999 }, guest: { from: 40_000, to: 49_999 } })
    .describe(
      'The rule priorities of each app that attaches routes; ranges must not overlap. @default {"main":{"from":1000,"to":39999},"guest":{"from":40000,"to":49999}}',
    ),
});

/** A shared load balancer for TCP and for gRPC that is passed through as it is. */
export const networkGatewaySpec = z.strictObject({
  kind: z.literal('network').describe('Hands connections through.'),
  ...shared,
});

/** Where requests from outside the mesh come in. */
export const gatewaySpec = z.discriminatedUnion('kind', [applicationGatewaySpec, networkGatewaySpec]);

export type GatewaySpec = z.output<typeof gatewaySpec>;
export type GatewayInput = z.input<typeof gatewaySpec>;
export type ApplicationGatewaySpec = z.output<typeof applicationGatewaySpec>;
export type NetworkGatewaySpec = z.output<typeof networkGatewaySpec>;
