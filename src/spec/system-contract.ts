import { z } from 'zod';
import type { LateBound } from './contract-of';
import { mapValues } from './map-values';
import { portSpec } from './port';
import type { SystemSpec } from './system';

/** Version of a system contract's shape. A reader refuses any other. */
export const SYSTEM_CONTRACT_VERSION = 1;

/** What a system publishes of its services, so that another system may call them. */
export const systemContractSpec = z.strictObject({
  version: z.literal(SYSTEM_CONTRACT_VERSION).describe('Version of this shape.'),
  system: z.string().describe('Name of the system.'),
  services: z
    .record(
      z.string(),
      z.strictObject({
        securityGroupId: z.string().describe('Group of the service: what a caller opens. May be late-bound.'),
        ports: z.record(z.string(), portSpec).describe('Ports of the service, by name.'),
      }),
    )
    .describe('Its services, by name.'),
});

export type SystemContract = z.output<typeof systemContractSpec>;

/** What a system publishes: its ports as the spec has them, its groups from `late`. */
export function systemContractOf(system: SystemSpec, late: LateBound): SystemContract {
  return {
    version: SYSTEM_CONTRACT_VERSION,
    system: system.name,
    services: mapValues(system.services, ({ ports }, name) => ({
      securityGroupId: late(['services', name, 'securityGroupId']),
      ports,
    })),
  };
}
