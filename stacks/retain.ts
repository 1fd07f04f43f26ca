import type { TerraformStack } from 'cdktf';
import { declaredIn, forget, release } from '../constructs/terraform/retained';
import { refuse } from '../src/errors';
import type { Ledger } from '../src/spec/retained';
import { LEDGER } from '../src/storage/ledger';
import {
  decideRetention,
  type Guarded,
  type Retention,
  releasedWarnings,
  stayingWarnings,
} from '../src/storage/retained';
import { warn } from './warnings';

/** A stack of what a system remembers. */
export interface DataStack {
  /** Name under which the system keeps its data. */
  readonly system: string;
  readonly stack: TerraformStack;
}

/** Keeps the data stacks of an environment to the ledger. Throws `SpecError` for all that would be lost. */
export function retain(environment: Guarded, stacks: readonly DataStack[], ledger: Ledger): Retention {
  const declared = stacks.flatMap(({ system, stack }) =>
    declaredIn(stack).map((thing) => ({ ...thing, environment: environment.name, system, stack: stack.node.id })),
  );
  const retention = decideRetention(ledger, environment, declared);
  refuse(LEDGER, retention.problems);
  for (const { stack } of stacks) {
    const here = (entries: Ledger) => entries.filter((entry) => entry.stack === stack.node.id);
    forget(
      stack,
      here(retention.forgotten).map(({ address }) => address),
    );
    const released = here(retention.released);
    for (const { resource, address } of declaredIn(stack))
      if (released.some((entry) => entry.address === address)) release(resource);
    warn(stack, [...releasedWarnings(released), ...stayingWarnings(here(ledger), declared)]);
  }
  return retention;
}
