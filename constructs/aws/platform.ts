import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { Construct } from 'constructs';
import { SpecError } from '../../src/errors';
import { type Contract, type ContractFleet, contractSpec } from '../../src/spec/contract';
import { nearest, parseSpec } from '../../src/spec/parse';
import type { Target } from '../contract';
import { Gateway, type GatewayPeer } from './gateway';
import { subnetIds } from './subnet-ids';
import { TrainingCluster, type TrainingPeer } from './training-cluster';

/** How an app attaches to a platform. */
export interface AttachOptions {
  /** Name under which the gateways set rule priorities aside for this app. @default "main" */
  readonly app?: string;
  /** Whose the systems are that are built: a team of the environment. Its role knows their jobs by it. @default - nobody's */
  readonly team?: string | undefined;
}

/** A platform to build on, whether it was built here or only its contract is known. */
export class AwsPlatform implements Target<'aws'> {
  readonly target = 'aws';
  readonly contract: Contract;
  readonly app: string;
  readonly team: string | undefined;
  private readonly gateways = new Map<string, GatewayPeer>();
  private readonly clusters = new Map<string, TrainingPeer>();
  private readonly hosts = new Set<string>();

  private constructor(
    private readonly scope: Construct,
    contract: Contract,
    { app = 'main', team }: AttachOptions,
  ) {
    this.contract = contract;
    this.app = app;
    this.team = team;
  }

  /**
   * Attaches to a platform by what its foundation publishes: the `contract` output, or the SSM parameter `/stowage/<environment>/contract`.
   *
   * @param scope where edges from its gateways are built: the stack that attaches.
   * Throws `SpecError` for a contract of another version or shape.
   */
  static fromContract(scope: Construct, contract: unknown, options: AttachOptions = {}): AwsPlatform {
    return new AwsPlatform(scope, parseSpec('Contract', contractSpec, contract), options);
  }

  /** A gateway as a peer that services can be opened to. Throws `SpecError` for one that does not exist. */
  gateway(name: string): GatewayPeer {
    const known = this.gateways.get(name);
    if (known !== undefined) return known;
    const peer = Gateway.fromExisting(this.scope, name, pick('gateways', this.contract.gateways, name));
    this.gateways.set(name, peer);
    return peer;
  }

  /** A training cluster as a peer whose jobs can be let in. Throws `SpecError` for one that does not exist. */
  trainingCluster(name: string): TrainingPeer {
    const known = this.clusters.get(name);
    if (known !== undefined) return known;
    const contract = pick('trainingClusters', this.contract.trainingClusters, name);
    const peer = TrainingCluster.fromExisting(this.scope, name, contract);
    this.clusters.set(name, peer);
    return peer;
  }

  /** A fleet by name. Throws `SpecError` for one that does not exist. */
  fleet(name: string): ContractFleet {
    return pick('fleets', this.contract.fleets, name);
  }

  /** A DNS record that leads a host name to a gateway, where the gateway has a domain. Saying it twice changes nothing. */
  hostRecord(gatewayName: string, written: string): void {
    // DNS knows no case.
    const host = written.toLowerCase();
    const { domain, dnsName, hostedZoneId } = this.gateway(gatewayName).contract;
    const key = `${gatewayName} ${host}`;
    if (domain === undefined || this.hosts.has(key)) return;
    this.hosts.add(key);
    new Route53Record(this.scope, `Host-${gatewayName}-${host.replaceAll('.', '_')}`, {
      zoneId: domain.zoneId,
      name: host,
      type: 'A',
      alias: { name: dnsName, zoneId: hostedZoneId, evaluateTargetHealth: true },
    });
  }

  /** Ids of the subnets that workloads run in: the private ones of the zones given, in the order of their zones. */
  privateSubnets(zones: readonly string[] = this.contract.site.zones): string[] {
    return subnetIds(this.contract.network, 'private', zones);
  }
}

function pick<T>(noun: string, record: Readonly<Record<string, T>>, name: string): T {
  const found = record[name];
  if (found !== undefined) return found;
  const known = Object.keys(record);
  const near = nearest(name, known);
  const fix =
    near === undefined ? `known are ${known.map((k) => `'${k}'`).join(', ') || 'none'}` : `did you mean '${near}'?`;
  throw new SpecError('Platform', [{ code: 'UnknownName', field: `${noun}.${name}`, problem: 'does not exist', fix }]);
}
