import { ServiceDiscoveryPrivateDnsNamespace } from '@cdktf/provider-aws/lib/service-discovery-private-dns-namespace';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { ContractNetwork } from '../../src/spec/contract';
import { parseSpec } from '../../src/spec/parse';
import { type SiteInput, siteSpec } from '../../src/spec/site';

/** What `ServiceNames` takes. */
export interface ServiceNamesProps {
  readonly site: SiteInput;
  readonly network: Pick<ContractNetwork, 'vpcId'>;
}

/**
 * Names of services for whom the aliases of Service Connect mean nothing, because only tasks of its services resolve these: jobs of AWS Batch.
 * A domain that the resolvers of the network answer for, and nobody outside; a service is in it once a job may call it.
 */
export class ServiceNames extends Construct {
  readonly namespaceId: string;
  readonly resources: { readonly namespace: ServiceDiscoveryPrivateDnsNamespace };

  constructor(scope: Construct, id: string, { site: siteInput, network }: ServiceNamesProps) {
    super(scope, id);
    const site = parseSpec(`ServiceNames '${this.node.path}'`, siteSpec, siteInput);
    // Cloud Map deletes none that a service is in, so it need not be protected.
    const namespace = new ServiceDiscoveryPrivateDnsNamespace(this, 'Namespace', {
      name: resourceName('dnsNamespace', site.name),
      description: 'Services that jobs may call',
      vpc: network.vpcId,
    });
    this.namespaceId = namespace.id;
    this.resources = { namespace };
  }
}
