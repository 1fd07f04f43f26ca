import { z } from 'zod';

const why = z.string().min(10).max(255).describe("The reason, which becomes the rule's description.");

const ports = z.array(z.int().min(1).max(65_535)).min(1).max(10).describe('TCP ports there.');

/** Somewhere outside of the platform that a service may connect to. */
export const egressSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cidr').describe('Addresses.'),
    cidr: z.string().describe("An IPv4 range outside of the network: '203.0.113.0/24', and '0.0.0.0/0' for anywhere."),
    ports,
    why,
  }),
  z.strictObject({
    kind: z.literal('prefix-list').describe('Addresses that somebody keeps a list of.'),
    prefixListId: z
      .string()
      .regex(/^pl-[0-9a-f]{8,17}$/, "the id of a prefix list, as 'pl-0123456789abcdef0'")
      .describe("Id of the prefix list: 'pl-0123456789abcdef0'."),
    ports,
    why,
  }),
  z.strictObject({
    kind: z
      .literal('security-group')
      .describe('Something of this network that is built elsewhere, such as a database.'),
    securityGroupId: z
      .string()
      .regex(/^sg-[0-9a-f]{8,17}$/, "the id of a security group, as 'sg-0123456789abcdef0'")
      .describe("Id of its security group: 'sg-0123456789abcdef0'."),
    ports,
    why,
  }),
  z.strictObject({
    kind: z.literal('aws-service').describe('An AWS service with an endpoint in the network.'),
    service: z
      .string()
      .regex(/^[a-z0-9.-]+$/, "the short name of an AWS service, as 'sqs'")
      .describe("Short name of the service: 's3', 'sqs', 'bedrock-runtime'."),
    why,
  }),
]);

export type EgressSpec = z.output<typeof egressSpec>;
export type EgressInput = z.input<typeof egressSpec>;
