import { refuse } from '../../src/errors';
import { edgeName } from '../../src/naming/local-names';
import { checkPorts } from '../../src/rules/check-ports';
import type { Endpoint } from '../../src/task/endpoint';
import type { LocalPlatform } from './platform';

/** Something with a place in the network of a laptop: it can be allowed to call, and be called. */
export interface Connectable {
  readonly connections: Connections;
}

interface ConnectionsProps {
  readonly platform: LocalPlatform;
  /** Its name, which is its address too. */
  readonly name: string;
  /** Ports that others may be let in on. */
  readonly endpoints: readonly Endpoint[];
}

/** Who may call whom. Nothing may, until `allowFrom` says so. */
export class Connections {
  readonly name: string;
  readonly endpoints: readonly Endpoint[];
  private readonly platform: LocalPlatform;
  private readonly called: Endpoint[] = [];

  constructor({ platform, name, endpoints }: ConnectionsProps) {
    this.platform = platform;
    this.name = name;
    this.endpoints = endpoints;
  }

  /**
   * Lets `peer` call this: a network on which only the two are, and its address in the caller's environment. Docker knows no ports, so the named ones
   * are those that the caller is told. Saying it twice changes nothing.
   *
   * @param why the reason, for whoever reads the code; Docker has no place for it.
   * Throws `SpecError` for a port that does not exist, or when there is none.
   */
  allowFrom(peer: Connectable, why: string, ports: readonly string[] = this.endpoints.map((e) => e.port)): void {
    void why;
    const caller = peer.connections;
    refuse(`'${this.name}'`, checkPorts(ports, this.endpoints, this.name));
    const isSelf = caller.name === this.name;
    this.platform.networks.join(edgeName(caller.name, this.name), {
      ...(!isSelf && { [caller.name]: [] }),
      [this.name]: [this.name],
    });
    const known = new Set(caller.called.map(({ service, system, port }) => `${service}.${system} ${port}`));
    const fresh = this.endpoints.filter(
      (e) => ports.includes(e.port) && !known.has(`${e.service}.${e.system} ${e.port}`),
    );
    caller.called.push(...fresh);
  }

  /** Endpoints that this may call. */
  get callees(): readonly Endpoint[] {
    return this.called;
  }
}
