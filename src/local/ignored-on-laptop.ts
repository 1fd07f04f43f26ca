import { z } from 'zod';
import { AWS_COVERAGE } from '../spec/aws-coverage';
import type { Coverage, CoveredNoun } from '../spec/coverage';
import { arms } from '../spec/parse';
import { type SystemSpec, systemSpec } from '../spec/system';
import { CHECKED, LAPTOP_COVERAGE } from './coverage';

/** A field that a laptop does not do as it says, and why not. */
export interface IgnoredField {
  /** As the user wrote it: `ads.services.bidder.rollout`. */
  readonly field: string;
  readonly reason: string;
}

/** Which fields hold nouns that have a table of their own. Volumes have one for each kind. */
const PARTS: { readonly [N in CoveredNoun]?: Readonly<Record<string, CoveredNoun | 'volume'>> } = {
  system: { images: 'image', services: 'service', jobs: 'job', queues: 'queue', volumes: 'volume' },
  service: {
    secrets: 'secret',
    health: 'health',
    limits: 'limits',
    ports: 'port',
    routes: 'route',
    listeners: 'listener',
    mounts: 'mount',
    sidecars: 'sidecar',
    init: 'init',
    beforeDeploy: 'beforeDeploy',
  },
  sidecar: { secrets: 'secret', health: 'health', limits: 'limits' },
  init: { secrets: 'secret', health: 'health', limits: 'limits' },
  beforeDeploy: { secrets: 'secret' },
  health: { liveness: 'liveness', readiness: 'readiness' },
  job: { secrets: 'secret', limits: 'limits', mounts: 'mount', checkpoint: 'checkpoint' },
};

type Json = Readonly<Record<string, unknown>>;

/**
 * The fields that a system sets, to anything but their defaults, and that a laptop ignores or does only in part, in the order of the spec. What
 * AWS ignores too is not among them, nor what is inside of a field that is itself.
 */
export function ignoredOnLaptop(system: SystemSpec): IgnoredField[] {
  return ignoredIn('system', systemSpec, system, system.name);
}

function ignoredIn(noun: CoveredNoun, schema: z.ZodObject, spec: Json, at: string): IgnoredField[] {
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, fieldSchema]): IgnoredField[] => {
    const value = spec[key];
    const unsaid = fieldSchema.safeParse(undefined);
    if (value === undefined || (unsaid.success && isSame(value, unsaid.data))) return [];
    const field = `${at}.${key}`;
    const reason = reasonOf(LAPTOP_COVERAGE, noun, key);
    // A rule of AWS that is lived with is a rule of AWS, whatever is told of it there.
    if (reason === CHECKED.ignored) return [];
    if (reason !== undefined) return isIgnoredOnAws(noun, key) ? [] : [{ field, reason }];
    const part = PARTS[noun]?.[key];
    return part === undefined ? [] : ignoredInParts(part, fieldSchema, value, field);
  });
}

/** The same of each noun that a field holds: one, or a list of them, or some by name. */
function ignoredInParts(part: CoveredNoun | 'volume', schema: z.ZodType, value: unknown, at: string): IgnoredField[] {
  const [first, ...others] = arms(schema);
  if (first instanceof z.ZodRecord || first instanceof z.ZodArray) {
    const inner = first instanceof z.ZodRecord ? first.valueType : first.element;
    return Object.entries(value as Json).flatMap(([key, item]) =>
      ignoredInParts(part, inner as z.ZodType, item, `${at}.${key}`),
    );
  }
  const arm = [first, ...others].find((one) => one?.safeParse(value).success);
  if (!(arm instanceof z.ZodObject)) return [];
  const noun = part === 'volume' ? ((value as Json).kind as CoveredNoun) : part;
  return ignoredIn(noun, arm, value as Json, at);
}

function reasonOf(table: object, noun: CoveredNoun, key: string): string | undefined {
  const coverage = coverageIn(table, noun, key);
  if (typeof coverage !== 'object') return undefined;
  return 'ignored' in coverage ? coverage.ignored : coverage.partly;
}

function isIgnoredOnAws(noun: CoveredNoun, key: string): boolean {
  const coverage = coverageIn(AWS_COVERAGE, noun, key);
  return typeof coverage === 'object' && 'ignored' in coverage;
}

function coverageIn(table: object, noun: CoveredNoun, key: string): Coverage | undefined {
  return (table as Readonly<Record<string, Readonly<Record<string, Coverage>>>>)[noun]?.[key];
}

/** Both come from one schema, so that their keys have one order. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
