import { z } from 'zod';
import { CLIENT_GROUP_STAGES } from '../network/client-group';
import { accessSpec } from './access';
import { alarmsSpec } from './alarms';
import { beforeDeploySpec } from './before-deploy';
import { concurrencySpec } from './concurrency';
import { containerShape } from './container';
import { egressSpec } from './egress';
import { imageFromSpec } from './image-from';
import { mountSpec } from './mount';
import { placementSpec } from './placement';
import { portSpec } from './port';
import { rolloutSpec } from './rollout';
import { listenerSpec, routeSpec } from './route';
import { scalingSpec } from './scaling';
import { sloSpec } from './slo';
import { telemetrySpec } from './telemetry';

/** When a container may start, by what must be true of another container of the same replica. */
const startAfter = z
  .record(z.string(), z.enum(['START', 'HEALTHY', 'COMPLETE', 'SUCCESS']))
  .default({})
  .describe("Containers to wait for, by name; the service itself is 'main'. @default {}");

/** A container that runs beside the service in every replica. */
export const sidecarSpec = z.strictObject({
  ...containerShape,
  cpus: z.number().positive().describe('Cores promised to it; decimals allowed.'),
  memoryMiB: z.int().min(6).describe('Memory promised to it, MiB.'),
  essential: z.boolean().default(true).describe('The replica stops when it stops. @default true'),
  startAfter,
});

/** A container that runs to its end before the service starts, in every replica. */
export const initSpec = z.strictObject({
  name: z.string().describe('Its name among the containers of the replica.'),
  ...containerShape,
  cpus: z.number().positive().default(0.25).describe('Cores promised to it; decimals allowed. @default 0.25'),
  memoryMiB: z.int().min(6).default(256).describe('Memory promised to it, MiB. @default 256'),
});

const callable = {
  ports: z.array(z.string()).min(1).optional().describe('Names of the ports it may call. @default - all'),
  why: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe("The reason, which becomes the rule's description. @default - '<caller> calls <service>'"),
};

/** Who may call a service. */
export const allowSpec = z.union([
  z.string().describe("Name of a service of the same system, or '<system>/<service>' of another."),
  z.strictObject({
    service: z.string().describe("Name of a service of the same system, or '<system>/<service>' of another."),
    ...callable,
  }),
  z.strictObject({
    job: z
      .string()
      .describe(
        'Name of a job of the same system. Jobs have the network of their hosts, so every job of its training cluster gets through; only this one is told where.',
      ),
    ...callable,
  }),
]);

/** A number of replicas, the bounds between which a scaler may move it, or one on each host of the fleet. */
export const replicasSpec = z.union([
  z.literal('one-per-host'),
  z.int().min(0).max(5000),
  z.strictObject({
    min: z.int().min(0).max(5000).describe('Fewest replicas; what the first deploy starts.'),
    max: z.int().min(1).max(5000).describe('Most replicas.'),
  }),
]);

