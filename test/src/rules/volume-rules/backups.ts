import { within } from '../../../../src/errors';
import { checkVolume } from '../../../../src/rules/check-volume';
import type { BackedUp, BackupsInput } from '../../../../src/spec/backups';
import { volumeSpec } from '../../../../src/spec/volume';
import { testSite } from '../../../support/builders/test-site';
import { family } from './family';

interface Case {
  readonly backups?: BackupsInput;
  readonly noBackups?: BackedUp['noBackups'];
}

const judge = (volume: Case) =>
  within('models', checkVolume('models', volumeSpec.parse({ kind: 'efs', ...volume }), testSite()));
const vault = (region: string, account = '123456789012') => `arn:aws:backup:${region}:${account}:backup-vault:copies`;

/** Copies of volumes. */
export const backups = family<Case>(judge, [
  {
    rule: 'EBS-17',
    source: 'AWS Backup developer guide, "Backup plan options", 2026-11',
    what: 'backups more often than AWS Backup makes them',
    code: 'BackupsTooOften',
    field: 'models.backups.schedule',
    refused: { backups: { schedule: '0/30 * * * ? *' } },
    legal: { backups: { schedule: '30 * * * ? *' } },
    says: "models.backups.schedule is '0/30 * * * ? *', 2 times an hour, and AWS Backup makes one an hour at most; use one minute of the hour, '0 * * * ? *'",
  },
  {
    rule: 'EBS-17',
    source: 'EventBridge user guide, "Cron expressions"',
    what: 'backups at a time that is none',
    code: 'InvalidCron',
    field: 'models.backups.schedule',
    refused: { backups: { schedule: 'cron(0 3 * * ? *)' } },
    legal: { backups: { schedule: '0 3 * * ? *' } },
  },
  {
    rule: 'EBS-17',
    source: 'EventBridge user guide, "Cron expressions"',
    what: 'backups on a day that never comes',
    code: 'NeverHappens',
    field: 'models.backups.schedule',
    refused: { backups: { schedule: '0 3 30 2 ? *' } },
    legal: { backups: { schedule: '0 3 29 2 ? *' } },
  },
  {
    rule: 'RET-01',
    source: 'AWS Backup API_CopyAction',
    what: 'a copy to what is no vault',
    code: 'InvalidArn',
    field: 'models.backups.copyTo.vaultArn',
    refused: { backups: { copyTo: { vaultArn: 'arn:aws:s3:::copies' } } },
    legal: { backups: { copyTo: { vaultArn: vault('eu-west-1') } } },
  },
  {
    rule: 'RET-01',
    source: 'AWS Backup developer guide, "Creating backup copies across AWS Regions"',
    what: 'a copy that is lost with what it is of',
    code: 'CopyStaysHere',
    field: 'models.backups.copyTo.vaultArn',
    refused: { backups: { copyTo: { vaultArn: vault('us-east-1') } } },
    legal: { backups: { copyTo: { vaultArn: vault('us-east-1', '210987654321') } } },
  },
  {
    what: 'backups, and a reason why there are none',
    code: 'BackedUpAndNot',
    field: 'models.noBackups',
    refused: { backups: {}, noBackups: { why: 'made again every night' } },
    legal: { noBackups: { why: 'made again every night' } },
  },
]);
