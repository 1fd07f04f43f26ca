import type { EcsServiceLoadBalancerAdvancedConfiguration } from '@cdktf/provider-aws/lib/ecs-service';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { dependable, TerraformResource, type TerraformResourceLifecycle } from 'cdktf';
import type { Construct } from 'constructs';
import { shiftGrants } from '../../src/identity/shift-grants';
import type { Role } from './role';

/** Where requests go: one group of replicas, or two that ECS moves them between. */
export interface TargetGroups {
  readonly main: LbTargetGroup;
  readonly alternate?: LbTargetGroup;
}

/**
 * Sends requests to the groups. Both are named from the first day: ECS refuses a deployment whose rule does not know the group it moves to.
 * One group is named in the same words as two: what is ignored is taken from the state before a plan is judged, and a rule that had a
 * `target_group_arn` there would have nowhere to forward to (executed with Terraform 1.11.4 and AWS provider 5.100, 2026-11).
 */
export function forwardTo({ main, alternate }: TargetGroups) {
  const targetGroup = [{ arn: main.arn, weight: 1 }, ...(alternate ? [{ arn: alternate.arn, weight: 0 }] : [])];
  return { type: 'forward', forward: { targetGroup } };
}

/**
 * The same for a listener of a network gateway. One group has no weight there: a network load balancer refused one until 2025-11
 * (terraform-provider-aws#20163 and #45164), and whether it answers with one since is not known.
 */
export function handTo(groups: TargetGroups) {
  return groups.alternate === undefined ? { type: 'forward', targetGroupArn: groups.main.arn } : forwardTo(groups);
}

/**
 * The weights of a forward belong to ECS from its first deployment on, and to nobody else: putting them back would move requests to a group
 * without replicas, and the next deployment would start from there (terraform-provider-aws#45678 and aws-cdk#36649, read 2026-11-22). So
 * exactly the forward is left to ECS, and what else the rule does stays ours: `ignore_changes` of all actions would hide a new token issuer.
 *
 * The service's own `load_balancer` is not ignored: the provider sends it only when it changed (its source, v6), ECS does not rewrite it, and
 * a route that is added must reach the service. A plan that shows it changed although no route did is that bug: then do not apply, and
 * override `lifecycle.ignore_changes` of the service.
 *
 * With its forward ignored a rule would never learn of other groups. So it is replaced when they change, and when the rollout of a live service
 * begins or ends to move requests. That is said by a resource of its own which exists under every rollout: `replace_triggered_by` sees what is updated,
 * and not what is created (Terraform language reference, "lifecycle", and executed with 1.11.4, 2026-11). What replaces a group is in its name,
 * which is known when it is planned. A rule whose forward is ours needs no new rule for a new group.
 *
 * @param forward where the forward stands in the resource: `action[0].forward`.
 */
export function weighed(
  scope: Construct,
  id: string,
  { main, alternate }: TargetGroups,
  forward: string,
): TerraformResourceLifecycle {
  // The class that cdktf has for it runs `terraform version` once for each, at every synth.
  const said = new TerraformResource(scope, id, { terraformResourceType: 'terraform_data' });
  const groups = alternate === undefined ? [] : [main.nameInput, alternate.nameInput];
  said.addOverride('input', { by: alternate === undefined ? 'Terraform' : 'ECS', groups });
  const replaceTriggeredBy = [dependable(said)];
  return alternate === undefined ? { replaceTriggeredBy } : { ignoreChanges: [forward], replaceTriggeredBy };
}

interface Moved {
  readonly role: Role;
  /** Rules of an application load balancer, or the listener of a network one; the one for production first. */
  readonly rules: readonly string[];
  readonly kind: 'rule' | 'listener';
}

/** What ECS must know of two groups to move requests between them, and the permission to do so. */
export function movedBetween(
  { main, alternate }: TargetGroups,
  { role, rules, kind }: Moved,
): { advancedConfiguration?: EcsServiceLoadBalancerAdvancedConfiguration } {
  const [productionListenerRule, testListenerRule] = rules;
  if (alternate === undefined || productionListenerRule === undefined) return {};
  const groups = [main.arn, alternate.arn];
  const grants = shiftGrants({
    groups,
    rules: kind === 'rule' ? rules : [],
    listeners: kind === 'listener' ? rules : [],
  });
  for (const grant of grants) role.grant(grant);
  return {
    advancedConfiguration: {
      alternateTargetGroupArn: alternate.arn,
      productionListenerRule,
      ...(testListenerRule !== undefined && { testListenerRule }),
      roleArn: role.arn,
    },
  };
}
