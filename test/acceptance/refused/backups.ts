import type { BackupsInput } from '../../../src/spec/backups';
import type { SystemInput } from '../../../src/spec/system';
import type { RefusedCase } from './refused-case';

const backedUp = (backups: BackupsInput): SystemInput => ({
  name: 'backups',
  services: { api: { image: 'public.ecr.aws/nginx/nginx:1.27.5', cpus: 1, memoryMiB: 1024 } },
  volumes: { models: { kind: 'efs', backups } },
});

/** Mistakes of backups: nobody looks at them until they are needed. */
export const backupCases: readonly RefusedCase[] = [
  {
    code: 'BackupsTooOften',
    what: 'a backup every half hour',
    awsSays:
      'one an hour is the most (AWS Backup developer guide, "Backup plan options and configuration", Backup frequency, 2026-11)',
    refused: backedUp({ schedule: '0/30 * * * ? *' }),
    legal: backedUp({ schedule: '0 * * * ? *' }),
    terraform: {
      aws_backup_plan: {
        too_often: {
          name: 'too-often',
          rule: [{ rule_name: 'backups', target_vault_name: 'models', schedule: 'cron(0/30 * * * ? *)' }],
        },
      },
    },
  },
];