/** A model server or any other long-running container. */
export const serviceSpec = z.strictObject({
  ...containerShape,
  image: containerShape.image.optional().describe('The image to run. @default - what `imageFrom` says'),
  imageFrom: imageFromSpec
    .optional()
    .describe('Where a delivery system says which image to run. @default - none; then `image` is needed'),
  cpus: z.number().positive().describe('Cores promised to each replica; decimals allowed.'),
  memoryMiB: z.int().min(6).describe('Memory promised to each replica, MiB.'),
  gpus: z.int().min(0).max(16).default(0).describe('Whole GPUs that each replica has for itself. @default 0'),
  replicas: replicasSpec
    .default(2)
    .describe(
      "How many run at once, or `{ min, max }`; 'one-per-host' for one on each host of the fleet, which adds no host. @default 2",
    ),
  scaling: scalingSpec.prefault({}).describe('What moves the replicas between their bounds. @default {}'),
  fleet: z.string().optional().describe("Name of the fleet it runs on. @default - the only fleet, or 'general'"),
  placement: placementSpec.prefault({}).describe('Which hosts of its fleet its replicas go to. @default {}'),
  ports: z.record(z.string(), portSpec).default({}).describe('Ports it listens on, by name. @default {}'),
  routes: z.array(routeSpec).default([]).describe('Requests from outside that come here. @default []'),
  listeners: z.array(listenerSpec).default([]).describe('Ports of a network gateway that come here. @default []'),
  maxConcurrencyPerReplica: concurrencySpec
    .optional()
    .describe('How many requests of its routes a replica has at once; no WebSockets then. @default - as many as come'),
  telemetry: telemetrySpec
    .optional()
    .describe('A collector of OpenTelemetry beside every replica, and what it takes. @default - there is none'),
  allow: z.array(allowSpec).default([]).describe('Services, and jobs, that may call it; nobody else can. @default []'),
  after: z
    .array(z.string())
    .default([])
    .describe(
      "Services that must run in full before it starts, by name; '<system>/<service>' of another system is only deployed first. @default []",
    ),
  clientGroup: z
    .enum(CLIENT_GROUP_STAGES)
    .default('off')
    .describe(
      "Callers carry one security group of this service instead of a rule each: for a service that dozens call. A service that is called already goes by 'joining' to 'on', and by 'leaving' back to 'off', each a deploy of its own. @default \"off\"",
    ),
  beforeDeploy: z
    .array(beforeDeploySpec)
    .default([])
    .describe(
      'Tasks that run to their end before a new version starts, in this order, once for each deployment. @default []',
    ),
  access: z.array(accessSpec).default([]).describe('What it uses in AWS; it may do nothing else there. @default []'),
  egress: z
    .array(egressSpec)
    .default([])
    .describe('Where else it may connect to, outside of the platform. @default []'),
  mounts: z.array(mountSpec).default([]).describe('Volumes of its system that it finds in its files. @default []'),
  sidecars: z
    .record(z.string(), sidecarSpec)
    .default({})
    .describe('Containers beside it in every replica. @default {}'),
  init: z.array(initSpec).default([]).describe('Containers that run before it, in this order. @default []'),
  startAfter,
  stopSeconds: z
    .int()
    .min(1)
    .max(3600)
    .default(30)
    .describe('Seconds it has to finish its requests, at the gateway and after the stop signal alike. @default 30'),
  rollout: rolloutSpec.prefault({}).describe('How a new version replaces the old one. @default {}'),
  alarms: alarmsSpec.prefault({}).describe('What undoes a rollout, beside replicas that do not start. @default {}'),
  slo: sloSpec
    .prefault({})
    .describe('How well it must do before somebody is told; the topics of its environment are. @default {}'),
  exec: z
    .boolean()
    .default(false)
    .describe('People with the permission may open a shell in it; audited. @default false'),
  debug: z
    .boolean()
    .default(false)
    .describe(
      'For finding out what is wrong: a shell as with `exec`, two minutes for replicas to stop, and the commands to look with as an output of its stack. @default false',
    ),
  acknowledge: z
    .record(z.string(), z.string().min(10, 'a reason of at least 10 characters'))
    .default({})
    .describe(
      "Refusals to live with, by code and subject as in 'SecretInEnvironment.TOKEN_URL', each with its reason. @default {}",
    ),
});

/** A service as people write it. */
export type ServiceInput = z.input<typeof serviceSpec>;
/** A service with every default filled in. */
export type ServiceSpec = z.output<typeof serviceSpec>;
export type SidecarSpec = z.output<typeof sidecarSpec>;
export type InitSpec = z.output<typeof initSpec>;
export type AllowSpec = z.output<typeof allowSpec>;

/** Whether people with the permission may open a shell in a service. */
export function hasShell({ exec, debug }: Pick<ServiceSpec, 'exec' | 'debug'>): boolean {
  return exec || debug;
}

/** A service with one replica on each host of its fleet. */
export function isDaemon({ replicas }: Pick<ServiceSpec, 'replicas'>): boolean {
  return replicas === 'one-per-host';
}

/** The bounds of a service's replicas: equal where it is one number. Of one per host those of one host. */
export function replicaBounds(replicas: ServiceSpec['replicas']): { min: number; max: number } {
  if (replicas === 'one-per-host') return { min: 1, max: 1 };
  return typeof replicas === 'number' ? { min: replicas, max: replicas } : replicas;
}
