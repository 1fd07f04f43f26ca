import type { Statement } from './policy';

/** What one entry of a service's load balancers is made of, by ARN. All may be late-bound. */
export interface ShiftedTargets {
  readonly groups: readonly string[];
  /** Rules of application load balancers. */
  readonly rules: readonly string[];
  /** Listeners of network load balancers. */
  readonly listeners: readonly string[];
}

/** Moving requests begins with looking where they go. */
const READS: Statement = {
  actions: [
    'elasticloadbalancing:DescribeListeners',
    'elasticloadbalancing:DescribeRules',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
  ],
  resources: ['*'],
};

/**
 * What ECS needs to move requests from one group of replicas to the other: the actions of the managed policy
 * AmazonECSInfrastructureRolePolicyForLoadBalancers (version 6, 2026-02), on these groups, rules and listeners instead of all.
 */
export function shiftGrants({ groups, rules, listeners }: ShiftedTargets): Statement[] {
  const register = ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'];
  return [
    READS,
    { actions: register, resources: groups },
    ...(rules.length === 0 ? [] : [{ actions: ['elasticloadbalancing:ModifyRule'], resources: rules }]),
    ...(listeners.length === 0 ? [] : [{ actions: ['elasticloadbalancing:ModifyListener'], resources: listeners }]),
  ];
}
