import { z } from 'zod';
import { fromMarathon } from '../placement/from-marathon';

/** What hosts differ in. Each host has one value of each. */
export const PLACEMENT_FIELDS = ['host', 'zone', 'instance-type', 'architecture', 'os', 'ami', 'fleet'] as const;

const field = z.enum(PLACEMENT_FIELDS);
const FIELD = 'What hosts differ in.';
const pattern = z.string().min(1).max(255);

/** Where replicas may be, by what must be true of their hosts. The operators are Marathon's. */
export const constraintSpec = z.union(
  [
    z.strictObject({ unique: field.describe(`${FIELD} No two replicas share a value of it.`) }),
    z.strictObject({
      cluster: field.describe(`${FIELD} All replicas share one value of it.`),
      value: z.string().min(1).optional().describe('The value that they share. @default - any'),
    }),
    z.strictObject({
      groupBy: field.describe(`${FIELD} Replicas are spread over its values as evenly as they can be.`),
      values: z.int().min(1).max(5000).optional().describe('Fewest values that there must be. @default - not asked'),
    }),
    z.strictObject({
      like: field.describe(`${FIELD} Its value matches the pattern, for every replica.`),
      pattern: pattern.describe('Regular expression that the whole value matches.'),
    }),
    z.strictObject({
      unlike: field.describe(`${FIELD} Its value does not match the pattern, for any replica.`),
      pattern: pattern.describe('Regular expression that the whole value would match.'),
    }),
    z.strictObject({
      maxPer: field.describe(`${FIELD} No value of it has more than so many replicas.`),
      count: z.int().min(1).max(5000).describe('Most replicas that share a value.'),
    }),
    z.strictObject({
      is: field.describe(`${FIELD} Every replica has this value of it.`),
      value: z.string().min(1).describe('The value.'),
    }),
  ],
  { error: ({ input }) => fromMarathon(input, PLACEMENT_FIELDS) },
);

/** Which hosts of its fleet a service's replicas go to. */
export const placementSpec = z.strictObject({
  spread: z
    .array(field)
    .max(PLACEMENT_FIELDS.length)
    .optional()
    .describe("What replicas are spread over, first things first. @default - ['zone']"),
  pack: z
    .union([z.enum(['memory', 'cpu']), z.literal(false)])
    .optional()
    .describe(
      "Which of a host's resources is used up before another host is touched; false for none. @default - 'memory'",
    ),
  constraints: z
    .array(constraintSpec)
    .max(10)
    .default([])
    .describe('What must be true of the hosts; refused where ECS cannot keep to it. @default []'),
});

export type PlacementField = (typeof PLACEMENT_FIELDS)[number];
export type PlacementSpec = z.output<typeof placementSpec>;
export type Constraint = z.output<typeof constraintSpec>;
