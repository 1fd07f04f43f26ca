import type { Contract } from '../../../src/spec/contract';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { provisionalContract } from '../../../src/spec/provisional-contract';
import { testEnvironmentSpec } from './test-environment';

/** The contract of a test environment as if it were applied: plausible ids, nothing late-bound. */
export function testContract(overrides: Partial<EnvironmentInput> = {}): Contract {
  return provisionalContract(testEnvironmentSpec(overrides));
}
