import type { CoveredNoun, CoveredSpecs, FieldsOf } from '../../../src/spec/coverage';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';

/** One field said in two ways, both of them legal in both worlds; undefined where it is not said. */
export interface Perturbation {
  readonly from?: unknown;
  readonly to?: unknown;
  /** What else the noun says in both. */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** What the laptop says of the service in both. */
  readonly onLaptop?: Partial<ServiceInput>;
}

/** What is tried of one noun: each of its fields, and a system that has it and says so of it. */
export interface TriedNoun<Spec> {
  readonly system: (said: Readonly<Record<string, unknown>>) => SystemInput;
  readonly fields: { readonly [F in FieldsOf<Spec>]-?: Perturbation };
}

/** What is tried of some nouns: it does not compile while a field is missing. */
export type TriedOf<Specs> = { readonly [N in keyof Specs]: TriedNoun<Specs[N]> };
export type Tried<N extends CoveredNoun> = TriedOf<Pick<CoveredSpecs, N>>;
