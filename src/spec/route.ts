import { z } from 'zod';
import { authSpec } from './auth';

/** Requests that an application gateway hands to a service. */
export const routeSpec = z.strictObject({
  gateway: z
    .string()
    .optional()
    .describe('Name of the gateway. @default - the only application gateway of the environment'),
  port: z.string().optional().describe('Name of the port. @default - the only port of the service'),
  host: z.string().optional().describe("Host name to match; '*' and '?' are wildcards. @default - any host"),
  path: z.string().optional().describe("Path to match; '*' and '?' are wildcards. @default - any path"),
  methods: z
    .array(z.string().regex(/^[A-Z_-]{1,40}$/, "a method in upper case, as 'GET'"))
    .min(1)
    .optional()
    .describe('HTTP methods to match. @default - any method'),
  headers: z
    .record(z.string(), z.array(z.string()).min(1))
    .optional()
    .describe('Headers to match, each by any of its values. @default - any headers'),
  auth: authSpec
    .optional()
    .describe(
      'Who may send these requests; the gateway turns the others away. The way out to who knows them comes with it. @default - nobody is asked who they are',
    ),
  networks: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      'IPv4 ranges that may send these requests; each is one of the five values of a rule. @default - whoever reaches the gateway',
    ),
  public: z
    .strictObject({ why: z.string().min(10).max(255).describe('The reason why nobody is asked who they are.') })
    .optional()
    .describe(
      'Everybody on the internet may send these requests, with the reason: needed where the gateway is open to the internet and neither `auth` nor `networks` is given. @default - somebody must be',
    ),
  priority: z
    .int()
    .min(1)
    .max(50_000)
    .optional()
    .describe(
      'Order among the rules of the gateway, lowest first. @default - from how specific the route is, and a hash',
    ),
});

/** A port of a network gateway that is handed through to a service as it is. */
export const listenerSpec = z.strictObject({
  gateway: z
    .string()
    .optional()
    .describe('Name of the gateway. @default - the only network gateway of the environment'),
  port: z.string().optional().describe('Name of the port. @default - the only port of the service'),
  listenPort: z.int().min(1).max(65_535).describe('Port on the gateway.'),
  host: z.string().optional().describe('Name that gets a DNS record for the gateway. @default - no record'),
  tls: z.boolean().default(false).describe("End TLS at the gateway with the gateway's certificate. @default false"),
});

export type RouteSpec = z.output<typeof routeSpec>;
export type ListenerSpec = z.output<typeof listenerSpec>;
