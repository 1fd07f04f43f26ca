import type { Problem } from '../errors';
import type { EnvironmentSpec } from '../spec/environment';
import { provisionalContract } from '../spec/provisional-contract';

/** Largest value of an SSM parameter of the advanced tier, bytes (Systems Manager user guide, "Parameter tiers", 2026-11). */
const MOST_BYTES = 8192;

/** A contract that its parameter cannot hold. Made-up ids are as long as those that AWS will give. */
export function checkContractSize(environment: EnvironmentSpec): Problem[] {
  const bytes = Buffer.byteLength(JSON.stringify(provisionalContract(environment)));
  if (bytes <= MOST_BYTES) return [];
  return [
    {
      code: 'ContractTooLarge',
      field: 'fleets',
      problem: `and gateways make a contract of ${bytes} bytes, and an SSM parameter holds ${MOST_BYTES}`,
      fix: 'name fewer instance types in each fleet, or make a second environment',
    },
  ];
}
