import { z } from 'zod';
import { arms } from '../../../src/spec/parse';

/** How often a field, or an arm of a union, is said where it could be. */
export interface Share {
  /** Dotted, with `*` for any key of a record and any index of a list; an arm of a union is `<path>(<arm>)`. */
  readonly path: string;
  /** Objects that could have it. */
  readonly places: number;
  /** Of those, the objects that do. */
  readonly said: number;
  /** For an arm of a union, how many arms it has. */
  readonly arms?: number;
}

/** The shares of all fields of a schema in documents as people write them. Nothing below a path that `isLeaf` is looked at. */
export function fieldShares(
  schema: z.ZodType,
  documents: readonly unknown[],
  isLeaf: (path: string) => boolean = () => false,
): Share[] {
  const found = new Map<string, Omit<Share, 'path'>>();
  const count = (path: string, places: number, said: number, among?: number) => {
    const before = found.get(path) ?? { places: 0, said: 0 };
    found.set(path, { places: before.places + places, said: before.said + said, ...(among && { arms: among }) });
  };
  const measure = (of: z.ZodType, path: string, values: readonly unknown[]): void => {
    if (isLeaf(path)) return;
    const all = arms(of);
    for (const arm of all) {
      const own =
        all.length === 1 ? values : values.filter((value) => all.find((a) => a.safeParse(value).success) === arm);
      if (all.length > 1) count(`${path}(${armName(arm)})`, values.length, own.length, all.length);
      if (arm instanceof z.ZodArray) measure(arm.element as z.ZodType, `${path}.*`, (own as unknown[][]).flat());
      if (arm instanceof z.ZodRecord)
        measure(
          arm.valueType as z.ZodType,
          `${path}.*`,
          (own as object[]).flatMap((value) => Object.values(value)),
        );
      if (!(arm instanceof z.ZodObject)) continue;
      for (const [key, field] of Object.entries(arm.shape as Record<string, z.ZodType>)) {
        const said = (own as Record<string, unknown>[])
          .map((value) => value[key])
          .filter((value) => value !== undefined);
        const at = path === '' ? key : `${path}.${key}`;
        count(at, own.length, said.length);
        measure(field, at, said);
      }
    }
  };
  measure(schema, '', documents);
  return [...found].map(([path, counts]) => ({ path, ...counts }));
}

/** What tells an arm of a union from the others: its word for its kind, its first field, or its type. */
function armName(arm: z.ZodType): string {
  if (!(arm instanceof z.ZodObject)) return arm.type;
  const [first = ''] = Object.keys(arm.shape);
  const [kind] = [arm.shape.kind, arm.shape.strategy].flatMap((field) => (field ? arms(field as z.ZodType) : []));
  return kind instanceof z.ZodLiteral ? String(kind.value) : first;
}
