import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { imageId } from '../../src/fleet/ami';
import { hasInstanceStore } from '../../src/fleet/scratch';
import { userData } from '../../src/fleet/user-data';
import { sayWhyGrant } from '../../src/identity/host-grants';
import { resourceName } from '../../src/naming/names';
import { platformTags } from '../../src/naming/tags';
import { fleetTraits } from '../../src/sizing/fleet-types';
import { HOST_RESERVE } from '../../src/sizing/host-capacity';
import type { FleetSpec } from '../../src/spec/fleet';
import type { Site } from '../../src/spec/site';
import { hostProgramText } from './host-programs';
import { Role } from './role';
import { securityGroup } from './security-group';

interface HostTemplateProps {
  readonly site: Site;
  readonly name: string;
  readonly spec: FleetSpec;
  readonly cluster: { readonly name: string };
  readonly vpcId: string;
}

/** What every host of a fleet is made from: image, disk, role, group and the script of its first start. */
export class HostTemplate extends Construct {
  readonly template: LaunchTemplate;
  readonly securityGroup: SecurityGroup;
  /** What a host needs while it lives, beside what the template names: destroyed only after the hosts. */
  readonly needs: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: HostTemplateProps) {
    super(scope, id);
    const { site, name, spec, vpcId } = props;
    const traits = fleetTraits(spec.instanceTypes);
    const role = new Role(this, 'Role', {
      site,
      name: [name, 'host'],
      service: 'ec2.amazonaws.com',
      // EC2 does not say for which account it acts; a host's role can only be given to hosts of its own account anyway.
      namesAccount: false,
      managedPolicies: ['service-role/AmazonEC2ContainerServiceforEC2Role', 'AmazonSSMManagedInstanceCore'],
    });
    if (hasInstanceStore(spec.instanceTypes))
      role.grant(sayWhyGrant(site, resourceName('autoScalingGroup', site.name, name)));
    const profile = new IamInstanceProfile(this, 'Profile', {
      name: resourceName('instanceProfile', site.name, name, 'host'),
      path: site.iam.path,
      role: role.role.name,
    });
    this.securityGroup = securityGroup(this, 'SecurityGroup', {
      site,
      vpcId,
      name: [name, 'host'],
      description: 'Hosts of a fleet',
    });
    const egress = new VpcSecurityGroupEgressRule(this, 'ToAws', {
      securityGroupId: this.securityGroup.id,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      cidrIpv4: '0.0.0.0/0',
      description: 'AWS APIs and image registries',
    });
    const tags = {
      ...platformTags({ environment: site.name, extra: site.tags }),
      Name: resourceName('autoScalingGroup', site.name, name),
    };
    this.template = new LaunchTemplate(this, 'Template', {
      name: resourceName('launchTemplate', site.name, name),
      description: 'Hosts of a fleet',
      updateDefaultVersion: true,
      imageId: imageId(spec.amiRelease, traits),
      iamInstanceProfile: { arn: profile.arn },
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
          ebs: { volumeType: 'gp3', volumeSize: spec.rootGiB, encrypted: 'true', deleteOnTermination: 'true' },
        },
      ],
      networkInterfaces: [
        {
          deviceIndex: 0,
          associatePublicIpAddress: 'false',
          deleteOnTermination: 'true',
          securityGroups: [this.securityGroup.id],
        },
      ],
      // Volumes and interfaces do not inherit the tags of their host.
      tagSpecifications: ['instance', 'network-interface', 'volume'].map((resourceType) => ({ resourceType, tags })),
      userData: Buffer.from(this.firstStart(props, traits.accelerator === 'nvidia')).toString('base64'),
    });
    this.needs = [egress, ...role.policies];
  }

  /** The agent's settings, and before the agent starts room for scratch volumes where every host has a disk for it. */
  private firstStart({ site, name, spec, cluster }: HostTemplateProps, gpu: boolean): string {
    const agent = userData({
      cluster: cluster.name,
      fleet: name,
      reserve: HOST_RESERVE,
      spot: spec.onDemand.percentAboveBase < 100,
      gpu,
    });
    if (!hasInstanceStore(spec.instanceTypes)) return agent;
    return agent + hostProgramText([{ kind: 'scratch', variables: {} }], site.region);
  }
}
