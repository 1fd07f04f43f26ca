import { Network } from '@cdktf/provider-docker/lib/network';
import type { Construct } from 'constructs';

interface EdgeNetworkProps {
  readonly project: string;
  /** Name among the networks of the project. */
  readonly name: string;
  /** IPv4 range. May be late-bound. */
  readonly subnet: string;
  /** It leads nowhere else. */
  readonly isInternal: boolean;
}

/** A network of who calls and who is called, or of one alone. */
export function edgeNetwork(
  scope: Construct,
  id: string,
  { project, name, subnet, isInternal }: EdgeNetworkProps,
): Network {
  return new Network(scope, id, { name: `${project}-${name}`, internal: isInternal, ipamConfig: [{ subnet }] });
}
