import { Cluster, WorkerFleet, type WorkerFleetProps } from '../../../constructs/aws';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testContract } from '../../support/builders/test-contract';
import { AMD64, ARM64 } from '../../support/builders/test-environment';
import { testSite } from '../../support/builders/test-site';
import type { Arguments } from '../../support/shim';

const { network } = testContract();
const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';
const ROOT = '/aws/service/ecs/optimized-ami/amazon-linux-2023';

const fleet = (props: Partial<WorkerFleetProps> = {}, say: (fleet: WorkerFleet) => void = () => {}) =>
  synthStack((stack) => {
    const site = testSite();
    const cluster = new Cluster(stack, 'Cluster', { site, logKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/0a' });
    const plain = { instanceTypes: ['m6i.2xlarge', 'm5.2xlarge'], amiRelease: AMD64, maxHosts: 20 };
    say(new WorkerFleet(stack, 'Fleet', { site, name: 'general', cluster, network, ...plain, ...props }));
  });

/** Where programs are a part of it, Terraform encodes it, and so it can be read as it is. */
const userDataOf = (stack: SynthesizedStack) => {
  const script = String(stack.only('aws_launch_template').user_data);
  return script.includes('base64encode') ? script : Buffer.from(script, 'base64').toString();
};
const group = (stack: SynthesizedStack) => stack.only('aws_autoscaling_group');
const distribution = (stack: SynthesizedStack) =>
  (group(stack).mixed_instances_policy as { instances_distribution: Arguments }).instances_distribution;

describe('WorkerFleet', () => {
  describe('defaults', () => {
    const plain = fleet();

    it('is a group of hosts, what they are made from, and a provider of their capacity', () => {
      const own = plain.all().filter(({ path }) => path.startsWith('Fleet/'));
      const counts: Record<string, number> = {};
      for (const { type } of own) counts[type] = (counts[type] ?? 0) + 1;
      expect(counts).toEqual({
        aws_autoscaling_group: 1,
        aws_cloudwatch_metric_alarm: 2,
        aws_ecs_capacity_provider: 1,
        aws_iam_instance_profile: 1,
        aws_iam_role: 1,
        // It may say how full its disks are.
        aws_iam_role_policy: 1,
        aws_iam_role_policy_attachment: 2,
        aws_launch_template: 1,
        aws_security_group: 1,
        aws_vpc_security_group_egress_rule: 1,
      });
    });

    it('makes hosts that are closed: no way in, no public address, no key, credentials only for the host itself', () => {
      const template = plain.only('aws_launch_template');
      expect(template).toMatchObject({
        metadata_options: { http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 },
        network_interfaces: [{ associate_public_ip_address: 'false' }],
        block_device_mappings: [
          { device_name: '/dev/xvda', ebs: { encrypted: 'true', volume_type: 'gp3', volume_size: 100 } },
        ],
        monitoring: { enabled: true },
      });
      expect(template).not.toHaveProperty('key_name');
      expect(plain.of('aws_vpc_security_group_ingress_rule')).toEqual({});
    });

    it('lets hosts reach AWS and registries, and nothing else', () => {
      expect(plain.only('aws_vpc_security_group_egress_rule')).toMatchObject({
        security_group_id: refTo('aws_security_group', 'Fleet/Host/SecurityGroup'),
        ip_protocol: 'tcp',
        from_port: 443,
        to_port: 443,
        cidr_ipv4: '0.0.0.0/0',
      });
    });

    it('starts the image that the release names', () => {
      expect(plain.only('aws_launch_template').image_id).toBe(`resolve:ssm:${ROOT}/${AMD64}/image_id`);
    });

    it('has no host that nobody asked for, on demand, in all zones', () => {
      expect(group(plain)).toMatchObject({ min_size: 0, max_size: 20, capacity_rebalance: false });
      expect(group(plain).vpc_zone_identifier).toEqual([
        network.subnets.private['us-east-1a'],
        network.subnets.private['us-east-1b'],
      ]);
      expect(distribution(plain)).toMatchObject({
        on_demand_base_capacity: 0,
        on_demand_percentage_above_base_capacity: 100,
      });
    });

    it('replaces hosts a few at a time', () => {
      expect(group(plain).instance_refresh).toEqual({
        strategy: 'Rolling',
        preferences: { auto_rollback: false, min_healthy_percentage: 90, skip_matching: true },
      });
    });

    it('grows with what is asked of it, and drains before it shrinks', () => {
      expect(plain.only('aws_ecs_capacity_provider')).toMatchObject({
        name: 'test-general',
        auto_scaling_group_provider: {
          managed_draining: 'ENABLED',
          managed_termination_protection: 'DISABLED',
          managed_scaling: { status: 'ENABLED', target_capacity: 100, instance_warmup_period: 300 },
        },
      });
    });

    it('marks its hosts, their volumes and interfaces as what they are', () => {
      const specifications = plain.only('aws_launch_template').tag_specifications as Arguments[];
      expect(specifications.map((s) => s.resource_type)).toEqual(['instance', 'network-interface', 'volume']);
      for (const { tags } of specifications)
        expect(tags).toEqual({ Name: 'test-general', 'stowage:environment': 'test' });
      expect(group(plain).tag).toContainEqual({ key: 'AmazonECSManaged', value: 'true', propagate_at_launch: true });
    });
  });

  describe('options', () => {
    it('runs on other machines with their image', () => {
      const arm = fleet({ instanceTypes: ['m7g.large'], amiRelease: ARM64 });
      expect(arm.only('aws_launch_template').image_id).toBe(`resolve:ssm:${ROOT}/arm64/${ARM64}/image_id`);
    });

    it('starts an image by its id, and rolls back to the one before when hosts do not start', () => {
      const byId = fleet({ amiRelease: 'ami-0123456789abcdef0' });
      expect(byId.only('aws_launch_template').image_id).toBe('ami-0123456789abcdef0');
      expect(group(byId).instance_refresh).toMatchObject({ preferences: { auto_rollback: true } });
    });

    it('gives out GPUs where it has them', () => {
      expect(userDataOf(fleet({ instanceTypes: ['g5.xlarge'], amiRelease: GPU }))).toContain(
        'ECS_ENABLE_GPU_SUPPORT=true',
      );
      expect(userDataOf(fleet())).not.toContain('GPU');
    });

    it('takes spot beside a base that is safe, and drains when it is taken back', () => {
      const spot = fleet({ onDemand: { base: 2, percentAboveBase: 50 } });
      expect(distribution(spot)).toMatchObject({
        on_demand_base_capacity: 2,
        on_demand_percentage_above_base_capacity: 50,
        spot_allocation_strategy: 'price-capacity-optimized',
      });
      expect(group(spot).capacity_rebalance).toBe(true);
      expect(userDataOf(spot)).toContain('ECS_ENABLE_SPOT_INSTANCE_DRAINING=true');
    });

    it('stands in some of the zones', () => {
      expect(group(fleet({ zones: ['us-east-1b'] })).vpc_zone_identifier).toEqual([
        network.subnets.private['us-east-1b'],
      ]);
    });

    it('has other bounds, disks and room', () => {
      const other = fleet({ minHosts: 2, maxHosts: 3, rootGiB: 500, targetCapacityPercent: 80, warmupSeconds: 60 });
      expect(group(other)).toMatchObject({ min_size: 2, max_size: 3, default_instance_warmup: 60 });
      expect(other.only('aws_launch_template').block_device_mappings).toMatchObject([{ ebs: { volume_size: 500 } }]);
      expect(other.only('aws_ecs_capacity_provider').auto_scaling_group_provider).toMatchObject({
        managed_scaling: { target_capacity: 80, maximum_scaling_step_size: 3, instance_warmup_period: 60 },
      });
    });

    it('warns of an image that moves without a plan', () => {
      const warnings: string[] = [];
      fleet({ amiRelease: 'latest' }, (f) => warnings.push(...f.node.metadata.map((entry) => String(entry.data))));
      expect(warnings).toEqual([
        "fleets.general.amiRelease is 'latest': hosts get new images without a plan that shows it; pin a release [MovingImage]",
      ]);
    });

    it('says of itself what its contract does', () => {
      fleet({ onDemand: { base: 2, percentAboveBase: 50 } }, (f) => {
        expect(f).toMatchObject({
          capacityProvider: 'test-general',
          instanceTypes: ['m6i.2xlarge', 'm5.2xlarge'],
          trunking: true,
          maxHosts: 20,
          spot: true,
          zones: ['us-east-1a', 'us-east-1b'],
        });
      });
    });
  });

  describe('refuses', () => {
    it('what AWS would refuse, all of it at once', () => {
      const wrong = { instanceTypes: ['m6i.large', 'm6g.large'], minHosts: 5, maxHosts: 4, zones: ['us-east-1z'] };
      expect(refusalOf(() => fleet(wrong))).toEqual({
        what: "WorkerFleet 'test/Fleet'",
        lines: [
          'instanceTypes mixes 2 architectures: amd64 (m6i.large), arm64 (m6g.large); make a fleet of each, since one machine image runs all hosts of a fleet [MixedArchitectures]',
          'minHosts is 5 but maxHosts is 4; use 4 or less [MinAboveMax]',
          "zones.0 is 'us-east-1z', which is not a zone of this environment; did you mean 'us-east-1a'? [UnknownZone]",
        ],
      });
    });

    it('a field that it does not have', () => {
      expect(refusalOf(() => fleet({ maxHost: 4 } as object)).lines).toEqual([
        "maxHost is not a field; did you mean 'maxHosts'? [UnknownField]",
      ]);
    });

    it('a fleet that exists of types that do not', () => {
      const { general } = testContract().fleets;
      const existing = { ...general, instanceTypes: ['m6i.large', 'm6i.lagre'] } as Parameters<
        typeof WorkerFleet.fromExisting
      >[0];
      expect(refusalOf(() => WorkerFleet.fromExisting(existing)).lines).toHaveLength(1);
      expect(WorkerFleet.fromExisting(general as typeof existing)).toEqual(general);
    });
  });

  describe('wiring', () => {
    const plain = fleet();

    it('is in the list of its cluster', () => {
      expect(plain.only('aws_ecs_cluster_capacity_providers').capacity_providers).toEqual([
        refTo('aws_ecs_capacity_provider', 'Fleet/CapacityProvider', 'name'),
      ]);
      expect(userDataOf(plain)).toContain('ECS_CLUSTER=test\\n');
    });

    it('goes away in an order that waits for nothing: provider, group, template, and then what hosts need to stop', () => {
      const provider = plain.only('aws_ecs_capacity_provider').auto_scaling_group_provider;
      expect(provider).toMatchObject({ auto_scaling_group_arn: refTo('aws_autoscaling_group', 'Fleet/Group', 'arn') });
      expect(group(plain)).toMatchObject({
        force_delete: true,
        mixed_instances_policy: {
          launch_template: {
            launch_template_specification: {
              launch_template_id: refTo('aws_launch_template', 'Fleet/Host/Template'),
              version: refTo('aws_launch_template', 'Fleet/Host/Template', 'latest_version'),
            },
          },
        },
      });
      expect(group(plain).depends_on).toEqual([
        'aws_vpc_security_group_egress_rule[Fleet/Host/ToAws]',
        'aws_iam_role_policy_attachment[Fleet/Host/Role/AmazonEC2ContainerServiceforEC2Role]',
        'aws_iam_role_policy_attachment[Fleet/Host/Role/AmazonSSMManagedInstanceCore]',
        'aws_iam_role_policy[Fleet/Host/Role/Policy]',
      ]);
    });

    it('leaves the number of hosts to the capacity provider', () => {
      expect(group(plain).lifecycle).toEqual({ ignore_changes: ['desired_capacity'] });
      expect(group(plain)).not.toHaveProperty('desired_capacity');
    });

    it('prefers types in the order in which they are written', () => {
      const policy = group(plain).mixed_instances_policy as { launch_template: { override: Arguments[] } };
      expect(policy.launch_template.override).toEqual([
        { instance_type: 'm6i.2xlarge' },
        { instance_type: 'm5.2xlarge' },
      ]);
      expect(distribution(plain).on_demand_allocation_strategy).toBe('prioritized');
    });

    it('gives hosts a role that only EC2 takes on', () => {
      expect(readDocument(plain.at('aws_iam_role', 'Fleet/Host/Role/Role').assume_role_policy)).toEqual({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      });
      expect(plain.only('aws_launch_template').iam_instance_profile).toEqual({
        arn: refTo('aws_iam_instance_profile', 'Fleet/Host/Profile', 'arn'),
      });
    });
  });
});
