import { z } from 'zod';
import { CLIENT_GROUP_STAGES } from '../network/client-group';
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
        clientGroup: z
          .strictObject({
            stage: z.enum(CLIENT_GROUP_STAGES).describe('Whether callers carry it, and whether that is enough.'),
            securityGroupId: z.string().describe('The group that callers carry. May be late-bound.'),
          })
          .optional()
          .describe('The group by which it lets callers in. @default - none; each caller has rules of its own'),
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
    services: mapValues(system.services, ({ ports, clientGroup: stage }, name) => ({
      securityGroupId: late(['services', name, 'securityGroupId']),
      ports,
      ...(stage !== 'off' && {
        clientGroup: { stage, securityGroupId: late(['services', name, 'clientGroup', 'securityGroupId']) },
      }),
    })),
  };
}
