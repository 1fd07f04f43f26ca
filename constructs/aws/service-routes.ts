import type { EcsServiceLoadBalancer } from '@cdktf/provider-aws/lib/ecs-service';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { type RuleCondition, routeConditions } from '../../src/routing/conditions';
import { type ResolvedRoute, resolveRoutes } from '../../src/rules/choose';
import type { ApplicationContractGateway } from '../../src/spec/contract';
import { MAIN } from '../../src/task/writable-paths';
import { escapeTemplate } from '../terraform/json';
import { type AttachProps, httpTargetGroup } from './target-group';

/** Only header values may have what Terraform would take for a template. */
function asWritten({ httpHeader, ...rest }: RuleCondition): RuleCondition {
  if (httpHeader === undefined) return rest;
  return { httpHeader: { ...httpHeader, values: httpHeader.values.map(escapeTemplate) } };
}

/** The rules that bring requests of application gateways to a service, and a target group for each of its ports they use. */
export class ServiceRoutes extends Construct {
  readonly targets: EcsServiceLoadBalancer[] = [];
  /** What must stand before the service starts: a target group takes no tasks until a rule uses it. */
  readonly ready: ITerraformDependable[] = [];
  /** Gateways that must be let in, and on which port. */
  readonly edges: { readonly gateway: string; readonly port: string }[] = [];
  private readonly groups = new Map<string, LbTargetGroup>();

  constructor(scope: Construct, id: string, { platform, system, name, spec }: AttachProps) {
    super(scope, id);
    for (const route of resolveRoutes(spec, platform.contract, platform.app)) {
      const gateway = platform.gateway(route.gateway).contract as ApplicationContractGateway;
      const group = this.group(route, { platform, system, name, spec });
      this.ready.push(
        new LbListenerRule(this, route.key, {
          listenerArn: gateway.listenerArn,
          priority: route.priority,
          condition: routeConditions(route.match).map(asWritten),
          action: [{ type: 'forward', targetGroupArn: group.arn }],
        }),
      );
      if (route.match.host !== undefined) platform.hostRecord(route.gateway, route.match.host);
    }
  }

  /** Load balancers of one kind share a group, but a target group belongs to one load balancer. */
  private group(route: ResolvedRoute, props: AttachProps): LbTargetGroup {
    const key = `${route.gateway}-${route.port}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const group = httpTargetGroup(this, `Target-${key}`, { ...props, gateway: route.gateway, port: route.port });
    this.groups.set(key, group);
    this.targets.push({
      targetGroupArn: group.arn,
      containerName: MAIN,
      containerPort: props.spec.ports[route.port]?.number as number,
    });
    // The port that is asked for health may be another than the one that is routed to.
    for (const port of new Set([route.port, props.spec.health.readiness?.port ?? route.port]))
      this.edges.push({ gateway: route.gateway, port });
    return group;
  }
}
