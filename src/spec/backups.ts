import { z } from 'zod';

const days = z.int().min(1).max(36_500).default(35);

/** When AWS Backup copies a volume, and for how long it keeps a copy. AWS Backup API_BackupRule and API_Lifecycle, 2026-11. */
export const backupsSpec = z.strictObject({
  schedule: z
    .string()
    .default('0 3 * * ? *')
    .describe('When, in UTC: minute, hour, day of month, month, day of week, year. @default "0 3 * * ? *"'),
  retentionDays: days.describe('How long a backup is kept, days. @default 35'),
  copyTo: z
    .strictObject({
      vaultArn: z.string().describe('ARN of a backup vault in another region or account.'),
      retentionDays: days.describe('How long a copy is kept, days. @default 35'),
    })
    .optional()
    .describe('Where each backup is copied to. @default - nowhere'),
});

/** Why something that stays is not backed up. */
export const noBackupsSpec = z.strictObject({
  why: z.string().min(10).max(255).describe('The reason.'),
});

/** What every volume that stays says of its backups. */
export const backedUp = {
  backups: backupsSpec.optional().describe('How it is backed up. @default - once a day, each kept for 35 days'),
  noBackups: noBackupsSpec.optional().describe('The reason why it is not backed up. @default - it is'),
};

export type BackupsSpec = z.output<typeof backupsSpec>;
export type BackupsInput = z.input<typeof backupsSpec>;
/** What a volume says of its backups. */
export type BackedUp = z.output<z.ZodObject<typeof backedUp>>;
