import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { ServiceDiscoveryHttpNamespace } from '@cdktf/provider-aws/lib/service-discovery-http-namespace';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { execLogName } from '../../src/identity/exec-grants';
import { resourceName } from '../../src/naming/names';
import { type ClusterInput, clusterSpec } from '../../src/spec/cluster';
import type { ContractCluster } from '../../src/spec/contract';
import { parseSpec } from '../../src/spec/parse';
import { type SiteInput, siteSpec } from '../../src/spec/site';
import { kept } from '../terraform/lifecycle';
import { AuditLog } from './audit-log';

/** What `Cluster` takes: its spec, and where it is. */
export interface ClusterProps extends ClusterInput {
  readonly site: SiteInput;
  /** KMS key that encrypts the audit log of shell sessions; its policy must admit CloudWatch Logs. May be late-bound. */
  readonly logKeyArn: string;
}

/** The Terraform resources behind a cluster, for `addOverride`. */
export interface ClusterResources {
  readonly cluster: EcsCluster;
  readonly namespace: ServiceDiscoveryHttpNamespace;
  readonly capacityProviders: EcsClusterCapacityProviders;
}

/** An ECS cluster with a namespace in which services find each other, and an encrypted log of every shell opened in them. */
export class Cluster extends Construct implements ContractCluster {
  readonly name: string;
  readonly arn: string;
  readonly namespaceArn: string;
  readonly resources: ClusterResources;
  private readonly providers = new Set<string>();

  constructor(scope: Construct, id: string, { site: siteInput, logKeyArn, ...input }: ClusterProps) {
    super(scope, id);
    const what = `Cluster '${this.node.path}'`;
    const site = parseSpec(what, siteSpec, siteInput);
    const spec = parseSpec(what, clusterSpec, input);
    this.name = resourceName('cluster', site.name);

    const audit = new AuditLog(this, 'ExecLog', { site, name: execLogName(site.name), keyArn: logKeyArn });
    const namespace = new ServiceDiscoveryHttpNamespace(this, 'Namespace', {
      name: resourceName('namespace', site.name),
      ...kept(site),
    });
    const cluster = new EcsCluster(this, 'Cluster', {
      name: this.name,
      setting: [{ name: 'containerInsights', value: spec.containerInsights }],
      serviceConnectDefaults: { namespace: namespace.arn },
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: logKeyArn,
          logging: 'OVERRIDE',
          logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: audit.group.name },
        },
      },
      ...kept(site),
    });
    // One authoritative list per cluster: whatever is not in it is taken out, so every fleet of the cluster is attached here.
    const capacityProviders = new EcsClusterCapacityProviders(this, 'CapacityProviders', {
      clusterName: cluster.name,
      capacityProviders: Lazy.listValue({ produce: () => [...this.providers].sort() }),
    });
    this.arn = cluster.arn;
    this.namespaceArn = namespace.arn;
    this.resources = { cluster, namespace, capacityProviders };
  }

  /** Lets workloads of this cluster use a capacity provider. Saying it twice changes nothing. */
  attach(capacityProviderName: string): void {
    this.providers.add(capacityProviderName);
  }

  /** A cluster that exists already. Fleets cannot be attached to it: its list of providers belongs to its own stack. */
  static fromExisting(cluster: ContractCluster): ContractCluster {
    return cluster;
  }
}
