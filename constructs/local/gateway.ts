import type { Container } from '@cdktf/provider-docker/lib/container';
import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { type GatewayOnLaptop, gatewayOnLaptop } from '../../src/local/gateway-on-laptop';
import { Connections } from './connections';
import { container } from './container';
import type { LocalPlatform } from './platform';

interface GatewayProps {
  readonly platform: LocalPlatform;
  readonly name: string;
}

/** A gateway of a laptop: a proxy whose ports are on loopback. Services hang themselves on it by their routes and listeners. */
export class Gateway extends Construct {
  readonly connections: Connections;
  readonly resources: { readonly container: Container };
  private readonly replicas = new Map<string, number>();

  constructor(scope: Construct, id: string, { platform, name }: GatewayProps) {
    super(scope, id);
    this.connections = new Connections({ platform, name, endpoints: [] });
    platform.networks.add(name, 1, true);
    const now = (): GatewayOnLaptop =>
      gatewayOnLaptop(platform.handedOn(name), {
        laptop: platform.laptop,
        replicas: Object.fromEntries(this.replicas),
        networks: platform.networks.placesOf(name),
      });
    const made = container(this, 'Container', {
      platform,
      plan: () => now().container,
      others: () => undefined,
      file: () => now().config,
    });
    this.resources = { container: made };
    const output = new TerraformOutput(this, 'Ports', {
      value: `\${${made.fqn}.ports[*].external}`,
      description: `Ports of the laptop that are gateway ${name}`,
    });
    output.overrideLogicalId(`gateway_${name}`);
  }

  /** How many replicas of a service there are, for the proxy to have a slot for each. */
  serves(service: string, replicas: number): void {
    this.replicas.set(service, replicas);
  }
}
