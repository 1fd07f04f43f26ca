import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Construct } from 'constructs';
import type { Site } from '../../src/spec/site';
import { kept } from '../terraform/lifecycle';

interface AuditLogProps {
  readonly site: Site;
  /** Full name of the group. */
  readonly name: string;
  readonly keyArn: string;
}

/** A log group that is evidence: encrypted, kept for the audit period, and not destroyed while the environment is protected. */
export class AuditLog extends Construct {
  readonly group: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, { site, name, keyArn }: AuditLogProps) {
    super(scope, id);
    this.group = new CloudwatchLogGroup(this, 'Group', {
      name,
      retentionInDays: site.logs.auditRetentionDays,
      kmsKeyId: keyArn,
      deletionProtectionEnabled: site.protect,
      ...kept(site),
    });
  }
}
