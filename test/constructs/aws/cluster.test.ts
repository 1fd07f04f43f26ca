import { Cluster, type ClusterProps } from '../../../constructs/aws';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { testContract } from '../../support/builders/test-contract';
import { testSite } from '../../support/builders/test-site';

const LOG_KEY = 'arn:aws:kms:us-east-1:123456789012:key/0a';

const cluster = (props: Partial<ClusterProps> = {}, say: (cluster: Cluster) => void = () => {}) =>
  synthStack((stack) => say(new Cluster(stack, 'Cluster', { site: testSite(), logKeyArn: LOG_KEY, ...props })));

describe('Cluster', () => {
  describe('defaults', () => {
    const plain = cluster();

    it('is a cluster with a namespace, and a log of the shells opened in it', () => {
      expect(plain.counts).toEqual({
        aws_cloudwatch_log_group: 1,
        aws_ecs_cluster: 1,
        aws_ecs_cluster_capacity_providers: 1,
        aws_service_discovery_http_namespace: 1,
      });
    });

    it('watches closely', () => {
      expect(plain.only('aws_ecs_cluster').setting).toEqual([{ name: 'containerInsights', value: 'enhanced' }]);
    });

    it('records every shell, encrypted on its way and in its log, for the audit period', () => {
      expect(plain.only('aws_ecs_cluster').configuration).toEqual({
        execute_command_configuration: {
          kms_key_id: LOG_KEY,
          logging: 'OVERRIDE',
          log_configuration: {
            cloud_watch_encryption_enabled: true,
            cloud_watch_log_group_name: refTo('aws_cloudwatch_log_group', 'Cluster/ExecLog/Group', 'name'),
          },
        },
      });
      expect(plain.only('aws_cloudwatch_log_group')).toMatchObject({ kms_key_id: LOG_KEY, retention_in_days: 365 });
    });
  });

  describe('options', () => {
    it.each(['enabled', 'disabled'] as const)('watches as closely as %s', (containerInsights) => {
      expect(cluster({ containerInsights }).only('aws_ecs_cluster').setting).toEqual([
        { name: 'containerInsights', value: containerInsights },
      ]);
    });

    it('keeps its log as long as the site says', () => {
      const site = testSite({ logs: { auditRetentionDays: 3653 } });
      expect(cluster({ site }).only('aws_cloudwatch_log_group').retention_in_days).toBe(3653);
    });

    it('is one that exists already, as the contract describes it', () => {
      expect(Cluster.fromExisting(testContract().cluster)).toEqual(testContract().cluster);
    });
  });

  describe('refuses', () => {
    it('a field that it does not have, and a value that AWS does not', () => {
      const wrong = { containerInsight: 'enabled' } as object;
      expect(refusalOf(() => cluster(wrong))).toEqual({
        what: "Cluster 'test/Cluster'",
        lines: ["containerInsight is not a field; did you mean 'containerInsights'? [UnknownField]"],
      });
      expect(refusalOf(() => cluster({ containerInsights: 'on' } as object)).lines).toEqual([
        "containerInsights is 'on'; use 'enhanced' or 'enabled' or 'disabled' [InvalidValue]",
      ]);
    });
  });

  describe('wiring', () => {
    it('lists every fleet that is attached, sorted, each once', () => {
      const attached = cluster({}, (c) => {
        for (const provider of ['test-gpu', 'test-general', 'test-gpu']) c.attach(provider);
      });
      expect(attached.only('aws_ecs_cluster_capacity_providers')).toEqual({
        cluster_name: refTo('aws_ecs_cluster', 'Cluster/Cluster', 'name'),
        capacity_providers: ['test-general', 'test-gpu'],
      });
    });

    it('lets services find each other in its namespace unless they say otherwise', () => {
      expect(cluster().only('aws_ecs_cluster').service_connect_defaults).toEqual({
        namespace: refTo('aws_service_discovery_http_namespace', 'Cluster/Namespace', 'arn'),
      });
    });
  });
});
