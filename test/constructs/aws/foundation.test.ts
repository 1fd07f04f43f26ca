import { Foundation } from '../../../constructs/aws';
import { contractSpec } from '../../../src/spec/contract';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { AMD64, testEnvironmentSpec } from '../../support/builders/test-environment';

const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';

const foundation = (overrides: Partial<EnvironmentInput> = {}, say: (foundation: Foundation) => void = () => {}) =>
  synthStack((stack) => say(new Foundation(stack, 'Foundation', { environment: testEnvironmentSpec(overrides) })));

describe('Foundation', () => {
  describe('defaults', () => {
    it('is all that systems share, and asks AWS for nothing', () => {
      const plain = foundation();
      expect(plain.counts).toMatchObject({
        aws_vpc: 1,
        aws_ecs_cluster: 1,
        aws_autoscaling_group: 1,
        aws_ecs_capacity_provider: 1,
        aws_lb: 2,
        // That of logs, and that of alarms.
        aws_kms_key: 2,
        aws_sns_topic: 1,
        aws_service_discovery_http_namespace: 1,
        aws_ssm_parameter: 1,
      });
      expect(plain.dataSources).toEqual({});
    });
  });

  describe('options', () => {
    it('has as many fleets and gateways as its environment names', () => {
      const fleet = { instanceTypes: ['m6i.large'], amiRelease: AMD64, maxHosts: 4 };
      const large = foundation({ fleets: { a: fleet, b: fleet, c: fleet }, gateways: {} });
      expect(large.counts).toMatchObject({ aws_autoscaling_group: 3, aws_ecs_capacity_provider: 3 });
      expect(large.counts).not.toHaveProperty('aws_lb');
      expect(large.only('aws_ecs_cluster_capacity_providers').capacity_providers).toHaveLength(3);
    });

    it('has names in DNS for those who are outside of the mesh, where there are any', () => {
      const gpu = { accelerators: { a10g: 1 }, maxVcpus: 64, amiRelease: GPU };
      let published: Foundation['contract']['dns'];
      const training = foundation({ trainingClusters: { gpu } }, ({ contract }) => {
        published = contract.dns;
      });
      expect(training.only('aws_service_discovery_private_dns_namespace')).toMatchObject({
        name: 'test.stowage.internal',
        vpc: refTo('aws_vpc', 'Foundation/Network/Vpc', 'id'),
      });
      expect(published?.name).toBe('test.stowage.internal');
      expect(foundation().counts).not.toHaveProperty('aws_service_discovery_private_dns_namespace');
    });
  });

  describe('refuses', () => {
    it('what any of its parts refuses', () => {
      expect(refusalOf(() => foundation({ gateways: { public: { kind: 'application' } } })).what).toBe(
        "Gateway 'test/Foundation/Gateway-public'",
      );
    });
  });

  describe('wiring', () => {
    const plain = foundation();
    const published = readDocument(plain.only('aws_ssm_parameter').value);

    it('publishes its contract whole, under names that never change: one output and one parameter', () => {
      expect(Object.keys(plain.outputs)).toEqual(['contract']);
      expect(plain.only('aws_ssm_parameter')).toMatchObject({
        name: '/stowage/test/contract',
        type: 'String',
        tier: 'Intelligent-Tiering',
      });
    });

    it('publishes a contract that those can read who attach to it', () => {
      expect(contractSpec.parse(published)).toEqual(published);
    });

    it('publishes the same in both places', () => {
      const text = JSON.stringify(plain.outputs.contract).replace(/\$\{([^}]*)\}/g, '‹$1›');
      expect(JSON.parse(text)).toEqual(published);
    });

    it('leaves no id of the contract open', () => {
      expect(JSON.stringify(published)).not.toMatch(/undefined|null/);
      expect(published).toMatchObject({
        network: { vpcId: '‹aws_vpc[Foundation/Network/Vpc].id›' },
        cluster: { name: 'test', arn: '‹aws_ecs_cluster[Foundation/Cluster/Cluster].arn›' },
        keys: { logs: '‹aws_kms_key[Foundation/LogKey/Key].arn›' },
        gateways: {
          public: { listenerArn: '‹aws_lb_listener[Foundation/Gateway-public/Https].arn›', protocol: 'https' },
          edge: { arn: '‹aws_lb[Foundation/Gateway-edge/LoadBalancer].arn›' },
        },
      });
    });

    it('encrypts every log with its key', () => {
      const groups = Object.values(plain.of('aws_cloudwatch_log_group'));
      const key = refTo('aws_kms_key', 'Foundation/LogKey/Key', 'arn');
      expect(groups.map((group) => group.kms_key_id)).toEqual(groups.map(() => key));
    });

    it('tells its own topic first of what happens, with nothing of it late-bound, and after it is there', () => {
      const own = 'arn:aws:sns:us-east-1:123456789012:test-alarms';
      const more = 'arn:aws:sns:us-east-1:123456789012:on-call';
      expect(published).toMatchObject({ site: { alarmTopicArns: [own] } });
      const gpu = { accelerators: { a10g: 1 }, maxVcpus: 64, amiRelease: GPU, budget: { monthlyUsd: 100 } };
      const told = foundation({ trainingClusters: { gpu }, alarmTopicArns: [more, own] });
      const alarms = Object.values(told.of('aws_cloudwatch_metric_alarm'));
      const targets = Object.values(told.of('aws_cloudwatch_event_target')).filter(({ arn }) => arn === own);
      expect(new Set(alarms.map(({ alarm_actions }) => String(alarm_actions)))).toEqual(new Set([`${own},${more}`]));
      // A failed job is told by the card of failures.
      expect(targets).toHaveLength(3);
      const policy = Object.keys(told.of('aws_sns_topic_policy'));
      expect(policy).toEqual(['Foundation/Alarms/Policy']);
      for (const one of [...alarms, ...targets])
        expect(one.depends_on).toEqual(['aws_sns_topic_policy[Foundation/Alarms/Policy]']);
    });

    it('is a platform to build on in the same stack', () => {
      foundation({}, ({ platform, contract }) => expect(platform.contract).toEqual(contract));
    });
  });
});
