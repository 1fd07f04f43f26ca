import { z } from 'zod';
import { arms } from '../../../src/spec/parse';
import type { Draw } from './draw';

type Json = Record<string, unknown>;

/**
 * Cuts a value into a base and a change, so that the change laid over the base gives the value again. Whatever the schema can do without
 * may be in either, what it needs is in the base or in both, and lists and unions stay whole.
 */
export function splitOverrides(draw: Draw, schema: z.ZodType, value: Json): { base: Json; change: Json } {
  const base: Json = {};
  const change: Json = {};
  for (const [key, inner] of Object.entries(value)) {
    const field = fieldOf(schema, key);
    const deeper = field !== undefined && isBranch(inner) && arms(field).length === 1;
    if (deeper && draw.chance(0.4)) {
      const parts = splitOverrides(draw, field, inner as Json);
      base[key] = parts.base;
      change[key] = parts.change;
      continue;
    }
    const optional = field === undefined || schemaIsRecord(schema) || field.safeParse(undefined).success;
    const where = draw.one('base', optional ? 'change' : 'both', 'both');
    if (where !== 'change') base[key] = inner;
    if (where !== 'base') change[key] = inner;
  }
  return { base, change };
}

const isBranch = (x: unknown) => typeof x === 'object' && x !== null && !Array.isArray(x);
const schemaIsRecord = (schema: z.ZodType) => arms(schema)[0] instanceof z.ZodRecord;

function fieldOf(schema: z.ZodType, key: string): z.ZodType | undefined {
  const [only] = arms(schema);
  if (only instanceof z.ZodObject) return only.shape[key] as z.ZodType | undefined;
  return only instanceof z.ZodRecord ? (only.valueType as z.ZodType) : undefined;
}
