import { arn, domainOf } from '../naming/arns';
import type { Site } from '../spec/site';
import type { Statement } from './policy';

/** Tag of the hosts that have one volume between them: its value is the name of their scaling group. */
export const SLOT_TAG = 'stowage:slot';

/** Namespace of what hosts measure of volumes. */
const NAMESPACE = 'Stowage/Volumes';

interface EbsHost {
  readonly site: Site;
  /** Name of the scaling group of the hosts. */
  readonly group: string;
  readonly cluster: { readonly name: string; readonly arn: string };
  readonly volumeArn: string;
  readonly kmsKeyArn: string | undefined;
}

/**
 * What a host may do for its volume: attach it, and it alone, to hosts of its own group, and detach it; say in a tag why it could not; say how
 * full it is; leave the cluster, and tell the group. Source: Service Authorization Reference of EC2, ECS, Auto Scaling and CloudWatch, 2026-11.
 */
export function ebsHostGrants({ site, group, cluster, volumeArn, kmsKeyArn }: EbsHost): Statement[] {
  const hosts = [arn(site, 'ec2', 'instance/*')];
  const own = { [`aws:ResourceTag/${SLOT_TAG}`]: group };
  const inCluster = { ArnEquals: { 'ecs:cluster': cluster.arn } };
  return [
    { actions: ['ec2:AttachVolume', 'ec2:DetachVolume'], resources: [volumeArn] },
    { actions: ['ec2:AttachVolume', 'ec2:DetachVolume'], resources: hosts, conditions: { StringEquals: own } },
    { actions: ['ec2:DescribeVolumes'], resources: ['*'] },
    {
      actions: ['ec2:CreateTags'],
      resources: hosts,
      conditions: { StringEquals: own, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['stowage:failed'] } },
    },
    {
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': NAMESPACE } },
    },
    {
      actions: ['ecs:ListTasks', 'ecs:UpdateContainerInstancesState'],
      resources: [arn(site, 'ecs', `container-instance/${cluster.name}/*`)],
      conditions: inCluster,
    },
    { actions: ['ecs:DescribeTasks'], resources: [arn(site, 'ecs', `task/${cluster.name}/*`)], conditions: inCluster },
    {
      actions: ['autoscaling:CompleteLifecycleAction'],
      resources: [arn(site, 'autoscaling', `autoScalingGroup:*:autoScalingGroupName/${group}`)],
    },
    ...keyGrants(site, kmsKeyArn),
  ];
}

/** EC2 uses the key for whoever attaches a volume (EBS user guide, "How Amazon EBS encryption works", 2026-11). */
function keyGrants(site: Site, kmsKeyArn: string | undefined): Statement[] {
  if (kmsKeyArn === undefined) return [];
  const viaEc2 = { 'kms:ViaService': `ec2.${site.region}.${domainOf(site.region)}` };
  return [
    { actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: [kmsKeyArn], conditions: { StringEquals: viaEc2 } },
    {
      actions: ['kms:CreateGrant'],
      resources: [kmsKeyArn],
      conditions: { StringEquals: viaEc2, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
