import { Construct } from 'constructs';
import type { Contract } from '../../src/spec/contract';
import { contractOf, siteOf } from '../../src/spec/contract-of';
import type { EnvironmentSpec } from '../../src/spec/environment';
import { mapValues } from '../../src/spec/map-values';
import { valueAt } from '../../src/spec/parse';
import { AccessLogs } from './access-logs';
import { AlarmTopic } from './alarm-topic';
import { Cluster } from './cluster';
import { ContractPublication } from './contract-publication';
import { FailureCard } from './failure-card';
import { Gateway } from './gateway';
import { LogArchive } from './log-archive';
import { LogKey } from './log-key';
import { Network } from './network';
import { AwsPlatform } from './platform';
import { ServiceNames } from './service-names';
import { toldAfter } from './told-after';
import { TrainingCluster } from './training-cluster';
import { WorkerFleet } from './worker-fleet';

/** Everything that the systems of an environment share, and the contract that tells them of it. */
export class Foundation extends Construct {
  readonly contract: Contract;
  readonly network: Network;
  readonly cluster: Cluster;
  readonly fleets: Readonly<Record<string, WorkerFleet>>;
  readonly failureCard: FailureCard;
  readonly trainingClusters: Readonly<Record<string, TrainingCluster>>;
  readonly gateways: Readonly<Record<string, Gateway>>;

  constructor(scope: Construct, id: string, { environment }: { readonly environment: EnvironmentSpec }) {
    super(scope, id);
    const site = siteOf(environment);
    const logKey = new LogKey(this, 'LogKey', { site });
    const alarms = new AlarmTopic(this, 'Alarms', { site, emails: environment.alarmEmails });
    const network = new Network(this, 'Network', { site, logKeyArn: logKey.arn, ...environment.network });
    const cluster = new Cluster(this, 'Cluster', { site, logKeyArn: logKey.arn, ...environment.cluster });
    const fleets = mapValues(
      environment.fleets,
      (fleet, name) => new WorkerFleet(this, `Fleet-${name}`, { site, name, cluster, network, ...fleet }),
    );
    const failureCard = new FailureCard(this, 'FailureCard', {
      site,
      cluster,
      groups: mapValues(fleets, (fleet) => fleet.resources.autoscalingGroup.nameInput as string),
      logKeyArn: logKey.arn,
      topics: [alarms.resources.policy],
    });
    const shared = { site, network, logKeyArn: logKey.arn, failureCard };
    const trainingClusters = mapValues(
      environment.trainingClusters,
      (cluster, name) => new TrainingCluster(this, `Training-${name}`, { ...shared, name, ...cluster }),
    );
    // Only jobs are outside of the mesh.
    const names =
      Object.keys(trainingClusters).length > 0 ? new ServiceNames(this, 'Names', { site, network }) : undefined;
    const accessLogs = new AccessLogs(this, 'AccessLogs', { site });
    const { archive } = site.logs;
    const logArchive =
      archive && new LogArchive(this, 'LogArchive', { site, logKeyArn: logKey.arn, expireDays: archive.expireDays });
    const gateways = mapValues(
      environment.gateways,
      (gateway, name) => new Gateway(this, `Gateway-${name}`, { site, name, network, accessLogs, ...gateway }),
    );

    const parts = {
      network,
      cluster,
      dns: { namespaceId: names?.namespaceId },
      keys: { logs: logKey.arn },
      logArchive: logArchive?.contract,
      gateways: mapValues(gateways, (g) => g.contract),
      trainingClusters: mapValues(trainingClusters, (c) => c.contract),
    };
    this.contract = contractOf(environment, (path) => valueAt(parts, path) as string);
    this.network = network;
    this.cluster = cluster;
    this.fleets = fleets;
    this.failureCard = failureCard;
    this.trainingClusters = trainingClusters;
    this.gateways = gateways;
    new ContractPublication(this, 'Contract', { contract: this.contract });
    toldAfter(this, alarms);
  }

  /** This foundation as a platform to build on in the same stack; from another stack, use `AwsPlatform.fromContract`. */
  get platform(): AwsPlatform {
    return AwsPlatform.fromContract(this, this.contract);
  }
}
