import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { BackupsSpec } from '../../src/spec/backups';
import { mapValues } from '../../src/spec/map-values';
import type { Site } from '../../src/spec/site';
import { backupExpression } from '../../src/storage/backups';
import { backupAlarm, copyAlarm } from '../../src/storage/volume-alarms';
import { kept } from '../terraform/lifecycle';
import { retainAs } from '../terraform/retained';
import { dataAlarm } from './data-alarm';
import { Role } from './role';

interface BackupsProps {
  readonly site: Site;
  readonly system: string;
  /** Ways of backing up, by key, each with the ARNs of what is backed up so. */
  readonly plans: Readonly<Record<string, { readonly backups: BackupsSpec; readonly arns: readonly string[] }>>;
}

/** The Terraform resources behind backups, for `addOverride`. */
export interface BackupsResources {
  readonly vault: BackupVault;
  readonly plans: Readonly<Record<string, BackupPlan>>;
  readonly selections: Readonly<Record<string, BackupSelection>>;
}

/**
 * Backups of what a system remembers: a vault that is kept with what is in it, and a plan for each way. What AWS Backup may do to make them is
 * AWS's own list; restoring is not in it.
 */
export class Backups extends Construct {
  readonly resources: BackupsResources;

  constructor(scope: Construct, id: string, { site, system, plans: asked }: BackupsProps) {
    super(scope, id);
    const vault = new BackupVault(this, 'Vault', {
      name: resourceName('backupVault', site.name, system),
      ...kept(site),
    });
    retainAs(vault, { part: 'volumes.*.backups' });
    // AWS Backup names no account when it assumes a role (developer guide, "IAM service roles", 2026-11).
    const role = new Role(this, 'Role', {
      site,
      name: [system, 'backups'],
      service: 'backup.amazonaws.com',
      namesAccount: false,
      managedPolicies: ['service-role/AWSBackupServiceRolePolicyForBackup'],
    });
    const plans = mapValues(
      asked,
      ({ backups }, key) =>
        new BackupPlan(this, `Plan-${key}`, {
          name: resourceName('backupPlan', site.name, system, key),
          rule: [{ ruleName: 'backups', targetVaultName: vault.name, ...rule(backups) }],
        }),
    );
    const selections = mapValues(
      asked,
      ({ arns }, key) =>
        new BackupSelection(this, `Selection-${key}`, {
          name: resourceName('backupSelection', site.name, system, key),
          planId: (plans[key] as BackupPlan).id,
          iamRoleArn: role.arn,
          resources: [...arns],
        }),
    );
    for (const selection of Object.values(selections)) role.usedBy(selection);
    dataAlarm(this, 'Alarm', { site, system, alarm: backupAlarm(vault.name) });
    const copies = copyAlarm(
      vault.name,
      Object.values(asked).map(({ backups }) => backups),
    );
    if (copies !== undefined) dataAlarm(this, 'CopyAlarm', { site, system, alarm: copies });
    this.resources = { vault, plans, selections };
  }
}

function rule(backups: BackupsSpec) {
  const { retentionDays, copyTo } = backups;
  return {
    schedule: backupExpression(backups),
    lifecycle: { deleteAfter: retentionDays },
    ...(copyTo && {
      copyAction: [{ destinationVaultArn: copyTo.vaultArn, lifecycle: { deleteAfter: copyTo.retentionDays } }],
    }),
  };
}
