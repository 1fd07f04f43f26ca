import { z } from 'zod';
import { own } from './own';
import { arms } from './parse';

/**
 * The same schema for a change instead of the whole: every key optional, no defaults filled in, objects alike all the way down.
 * Lists, unions and values stay as they are, because an override replaces them whole.
 */
export function overridesOf(schema: z.ZodObject): z.ZodObject<Record<string, z.ZodOptional>> {
  const shape = Object.fromEntries(
    Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, field]) => {
      const description = (field.description ?? '').replace(/ ?@default.*$/s, '');
      return [key, loosen(field).optional().describe(`${description} @default - as in \`services\``)];
    }),
  );
  return z.strictObject(shape);
}

function loosen(field: z.ZodType): z.ZodType {
  const [only, ...more] = arms(field);
  if (only === undefined || more.length > 0) return bare(field);
  if (only instanceof z.ZodObject) return overridesOf(only);
  if (only instanceof z.ZodRecord && arms(only.valueType as z.ZodType)[0] instanceof z.ZodObject)
    // Partial, or a record with an enumeration of keys would want all of them.
    return z.partialRecord(only.keyType as z.ZodString, loosen(only.valueType as z.ZodType));
  return only;
}

function bare(field: z.ZodType): z.ZodType {
  return field instanceof z.ZodOptional || field instanceof z.ZodDefault || field instanceof z.ZodPrefault
    ? bare(field.unwrap() as z.ZodType)
    : field;
}

type Json = Record<string, unknown>;
const isObject = (x: unknown): x is Json => typeof x === 'object' && x !== null && !Array.isArray(x);

/** `base` with `change` laid over it as `overridesOf(schema)` reads it. Neither argument is written to. */
export function mergeOverrides(schema: z.ZodType, base: unknown, change: unknown): unknown {
  if (change === undefined) return base;
  if (!isObject(base) || !isObject(change)) return change;
  const [only, ...more] = arms(schema);
  const inner = (key: string): z.ZodType | undefined => {
    if (more.length > 0) return undefined;
    if (only instanceof z.ZodObject) return own<z.ZodType>(only.shape, key);
    return only instanceof z.ZodRecord ? (only.valueType as z.ZodType) : undefined;
  };
  if (more.length > 0) return change;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(change)])];
  return Object.fromEntries(
    keys.map((key) => {
      const field = inner(key);
      const [was, said] = [own(base, key), own(change, key)];
      return [key, field === undefined ? (said ?? was) : mergeOverrides(field, was, said)];
    }),
  );
}
