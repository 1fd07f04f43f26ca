import { z } from 'zod';
import { isKept } from '../storage/capabilities';
import { builtImageSpec } from './built-image';
import { overridesOf } from './overrides';
import { queueSpec } from './queue';
import { serviceSpec } from './service';
import { systemJobSpec } from './training/system-job';
import { volumeSpec } from './volume';

/** What one environment changes of a system. */
export const systemOverridesSpec = z.strictObject({
  services: z
    .record(z.string(), overridesOf(serviceSpec))
    .default({})
    .describe('Changed fields of services, by name; lists are replaced whole. @default {}'),
  jobs: z
    .record(z.string(), overridesOf(systemJobSpec))
    .default({})
    .describe('Changed fields of jobs, by name; lists are replaced whole. @default {}'),
  queues: z
    .record(z.string(), overridesOf(queueSpec))
    .default({})
    .describe('Changed fields of queues, by name. @default {}'),
  volumes: z
    .record(z.string(), volumeSpec)
    .default({})
    .describe('Volumes that replace those of the same name whole. @default {}'),
});

/** Services that belong together and are deployed together. */
export const systemSpec = z.strictObject({
  name: z.string().describe("Short name; the last part of its services' addresses."),
  movedFrom: z
    .string()
    .optional()
    .describe('The first name it had, under which it keeps its data for ever. @default - its name'),
  team: z
    .string()
    .optional()
    .describe('Whose it is: one of the teams of the environment. @default - nobody has a role for it'),
  images: z
    .record(z.string(), builtImageSpec)
    .default({})
    .describe('Images that it builds, by name; services say `image: { build: <name> }`. @default {}'),
  services: z.record(z.string(), serviceSpec).describe('Its services, by name.'),
  jobs: z.record(z.string(), systemJobSpec).default({}).describe('What it trains, by name. @default {}'),
  queues: z
    .record(z.string(), queueSpec)
    .default({})
    .describe('Its queues, by name; they are kept when its services go. @default {}'),
  volumes: z
    .record(z.string(), volumeSpec)
    .default({})
    .describe('Where it stores data, by name; what stays is kept when its services go. @default {}'),
  environments: z
    .record(z.string(), systemOverridesSpec)
    .default({})
    .describe('What differs in an environment, by its name. @default {}'),
});

/** A system as people write it. */
export type SystemInput = z.input<typeof systemSpec>;
/** A system in one environment: overrides applied, every default filled in. */
export type SystemSpec = Omit<z.output<typeof systemSpec>, 'environments'>;

/** The name under which a system keeps its data: that of its data stack and of all in it. A new name would replace them. */
export function keptName({ name, movedFrom }: Pick<SystemSpec, 'name' | 'movedFrom'>): string {
  return movedFrom ?? name;
}

/** Whether a system has anything that remembers, and so a stack for it. */
export function hasData({ queues, volumes }: Pick<SystemSpec, 'queues' | 'volumes'>): boolean {
  return Object.keys(queues).length > 0 || Object.values(volumes).some(isKept);
}
