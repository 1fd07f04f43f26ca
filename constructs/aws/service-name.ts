import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { ServiceDiscoveryService } from '@cdktf/provider-aws/lib/service-discovery-service';
import type { Construct } from 'constructs';
import type { Contract } from '../../src/spec/contract';
import { dnsHost, serviceHost } from '../../src/task/endpoint';

interface ServiceNameProps {
  readonly dns: NonNullable<Contract['dns']>;
  readonly system: string;
  readonly name: string;
  readonly service: EcsService;
}

/** Seconds that a resolver may keep an address: replicas come and go. */
const TTL_SECONDS = 10;

/** The name of a service in DNS, which has an address for each replica that is well: made for the first who needs it. */
export function serviceName(scope: Construct, { dns, system, name, service }: ServiceNameProps): string {
  if (scope.node.tryFindChild('Name') === undefined) {
    const registry = new ServiceDiscoveryService(scope, 'Name', {
      name: serviceHost(system, name),
      description: 'Replicas of a service',
      dnsConfig: {
        namespaceId: dns.namespaceId,
        routingPolicy: 'MULTIVALUE',
        dnsRecords: [{ type: 'A', ttl: TTL_SECONDS }],
      },
      // ECS itself says how each replica is.
      healthCheckCustomConfig: { failureThreshold: 1 },
      // What is left in it is what ECS had no time to take out.
      forceDestroy: true,
    });
    service.putServiceRegistries({ registryArn: registry.arn });
  }
  return dnsHost(system, name, dns.name);
}
