import { z } from 'zod';
import { backedUp } from '../backups';
import { kmsKeyArn, owned } from './ownership';

/** Files for many writers, in all zones. EFS API_CreateFileSystem, 2026-11. */
export const efsVolumeSpec = z.strictObject({
  kind: z.literal('efs').describe('Files that many replicas share, in all zones. They stay.'),
  throughput: z
    .union([
      z.enum(['elastic', 'bursting']),
      z.strictObject({ provisionedMiBps: z.int().describe('Throughput always there, MiB/s: 1 to 3,414.') }),
    ])
    .default('elastic')
    .describe('How fast it is: by what is used, by what is stored, or a number that is paid for. @default "elastic"'),
  performance: z
    .enum(['generalPurpose', 'maxIO'])
    .default('generalPurpose')
    .describe('Performance mode, for ever. @default "generalPurpose"'),
  oneZone: z.string().optional().describe('The one zone that keeps it, at half the price. @default - all zones'),
  coldAfterDays: z
    .union([z.literal([1, 7, 14, 30, 60, 90, 180, 270, 365]), z.literal('never')])
    .default('never')
    .describe('Days after which what nobody reads moves to cheaper storage. @default "never"'),
  kmsKeyArn,
  ...owned,
  ...backedUp,
});
