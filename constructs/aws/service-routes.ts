import type { EcsServiceLoadBalancer } from '@cdktf/provider-aws/lib/ecs-service';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { WatchedTarget } from '../../src/rollout/alarm-plans';
import { type RouteTarget, routeTargets } from '../../src/rollout/route-targets';
import { type RuleCondition, routeConditions } from '../../src/routing/conditions';
import type { RouteMatch } from '../../src/routing/match';
import type { AuthSpec } from '../../src/spec/auth';
import type { ApplicationContractGateway } from '../../src/spec/contract';
import type { ServiceSpec } from '../../src/spec/service';
import { AGENT, agentPorts, enteredPorts } from '../../src/task/concurrency-agent';
import { MAIN } from '../../src/task/writable-paths';
import { escapeTemplate } from '../terraform/json';
import type { Role } from './role';
import { routeActions } from './route-actions';
import { watched } from './service-alarms';
import { leftToEcs, movedBetween, type TargetGroups } from './shifted-targets';
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
      const rules = target.rules.map(({ key, ...rule }) => this.rule(key, target.gateway, rule, groups));
      // The test rule has the name of the rule that it stands beside.
      const test =
        target.test &&
        this.rule(`${target.rules[0]?.key}-test`, target.gateway, { ...target.rules[0], ...target.test }, groups);
      this.ready.push(...rules, ...(test ? [test] : []));
      const arns = [...rules, ...(test ? [test] : [])].map((rule) => rule.arn);
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

  private rule(
    id: string,
    gateway: string,
    { match, priority, auth }: { readonly match: RouteMatch; readonly priority: number; readonly auth?: AuthSpec },
    groups: TargetGroups,
  ): LbListenerRule {
    const { platform } = this.props;
    const { listenerArn } = platform.gateway(gateway).contract as ApplicationContractGateway;
    const { action, forward } = routeActions(groups, auth);
    return new LbListenerRule(this, id, {
      listenerArn,
      priority,
      condition: routeConditions(match).map(asWritten),
      action,
      ...leftToEcs(groups, forward),
    });
  }

  /** Load balancers of one kind share a group, but a target group belongs to one load balancer. */
  private groups({ key, gateway, port, doubled }: RouteTarget): TargetGroups {
    const group = (id: string, variant: string) => httpTargetGroup(this, id, { ...this.props, gateway, port, variant });
    if (!doubled) return { main: group(`Target-${key}`, '') };
    return { main: group(`Target-${key}`, ` ${key}`), alternate: group(`Alternate-${key}`, ` ${key} alternate`) };
  }
}
