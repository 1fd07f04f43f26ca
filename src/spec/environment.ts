import { z } from 'zod';
import { accountSettingsSpec } from './account-settings';
import { backendSpec } from './backend';
import { clusterSpec } from './cluster';
import { fleetSpec } from './fleet';
import { gatewaySpec } from './gateway';
import { networkSpec } from './network';
import { quotasSpec } from './quotas';
import { registrySpec } from './registry';
import { siteSpec } from './site';
import { teamAccessSpec } from './team';
import { trainingClusterSpec } from './training/training-cluster';

/** One deployed platform: an account, a region, and what every system in it shares. */
export const environmentSpec = z.strictObject({
  ...siteSpec.shape,
  // EventBridge takes five targets of a rule, and the topic of the environment is one (EventBridge user guide, "Amazon EventBridge quotas", 2026-11).
  alarmTopicArns: z
    .array(z.string())
    .max(4)
    .default([])
    .describe(
      'SNS topics that are told when something is wrong beside `<name>-alarms`, which every environment has, by ARN. @default []',
    ),
  alarmEmails: z
    .array(z.string().regex(/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/, "an address, as 'on-call@example.com'"))
    .default([])
    .describe('Who is told by mail when something is wrong, once they have confirmed it. @default []'),
  accountSettings: accountSettingsSpec
    .prefault({})
    .describe('What exists once per account and region, for all environments in it. @default {}'),
  backend: backendSpec.describe('Where Terraform keeps its state.'),
  registry: registrySpec.prefault({}).describe('Where images are kept and pulled from. @default {}'),
  network: networkSpec.prefault({}).describe('Addresses and ways out. @default {}'),
  cluster: clusterSpec.prefault({}).describe('The ECS cluster. @default {}'),
  fleets: z.record(z.string(), fleetSpec).describe('Hosts that workloads run on, by name.'),
  trainingClusters: z
    .record(z.string(), trainingClusterSpec)
    .default({})
    .describe('Hosts that jobs train models on, by name. @default {}'),
  gateways: z.record(z.string(), gatewaySpec).default({}).describe('Where requests come in, by name. @default {}'),
  teams: z
    .record(z.string(), teamAccessSpec)
    .default({})
    .describe(
      'Who works on systems here, by name; systems say whose they are. Each has a role that reads the logs of its own, opens shells in them, and submits and cancels its own jobs. @default {}',
    ),
  quotas: quotasSpec
    .default({})
    .describe(
      "What the account has of AWS's quotas where it is not what everybody has, by the name that a refusal gives it. @default {}",
    ),
});

/** An environment as people write it. */
export type EnvironmentInput = z.input<typeof environmentSpec>;
/** An environment with every default filled in. */
export type EnvironmentSpec = z.output<typeof environmentSpec>;
