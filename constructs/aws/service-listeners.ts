import type { EcsServiceLoadBalancer } from '@cdktf/provider-aws/lib/ecs-service';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { resolveListeners } from '../../src/rules/choose';
import type { NetworkContractGateway } from '../../src/spec/contract';
import { MAIN } from '../../src/task/writable-paths';
import { TLS_POLICY } from './application-gateway';
import { clientRule } from './client-rule';
import { type AttachProps, tcpTargetGroup } from './target-group';

/** Ports of network gateways that are handed through to a service. */
export class ServiceListeners extends Construct {
  readonly targets: EcsServiceLoadBalancer[] = [];
  readonly ready: ITerraformDependable[] = [];
  readonly edges: { readonly gateway: string; readonly port: string }[] = [];

  constructor(scope: Construct, id: string, { platform, system, name, spec }: AttachProps) {
    super(scope, id);
    for (const { gateway: gatewayName, port, listenPort, tls, host } of resolveListeners(spec, platform.contract)) {
      const gateway = platform.gateway(gatewayName).contract as NetworkContractGateway;
      const group = tcpTargetGroup(this, `Target-${gatewayName}-${listenPort}`, {
        platform,
        system,
        name,
        spec,
        gateway: gatewayName,
        port,
        listenPort,
      });
      const listener = new LbListener(this, `${gatewayName}-${listenPort}`, {
        loadBalancerArn: gateway.arn,
        port: listenPort,
        ...(tls
          ? { protocol: 'TLS', sslPolicy: TLS_POLICY, certificateArn: gateway.certificateArn as string }
          : { protocol: 'TCP' }),
        defaultAction: [{ type: 'forward', targetGroupArn: group.arn }],
      });
      const clients = gateway.clients.map((cidr) =>
        clientRule(this, gateway.securityGroupId, cidr, listenPort, `Clients of ${name}`),
      );
      this.ready.push(listener, ...clients);
      this.targets.push({
        targetGroupArn: group.arn,
        containerName: MAIN,
        containerPort: spec.ports[port]?.number as number,
      });
      this.edges.push({ gateway: gatewayName, port });
      if (host !== undefined) platform.hostRecord(gatewayName, host);
    }
  }
}
