import { z } from 'zod';
import { arms } from '../../src/spec/parse';

/** One key of an object schema, wherever it stands. */
export interface SchemaField {
  /** Dotted, with `*` for any key of a record and any index of a list. */
  readonly path: string;
  readonly schema: z.ZodType;
}

/** Every key of every object in a schema, unions and records included, in the order they are written. */
export function schemaFields(schema: z.ZodType, prefix = ''): SchemaField[] {
  return arms(schema).flatMap((arm): SchemaField[] => {
    if (arm instanceof z.ZodObject)
      return Object.entries(arm.shape as Record<string, z.ZodType>).flatMap(([key, field]) => {
        const path = prefix === '' ? key : `${prefix}.${key}`;
        return [{ path, schema: field }, ...schemaFields(field, path)];
      });
    if (arm instanceof z.ZodRecord) return schemaFields(arm.valueType as z.ZodType, `${prefix}.*`);
    if (arm instanceof z.ZodArray) return schemaFields(arm.element as z.ZodType, `${prefix}.*`);
    return [];
  });
}
