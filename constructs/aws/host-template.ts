import type { AutoscalingGroupTag } from '@cdktf/provider-aws/lib/autoscaling-group';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { LaunchTemplate, type LaunchTemplateConfig } from '@cdktf/provider-aws/lib/launch-template';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Statement } from '../../src/identity/policy';
import { resourceName } from '../../src/naming/names';
import { platformTags } from '../../src/naming/tags';
import type { Site } from '../../src/spec/site';
import { Role } from './role';
import { securityGroup } from './security-group';

/** What hosts are made from. */
export interface HostTemplateProps {
  readonly site: Site;
  /** Parts of names after the environment's. */
  readonly name: readonly string[];
  /** What they are, in two or three words that never change. */
  readonly description: string;
  readonly vpcId: string;
  /** What they are started from. */
  readonly imageId: string;
  readonly rootGiB: number;
  /** The script of their first start, in base64. */
  readonly userData: string;
  /** Whoever starts them says in which groups they are, instead of the template. @default false */
  readonly groupsElsewhere?: boolean;
  /** It is gone when it shuts itself down, instead of stopped. @default false */
  readonly endsItself?: boolean;
  /** Tags beside those of the platform. @default {} */
  readonly tags?: Readonly<Record<string, string>>;
  /** What they may do beside what the agent and Session Manager need. @default [] */
  readonly grants?: readonly Statement[];
}

/** What hosts are made from: image, disk, role, group and the script of their first start. */
export class HostTemplate extends Construct {
  readonly template: LaunchTemplate;
  readonly securityGroup: SecurityGroup;
  readonly role: IamRole;
  /** ARN of the profile that gives hosts their role. */
  readonly profileArn: string;
  /** Tags of the hosts. */
  readonly tags: Readonly<Record<string, string>>;
  /** What a host needs while it lives, beside what the template names: destroyed only after the hosts. */
  readonly needs: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: HostTemplateProps) {
    super(scope, id);
    const { site, name, description, vpcId, grants = [] } = props;
    const role = new Role(this, 'Role', {
      site,
      name: [...name, 'host'],
      service: 'ec2.amazonaws.com',
      // EC2 does not say for which account it acts; a host's role can only be given to hosts of its own account anyway.
      namesAccount: false,
      managedPolicies: ['service-role/AmazonEC2ContainerServiceforEC2Role', 'AmazonSSMManagedInstanceCore'],
    });
    this.role = role.role;
    for (const grant of grants) role.grant(grant);
    const profile = new IamInstanceProfile(this, 'Profile', {
      name: resourceName('instanceProfile', site.name, ...name, 'host'),
      path: site.iam.path,
      role: role.role.name,
    });
    this.profileArn = profile.arn;
    this.securityGroup = securityGroup(this, 'SecurityGroup', { site, vpcId, name: [...name, 'host'], description });
    const egress = new VpcSecurityGroupEgressRule(this, 'ToAws', {
      securityGroupId: this.securityGroup.id,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      cidrIpv4: '0.0.0.0/0',
      description: 'AWS APIs and image registries',
    });
    this.tags = {
      ...platformTags({ environment: site.name, extra: site.tags }),
      ...props.tags,
      Name: resourceName('autoScalingGroup', site.name, ...name),
    };
    this.template = this.like('Template', props);
    this.needs = [egress, ...role.policies];
  }

  /** A template of hosts that are like these but for what is said. */
  like(
    id: string,
    {
      site,
      name,
      description,
      imageId,
      rootGiB,
      userData,
      groupsElsewhere = false,
      endsItself = false,
    }: HostTemplateProps,
    more: Partial<LaunchTemplateConfig> = {},
  ): LaunchTemplate {
    return new LaunchTemplate(this, id, {
      name: resourceName('launchTemplate', site.name, ...name),
      description,
      updateDefaultVersion: true,
      imageId,
      ...(endsItself && { instanceInitiatedShutdownBehavior: 'terminate' }),
      iamInstanceProfile: { arn: this.profileArn },
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: 'disabled',
      },
      monitoring: { enabled: true },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeType: 'gp3', volumeSize: rootGiB, encrypted: 'true', deleteOnTermination: 'true' },
        },
      ],
      ...(!groupsElsewhere && {
        networkInterfaces: [
          {
            deviceIndex: 0,
            associatePublicIpAddress: 'false',
            deleteOnTermination: 'true',
            securityGroups: [this.securityGroup.id],
          },
        ],
      }),
      // Volumes and interfaces do not inherit the tags of their host.
      tagSpecifications: ['instance', 'network-interface', 'volume'].map((resourceType) => ({
        resourceType,
        tags: { ...this.tags },
      })),
      userData,
      ...more,
    });
  }
}

/** Tags as a scaling group has them, for itself and for its hosts. */
export function groupTags(tags: Readonly<Record<string, string>>): AutoscalingGroupTag[] {
  return Object.keys(tags)
    .sort()
    .map((key) => ({ key, value: tags[key] as string, propagateAtLaunch: true }));
}
