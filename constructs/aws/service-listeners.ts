import type { EcsServiceLoadBalancer } from '@cdktf/provider-aws/lib/ecs-service';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { WatchedTarget } from '../../src/rollout/alarm-plans';
import { shiftOf } from '../../src/rollout/strategy';
import { resolveListeners } from '../../src/rules/choose';
import type { NetworkContractGateway } from '../../src/spec/contract';
import { MAIN } from '../../src/task/writable-paths';
import { TLS_POLICY } from './application-gateway';
import { clientRule } from './client-rule';
import type { Role } from './role';
import { watched } from './service-alarms';
import { handTo, movedBetween, type TargetGroups, weighed } from './shifted-targets';
import { type AttachProps, tcpTargetGroup } from './target-group';

/** Ports of network gateways that are handed through to a service. */
export class ServiceListeners extends Construct {
  readonly targets: EcsServiceLoadBalancer[] = [];
  readonly ready: ITerraformDependable[] = [];
  /** What its load balancers measure. */
  readonly watched: WatchedTarget[] = [];
  readonly edges: { readonly gateway: string; readonly port: string }[] = [];

  constructor(scope: Construct, id: string, props: AttachProps) {
    super(scope, id);
    const { platform, name, spec, shiftRole } = props;
    for (const { gateway: gatewayName, port, listenPort, tls, host } of resolveListeners(spec, platform.contract)) {
      const gateway = platform.gateway(gatewayName).contract as NetworkContractGateway;
      const key = `${gatewayName}-${listenPort}`;
      const of = { ...props, gateway: gatewayName, port, listenPort };
      const groups: TargetGroups = {
        main: tcpTargetGroup(this, `Target-${key}`, of),
        ...(shiftOf(spec.rollout) && {
          alternate: tcpTargetGroup(this, `Alternate-${key}`, { ...of, variant: ' alternate' }),
        }),
      };
      const listener = new LbListener(this, key, {
        loadBalancerArn: gateway.arn,
        port: listenPort,
        ...(tls
          ? { protocol: 'TLS', sslPolicy: TLS_POLICY, certificateArn: gateway.certificateArn as string }
          : { protocol: 'TCP' }),
        defaultAction: [handTo(groups)],
        lifecycle: weighed(this, `${key}-weighed`, groups, 'default_action[0].forward'),
      });
      const clients = gateway.clients.map((cidr) =>
        clientRule(this, gateway.securityGroupId, cidr, listenPort, `Clients of ${name}`),
      );
      this.ready.push(listener, ...clients);
      this.targets.push({
        targetGroupArn: groups.main.arn,
        containerName: MAIN,
        containerPort: spec.ports[port]?.number as number,
        ...movedBetween(groups, { role: shiftRole as Role, rules: [listener.arn], kind: 'listener' }),
      });
      this.watched.push(watched(platform, { key, port, gateway: gatewayName }, groups));
      this.edges.push({ gateway: gatewayName, port });
      if (host !== undefined) platform.hostRecord(gatewayName, host);
    }
  }
}
