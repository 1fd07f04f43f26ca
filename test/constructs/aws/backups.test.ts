import type { EnvironmentInput } from '../../../src/spec/environment';
import { mapValues } from '../../../src/spec/map-values';
import { systemSpec } from '../../../src/spec/system';
import type { VolumeInput } from '../../../src/spec/volume';
import { renderData } from '../../../stacks/render-data';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { testContract } from '../../support/builders/test-contract';
import { testSite } from '../../support/builders/test-site';

const VAULT = 'arn:aws:backup:eu-west-1:123456789012:backup-vault:copies';
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:on-call';
const TOPICS = ['arn:aws:sns:us-east-1:123456789012:test-alarms', TOPIC];
const why = 'made again every night';

function data(volumes: Record<string, Partial<VolumeInput>>, site: Partial<EnvironmentInput> = {}) {
  const all = mapValues(volumes, (volume) => ({ kind: 'efs', ...volume }));
  const system = systemSpec.parse({ name: 'ads', services: {}, volumes: all });
  return synthStack((stack) => renderData(stack, system, testSite(site), () => testContract().network));
}

const backupTypes = ({ counts }: ReturnType<typeof data>) =>
  Object.entries(counts).filter(([type]) => /^aws_(backup|iam|cloudwatch)/.test(type));

describe('Backups', () => {
  describe('defaults', () => {
    const stack = data({ models: {}, features: {} });

    it('is a vault, a role and one plan that copies every volume once a day', () => {
      expect(Object.fromEntries(backupTypes(stack))).toEqual({
        aws_backup_plan: 1,
        aws_backup_selection: 1,
        aws_backup_vault: 1,
        aws_cloudwatch_metric_alarm: 1,
        aws_iam_role: 1,
        aws_iam_role_policy_attachment: 1,
      });
      expect(stack.only('aws_backup_plan').rule).toEqual([
        {
          rule_name: 'backups',
          schedule: 'cron(0 3 * * ? *)',
          lifecycle: { delete_after: 35 },
          target_vault_name: refTo('aws_backup_vault', 'Backups/Vault', 'name'),
        },
      ]);
      expect(stack.only('aws_backup_selection').resources).toEqual(
        ['features', 'models'].map((name) => refTo('aws_efs_file_system', `Volume-${name}/Efs/FileSystem`, 'arn')),
      );
    });

    it('keeps the vault, and what is in it, where the environment is protected', () => {
      const vault = (protect: boolean) => data({ models: {} }, { protect }).only('aws_backup_vault');
      expect(vault(true)).toMatchObject({ lifecycle: { prevent_destroy: true }, tags: { 'stowage:protect': 'true' } });
      expect(vault(false)).toMatchObject({ tags: { 'stowage:protect': 'false' } });
      expect(vault(false)).not.toHaveProperty('lifecycle');
      expect(vault(true)).not.toHaveProperty('force_destroy');
    });
  });

  describe('options', () => {
    it('is a plan for each way in which volumes are backed up', () => {
      const stack = data({ index: {}, models: { backups: { retentionDays: 7 } }, cache: { noBackups: { why } } });
      expect(Object.values(stack.of('aws_backup_plan')).map(({ rule }) => (rule as object[])[0])).toMatchObject(
        expect.arrayContaining([
          expect.objectContaining({ lifecycle: { delete_after: 35 } }),
          expect.objectContaining({ lifecycle: { delete_after: 7 } }),
        ]),
      );
      const copied = Object.values(stack.of('aws_backup_selection')).flatMap(({ resources }) => resources);
      expect(copied).toHaveLength(2);
      expect(JSON.stringify(copied)).not.toContain('cache');
    });

    it('copies each backup to another region', () => {
      const copyTo = { vaultArn: VAULT, retentionDays: 90 };
      const stack = data({ models: { backups: { copyTo } } });
      const [rule] = stack.only('aws_backup_plan').rule as object[];
      expect(rule).toMatchObject({
        copy_action: [{ destination_vault_arn: VAULT, lifecycle: { delete_after: 90 } }],
      });
      const alarms = Object.values(stack.of('aws_cloudwatch_metric_alarm')).map((alarm) => alarm.alarm_name);
      expect(alarms).toEqual(['test-ads-data-backups', 'test-ads-data-copies']);
    });

    it('is nothing at all where no volume is backed up', () => {
      expect(backupTypes(data({ models: { noBackups: { why } } }))).toEqual([]);
    });

    it('tells the topics of the environment of a backup that failed, and of credits that run out', () => {
      const bursting = { models: { throughput: 'bursting' } } as const;
      const told = Object.values(data(bursting, { alarmTopicArns: [TOPIC] }).of('aws_cloudwatch_metric_alarm'));
      expect(told).toHaveLength(2);
      for (const alarm of told) expect(alarm).toMatchObject({ alarm_actions: TOPICS, ok_actions: TOPICS });
    });

    it('tells nobody where the foundation has no topic yet', () => {
      const all = { models: { kind: 'efs', throughput: 'bursting' } } as const;
      const system = systemSpec.parse({ name: 'ads', services: {}, volumes: all });
      const site = { ...testSite(), alarmTopicArns: [] };
      const untold = synthStack((stack) => renderData(stack, system, site, () => testContract().network));
      const alarms = Object.values(untold.of('aws_cloudwatch_metric_alarm'));
      expect(alarms).toHaveLength(2);
      for (const alarm of alarms) expect(alarm).not.toHaveProperty('alarm_actions');
    });
  });

  it('refuses what AWS Backup would not do', () => {
    expect(refusalOf(() => data({ models: { backups: { schedule: '0/5 * * * ? *' } } })).lines).toEqual([
      expect.stringContaining('[BackupsTooOften]'),
    ]);
  });

  describe('wiring', () => {
    const stack = data({ models: { throughput: 'bursting' } });

    it('lets AWS Backup copy with what AWS says that it takes, once that is granted', () => {
      expect(readDocument(stack.only('aws_iam_role').assume_role_policy)).toMatchObject({
        Statement: [{ Principal: { Service: 'backup.amazonaws.com' } }],
      });
      expect(stack.only('aws_iam_role_policy_attachment').policy_arn).toBe(
        'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup',
      );
      const attached = Object.keys(stack.of('aws_iam_role_policy_attachment'))[0];
      expect(stack.only('aws_backup_selection').depends_on).toEqual([`aws_iam_role_policy_attachment[${attached}]`]);
    });

    it('watches its own vault, and its own file system', () => {
      const alarms = JSON.stringify(stack.of('aws_cloudwatch_metric_alarm'));
      expect(alarms).toContain(JSON.stringify({ BackupVaultName: refTo('aws_backup_vault', 'Backups/Vault', 'name') }));
      const fileSystem = refTo('aws_efs_file_system', 'Volume-models/Efs/FileSystem', 'id');
      expect(alarms).toContain(JSON.stringify({ FileSystemId: fileSystem }));
    });
  });
});
