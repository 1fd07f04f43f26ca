import type { Network } from '@cdktf/provider-docker/lib/network';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { refuse } from '../../src/errors';
import { edgeSubnets, noRoomFor } from '../../src/local/edge-subnets';
import { type EdgeNetwork, OUTSIDE } from '../../src/local/laptop-edges';
import { partName } from '../../src/naming/local-names';
import type { LaptopSpec } from '../../src/spec/laptop';
import { edgeNetwork } from './edge-network';

type Members = EdgeNetwork['members'];

/** The networks of a laptop: one for each edge, and one for each who may connect to the outside. */
export class EdgeNetworks extends Construct {
  private readonly made = new Map<string, Network>();
  private readonly members = new Map<string, Members>();
  /** How many containers of a workload are on each of its networks. */
  private readonly sizes = new Map<string, number>();

  constructor(
    scope: Construct,
    id: string,
    private readonly laptop: LaptopSpec,
  ) {
    super(scope, id);
  }

  /** Takes in a workload. @param size how many of its containers may be on a network at once. @param leadsOutside whether it may connect to the outside. */
  add(workload: string, size: number, leadsOutside: boolean): void {
    this.sizes.set(workload, size);
    if (leadsOutside) this.join(partName(OUTSIDE, workload), { [workload]: [] }, false);
  }

  /** Puts workloads on a network, by the names that they have there; it is made when it is first said. */
  join(name: string, members: Members, isInternal = true): void {
    this.members.set(name, { ...this.members.get(name), ...members });
    if (this.made.has(name)) return;
    const subnet = Lazy.stringValue({ produce: () => this.subnets()[name] });
    this.made.set(name, edgeNetwork(this, name, { project: this.laptop.project, name, subnet, isInternal }));
  }

  /** The networks of a workload, with the names that it has on each. */
  placesOf(workload: string): Members {
    const found = [...this.members]
      .filter(([, members]) => Object.hasOwn(members, workload))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(found.map(([name, members]) => [name, members[workload] ?? []]));
  }

  /** The name by which the engine knows a network. */
  nameOf(network: string): string {
    return (this.made.get(network) as Network).name;
  }

  private subnets(): Record<string, string> {
    const requests = [...this.members].map(([name, members]) => ({
      name,
      members: Object.keys(members).reduce((sum, one) => sum + (this.sizes.get(one) ?? 1), 0),
    }));
    const { addresses } = this.laptop;
    const found = edgeSubnets(addresses, requests);
    refuse('Laptop', found === undefined ? [noRoomFor(addresses, requests.length)] : []);
    return found as Record<string, string>;
  }
}
