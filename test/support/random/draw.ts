import fc from 'fast-check';

type Thunks<T> = { readonly [K in keyof T]?: () => T[K] };

/** Takes values from arbitraries one after the other, so that what is taken later may depend on what was taken before. */
export class Draw {
  constructor(readonly of: <T>(arbitrary: fc.Arbitrary<T>) => T) {}

  chance(share: number): boolean {
    const weight = Math.round(share * 100);
    const yes = { weight, arbitrary: fc.constant(true) };
    return this.of(fc.oneof(yes, { weight: 100 - weight, arbitrary: fc.constant(false) }));
  }

  one<const T extends readonly unknown[]>(...values: T): T[number] {
    return this.of(fc.constantFrom(...values));
  }

  int(min: number, max: number): number {
    return this.of(fc.integer({ min, max }));
  }

  /** Between 0 and 1, both included, in hundredths. */
  fraction(): number {
    return this.int(0, 100) / 100;
  }

  list<T>(min: number, max: number, entry: (index: number) => T): T[] {
    return Array.from({ length: this.one(...range(min, max)) }, (_, index) => entry(index));
  }

  /** So many of the values or more, in their order. */
  subset<T>(values: readonly T[], min = 0): T[] {
    return this.of(fc.subarray([...values], { minLength: Math.min(min, values.length) }));
  }

  /** Each field with the same chance, and apart from the others. */
  some<T>(fields: Thunks<T>, share = 0.6): Partial<T> {
    const said = (Object.keys(fields) as (keyof T)[]).filter(() => this.chance(share));
    return Object.fromEntries(said.map((key) => [key, fields[key]?.()])) as Partial<T>;
  }
}

/** What `build` makes of what it draws. It does not shrink: what fails is bisected instead. */
export function drawn<T>(build: (draw: Draw) => T): fc.Arbitrary<T> {
  return fc.gen().map((take) => build(new Draw((arbitrary) => take(() => arbitrary))));
}

function range(min: number, max: number): number[] {
  return Array.from({ length: max - min + 1 }, (_, i) => min + i);
}
