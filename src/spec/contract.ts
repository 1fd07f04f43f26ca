import { z } from 'zod';
import { quotasSpec } from './quotas';
import { siteSpec } from './site';
import { CAPACITIES } from './training/training-cluster';

/** Version of the contract's shape. A reader refuses any other. */
export const CONTRACT_VERSION = 2;

const LATE = 'May be late-bound.';

const contractFleetSpec = z.strictObject({
  capacityProvider: z.string().describe('Name of the ECS capacity provider.'),
  instanceTypes: z.array(z.string()).min(1).describe('EC2 instance types of its hosts.'),
  trunking: z.boolean().describe('Its hosts give many workloads interfaces of their own.'),
  maxHosts: z.int().min(1).describe('Most hosts it can have.'),
  spot: z.boolean().describe('Hosts may be taken away with two minutes of notice.'),
  zones: z.array(z.string()).min(1).describe('Zones of its hosts.'),
  amiRelease: z.string().describe('Name or id of the image of its hosts.'),
  rootGiB: z.int().min(1).describe('Root volume of each host, GiB.'),
});

const contractTrainingClusterSpec = z.strictObject({
  queueArn: z.string().describe(`ARN of the Batch queue that jobs wait in. ${LATE}`),
  securityGroupId: z.string().describe(`Group of its hosts, and so of its jobs. ${LATE}`),
  instanceTypes: z.array(z.string()).min(1).describe('EC2 instance types of its hosts.'),
  capacity: z.array(z.enum(CAPACITIES)).min(1).describe('How its hosts are paid for, best first.'),
  maxVcpus: z.int().min(1).describe('Most vCPUs of all its hosts.'),
  multiNode: z.boolean().describe('Its jobs may have several hosts.'),
  zones: z.array(z.string()).min(1).describe('Zones of its hosts.'),
  rootGiB: z.int().min(1).describe('Root volume of each host, GiB.'),
  teams: z.array(z.string()).describe('Who shares it.'),
  hostMounts: z
    .record(
      z.string(),
      z.strictObject({
        kind: z.enum(['lustre', 's3']).describe('What is behind it.'),
        readOnly: z.boolean().describe('Jobs may only read.'),
        lasting: z.boolean().describe('What is written outlives a server that fails.'),
      }),
    )
    .optional()
    .describe('What its hosts mount for jobs, by name. @default - nothing'),
});

const gatewayShape = {
  arn: z.string().describe(`ARN of the load balancer. ${LATE}`),
  securityGroupId: z.string().describe(`Group of the load balancer: the peer of every workload behind it. ${LATE}`),
  dnsName: z.string().describe(`Name that DNS records point to. ${LATE}`),
  hostedZoneId: z.string().describe(`Hosted zone of \`dnsName\`, for alias records. ${LATE}`),
  scheme: z.enum(['internal', 'internet-facing']).describe('Where it can be reached from.'),
  domain: z
    .strictObject({
      zoneId: z.string().describe('Route 53 hosted zone.'),
      name: z.string().describe('Domain of the gateway.'),
    })
    .optional()
    .describe('Where host routes get their records. @default - no records are made'),
};

const contractGatewaySpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('application').describe('Routes requests.'),
    ...gatewayShape,
    listenerArn: z.string().describe(`ARN of the listener that takes routes. ${LATE}`),
    protocol: z.enum(['https', 'http']).describe('What clients speak.'),
    idleTimeoutSeconds: z.int().describe('Longest silence on a connection.'),
    outboundHttps: z.boolean().default(false).describe('It may call any host over HTTPS. @default false'),
    limited: z.boolean().default(false).describe('Only some ranges of the internet may connect. @default false'),
    priorities: z
      .record(
        z.string(),
        z.strictObject({ from: z.int().describe('First priority.'), to: z.int().describe('Last priority.') }),
      )
      .describe('The rule priorities of each app.'),
  }),
  z.strictObject({
    kind: z.literal('network').describe('Hands connections through.'),
    ...gatewayShape,
    clients: z.array(z.string()).min(1).describe('IPv4 ranges that may connect to a listener.'),
    certificateArn: z
      .string()
      .optional()
      .describe(`Certificate for listeners that end TLS. ${LATE} @default - none; then no listener can end TLS`),
  }),
]);

const tier = z.record(z.string(), z.string());

