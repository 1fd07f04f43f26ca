import type { Retained } from '../../../src/spec/retained';
import type { Declared } from '../../../src/storage/retained';

/** A volume in a data stack, as it is declared. */
export const thing = (address: string, more: Partial<Declared> = {}): Declared => ({
  environment: 'prod',
  stack: 'prod-ads-data',
  address,
  system: 'ads',
  part: 'volumes.models',
  isProtected: true,
  ...more,
});

/** The same, as a ledger has it. */
export const entry = (address: string, more: Partial<Retained> = {}): Retained => {
  const { isProtected: _, ...rest } = thing(address);
  return { ...rest, ...more };
};
