import type { EcsServiceLoadBalancer } from '@cdktf/provider-aws/lib/ecs-service';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { WatchedTarget } from '../../src/rollout/alarm-plans';
import { type RouteTarget, routeTargets } from '../../src/rollout/route-targets';
import type { TestRoute } from '../../src/rollout/test-route';
import { type RuleCondition, routeConditions } from '../../src/routing/conditions';
import type { ResolvedRoute } from '../../src/rules/choose';
import type { ApplicationContractGateway } from '../../src/spec/contract';
import type { ServiceSpec } from '../../src/spec/service';
import { AGENT, agentPorts, enteredPorts } from '../../src/task/concurrency-agent';
import { MAIN } from '../../src/task/writable-paths';
import { escapeTemplate } from '../terraform/json';
import type { Role } from './role';
import { routeActions } from './route-actions';
import { watched } from './service-alarms';
import { movedBetween, type TargetGroups, weighed } from './shifted-targets';
import { type AttachProps, httpTargetGroup } from './target-group';

/** Only header values may have what Terraform would take for a template. */
function asWritten({ httpHeader, ...rest }: RuleCondition): RuleCondition {
  if (httpHeader === undefined) return rest;
  return { httpHeader: { ...httpHeader, values: httpHeader.values.map(escapeTemplate) } };
}

/** The container that takes the requests of a port: the service, or the agent that counts them before it. */
function agentOr(spec: ServiceSpec, port: string): Pick<EcsServiceLoadBalancer, 'containerName' | 'containerPort'> {
  const agent = agentPorts(spec);
  if (agent !== undefined) return { containerName: AGENT, containerPort: agent.data };
  return { containerName: MAIN, containerPort: spec.ports[port]?.number as number };
}

/** The rules that bring requests of application gateways to a service, and its target groups there. */
export class ServiceRoutes extends Construct {
  readonly targets: EcsServiceLoadBalancer[] = [];
  /** What must stand before the service starts: a target group takes no tasks until a rule uses it. */
  readonly ready: ITerraformDependable[] = [];
  /** What its load balancers measure. */
  readonly watched: WatchedTarget[] = [];
  /** Gateways that must be let in, and on which port. */
  readonly edges: { readonly gateway: string; readonly port: string }[] = [];
  private readonly made: { readonly gateway: string; readonly port: string; readonly group: LbTargetGroup }[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AttachProps,
  ) {
    super(scope, id);
    const { platform, spec } = props;
    for (const target of routeTargets(spec, platform.contract, platform.app)) {
      const groups = this.groups(target);
      for (const group of groups.alternate === undefined ? [groups.main] : [groups.main, groups.alternate])
        this.made.push({ gateway: target.gateway, port: target.port, group });
      const rules = target.rules.flatMap((rule) => this.rules(target, rule, groups));
      this.ready.push(...rules);
      const arns = rules.map((rule) => rule.arn);
      this.targets.push({
        targetGroupArn: groups.main.arn,
        ...agentOr(spec, target.port),
        ...movedBetween(groups, { role: props.shiftRole as Role, rules: arns, kind: 'rule' }),
      });
      this.watched.push(watched(platform, target, groups));
      for (const port of enteredPorts(spec, target.port)) this.edges.push({ gateway: target.gateway, port });
      for (const { match } of target.rules)
        if (match.host !== undefined) platform.hostRecord(target.gateway, match.host);
    }
  }

  /** The groups that requests of a gateway for a port go to: several, where requests are moved between two. */
  targetGroups({ gateway, port }: { readonly gateway: string; readonly port: string }): readonly LbTargetGroup[] {
    return this.made.filter((one) => one.gateway === gateway && one.port === port).map(({ group }) => group);
  }

  /** The rule of a route, and the one for testers, which has its name. */
  private rules({ gateway, test }: RouteTarget, route: ResolvedRoute, groups: TargetGroups): LbListenerRule[] {
    const { listenerArn } = this.props.platform.gateway(gateway).contract as ApplicationContractGateway;
    const { action, forward } = routeActions(this, route.key, groups, route.auth);
    const lifecycle = weighed(this, `${route.key}-weighed`, groups, forward);
    const rule = (id: string, { match, priority }: TestRoute) =>
      new LbListenerRule(this, id, {
        listenerArn,
        priority,
        condition: routeConditions(match, route.networks).map(asWritten),
        action,
        lifecycle,
      });
    return [rule(route.key, route), ...(test ? [rule(`${route.key}-test`, test)] : [])];
  }

  /** Load balancers of one kind share a group, but a target group belongs to one load balancer. */
  private groups({ key, variant, gateway, port, doubled }: RouteTarget): TargetGroups {
    const group = (id: string, variant: string) => httpTargetGroup(this, id, { ...this.props, gateway, port, variant });
    const main = group(`Target-${key}`, variant);
    return doubled ? { main, alternate: group(`Alternate-${key}`, `${variant} alternate`) } : { main };
  }
}
