import { PROTECT_TAG } from '../naming/tags';
import type { Statement } from './policy';

interface Kept {
  /** What would destroy it, or what is in it. */
  readonly deletes: readonly string[];
  /** What would take its tag away. */
  readonly untags: readonly string[];
  /** Why its tag says nothing to IAM, where it does not. */
  readonly unseen?: string;
}

/**
 * What may carry the tag of protection, by Terraform type, and how AWS deletes it. All of these services tell IAM the tags of a resource, but
 * for those that say why not. Source: Service Authorization Reference of each service, keys `aws:ResourceTag` and `aws:TagKeys`, 2026-11.
 */
export const KEPT_TYPES: Readonly<Record<string, Kept>> = {
  aws_backup_vault: {
    // A recovery point has the tags of what it was made of.
    deletes: ['backup:DeleteBackupVault', 'backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
    untags: ['backup:UntagResource'],
  },
  aws_cloudwatch_log_group: { deletes: ['logs:DeleteLogGroup'], untags: ['logs:UntagResource', 'logs:UntagLogGroup'] },
  aws_ebs_volume: { deletes: ['ec2:DeleteVolume'], untags: ['ec2:DeleteTags'] },
  aws_ecr_repository: { deletes: ['ecr:DeleteRepository'], untags: ['ecr:UntagResource'] },
  aws_ecs_cluster: { deletes: ['ecs:DeleteCluster'], untags: ['ecs:UntagResource'] },
  aws_ecs_service: { deletes: ['ecs:DeleteService'], untags: ['ecs:UntagResource'] },
  aws_efs_file_system: {
    deletes: ['elasticfilesystem:DeleteFileSystem'],
    untags: ['elasticfilesystem:UntagResource', 'elasticfilesystem:DeleteTags'],
  },
  aws_fsx_lustre_file_system: { deletes: ['fsx:DeleteFileSystem'], untags: ['fsx:UntagResource'] },
  aws_kms_key: { deletes: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'], untags: ['kms:UntagResource'] },
  aws_lb: { deletes: ['elasticloadbalancing:DeleteLoadBalancer'], untags: ['elasticloadbalancing:RemoveTags'] },
  aws_s3_bucket: {
    deletes: [],
    untags: [],
    unseen: 'tags of a bucket count only where that is turned on for it; and S3 deletes no bucket that holds anything',
  },
  // Of a file system that cannot get another one.
  aws_security_group: { deletes: ['ec2:DeleteSecurityGroup'], untags: ['ec2:DeleteTags'] },
  aws_service_discovery_http_namespace: {
    deletes: ['servicediscovery:DeleteNamespace'],
    untags: ['servicediscovery:UntagResource'],
  },
  aws_sqs_queue: { deletes: ['sqs:DeleteQueue', 'sqs:PurgeQueue'], untags: ['sqs:UntagQueue'] },
  aws_vpc: { deletes: ['ec2:DeleteVpc'], untags: ['ec2:DeleteTags'] },
};

const PROTECTED = { [`aws:ResourceTag/${PROTECT_TAG}`]: 'true' };

/**
 * What whoever deploys may never do, whatever else they may: delete what is protected, or take the tag away that says so. To write `false`
 * into the tag is how protection is lifted, in a deploy of its own.
 */
export function keepPolicy(): Statement[] {
  const all = (pick: (kept: Kept) => readonly string[]) => [...new Set(Object.values(KEPT_TYPES).flatMap(pick))].sort();
  return [
    {
      sid: 'KeepWhatIsProtected',
      effect: 'Deny',
      actions: all(({ deletes }) => deletes),
      resources: ['*'],
      conditions: { StringEquals: PROTECTED },
    },
    {
      sid: 'KeepItsTag',
      effect: 'Deny',
      actions: all(({ untags }) => untags),
      resources: ['*'],
      conditions: { StringEquals: PROTECTED, 'ForAnyValue:StringEquals': { 'aws:TagKeys': PROTECT_TAG } },
    },
  ];
}