/**
 * Everything that a foundation tells those who build on it, and all that they may know of it.
 * Published whole, under static names, so that a new workload never changes the foundation.
 */
export const contractSpec = z.strictObject({
  version: z.literal(CONTRACT_VERSION).describe('Version of this shape.'),
  site: siteSpec.describe('Where this is, and under which rules.'),
  network: z
    .strictObject({
      vpcId: z.string().describe(`The VPC. ${LATE}`),
      cidr: z.string().describe('IPv4 range of the VPC.'),
      subnets: z
        .strictObject({
          public: tier.describe('Subnet ids by zone.'),
          private: tier.describe('Subnet ids by zone.'),
          isolated: tier.describe('Subnet ids by zone.'),
        })
        .describe(`Subnet ids by tier and zone. ${LATE}`),
      nat: z.enum(['per-zone', 'single', 'none']).describe('Ways out to the internet for workloads.'),
      prefixLists: z
        .strictObject({
          s3: z.string().describe(`Addresses of S3 behind its gateway endpoint. ${LATE}`),
          dynamodb: z.string().describe(`Addresses of DynamoDB behind its gateway endpoint. ${LATE}`),
        })
        .describe('Prefix lists of what is reached through gateway endpoints.'),
      endpoints: z
        .strictObject({
          securityGroupId: z.string().describe(`Group of the interface endpoints. ${LATE}`),
          services: z.array(z.string()).min(1).describe('Short names of the AWS services behind them.'),
        })
        .optional()
        .describe('AWS services that are reached through interface endpoints. @default - none'),
    })
    .describe('Addresses.'),
  cluster: z
    .strictObject({
      name: z.string().describe('Name of the ECS cluster.'),
      arn: z.string().describe(`ARN of the ECS cluster. ${LATE}`),
      containerInsights: z
        .enum(['enhanced', 'enabled', 'disabled'])
        .optional()
        .describe('How closely CloudWatch watches what runs there. @default - nobody says; nothing is expected of it'),
      namespaceArn: z.string().describe(`ARN of the Cloud Map namespace that services find each other in. ${LATE}`),
    })
    .describe('The ECS cluster.'),
  dns: z
    .strictObject({
      namespaceId: z.string().describe(`The Cloud Map namespace. ${LATE}`),
      name: z.string().describe('Domain of its names.'),
    })
    .optional()
    .describe(
      'Where services that jobs may call have names that every resolver of the network answers. @default - none; no job calls a service',
    ),
  registry: z
    .strictObject({
      account: z.string().describe('Account of the registry, 12 digits.'),
      region: z.string().describe('Region of the registry.'),
      pullThrough: z.array(z.string()).describe('Beginnings of repository names that are fetched from elsewhere.'),
    })
    .describe('Where images come from that name a repository alone.'),
  keys: z
    .strictObject({ logs: z.string().describe(`ARN of the KMS key that encrypts logs. ${LATE}`) })
    .describe('KMS keys.'),
  logArchive: z
    .strictObject({
      streamArn: z.string().describe(`ARN of the Firehose stream that takes logs to a bucket. ${LATE}`),
      roleArn: z.string().describe(`ARN of the role by which CloudWatch Logs writes to it. ${LATE}`),
    })
    .optional()
    .describe('Where workloads send their logs beside CloudWatch. @default - nowhere'),
  fleets: z.record(z.string(), contractFleetSpec).describe('Fleets by name.'),
  trainingClusters: z
    .record(z.string(), contractTrainingClusterSpec)
    .default({})
    .describe('Training clusters by name. @default {}'),
  gateways: z.record(z.string(), contractGatewaySpec).describe('Gateways by name.'),
  quotas: quotasSpec
    .optional()
    .describe("What the account has of AWS's quotas, by name. @default - what everybody has"),
});

/** What a foundation publishes. */
export type Contract = z.output<typeof contractSpec>;
export type ContractNetwork = Contract['network'];
export type ContractCluster = Contract['cluster'];
export type ContractRegistry = Contract['registry'];
export type ContractFleet = Contract['fleets'][string];
export type ContractTrainingCluster = Contract['trainingClusters'][string];
export type ContractHostMount = NonNullable<ContractTrainingCluster['hostMounts']>[string];
export type ContractGateway = Contract['gateways'][string];
export type ApplicationContractGateway = Extract<ContractGateway, { kind: 'application' }>;
export type NetworkContractGateway = Extract<ContractGateway, { kind: 'network' }>;
