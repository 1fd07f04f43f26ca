import { z } from 'zod';

/** ECS waits for whole minutes, a day at most (ECS API reference, DeploymentConfiguration, CanaryConfiguration, LinearConfiguration, 2026-11). */
const minutes = z.int().min(0).max(1440);

/** Shares of requests are tenths of a percent (the same pages). */
const percent = z.number().max(100).multipleOf(0.1);

/** What all strategies have in common that start a second whole set of replicas and move the requests over. */
const shifting = {
  bakeMinutes: minutes
    .default(10)
    .describe('Minutes for which the old replicas stay after the last request has moved, for a way back. @default 10'),
  testHeader: z
    .strictObject({
      name: z.string().describe('Name of the header.'),
      value: z.string().describe('Value of the header, without wildcards.'),
    })
    .optional()
    .describe('Requests with this header reach the new replicas before all others. @default - none do'),
};

/** A few replicas at a time. */
export const rollingSpec = z.strictObject({
  strategy: z.literal('rolling').default('rolling').describe('Replaces a few replicas at a time. @default "rolling"'),
  minimumHealthyPercent: z
    .int()
    .min(0)
    .max(100)
    .default(100)
    .describe('Replicas that must stay healthy meanwhile, percent. @default 100'),
  maximumPercent: z
    .int()
    .min(100)
    .max(200)
    .default(200)
    .describe('Replicas that may exist meanwhile, percent. @default 200'),
});

const blueGreenSpec = z.strictObject({
  strategy: z.literal('blue-green').describe('Starts a second whole set, then moves all requests at once.'),
  ...shifting,
});

const canarySpec = z.strictObject({
  strategy: z.literal('canary').describe('Starts a second whole set, moves a few requests, waits, and moves the rest.'),
  percent: percent.min(0.1).default(5).describe('Requests that move first, percent. @default 5'),
  canaryBakeMinutes: minutes.default(10).describe('Minutes until the rest moves. @default 10'),
  ...shifting,
});

const linearSpec = z.strictObject({
  strategy: z.literal('linear').describe('Starts a second whole set, and moves the requests in equal steps.'),
  stepPercent: percent.min(3).default(10).describe('Requests that move in each step, percent. @default 10'),
  stepBakeMinutes: minutes.default(6).describe('Minutes between two steps. @default 6'),
  ...shifting,
});

/** How a new version replaces the old one. */
export const rolloutSpec = z.union([
  z.enum(['rolling', 'recreate']),
  z.discriminatedUnion('strategy', [rollingSpec, blueGreenSpec, canarySpec, linearSpec]),
]);

export type RolloutSpec = z.output<typeof rolloutSpec>;
/** A rollout that starts a second whole set of replicas and moves requests from one to the other. */
export type ShiftSpec = z.output<typeof blueGreenSpec | typeof canarySpec | typeof linearSpec>;
