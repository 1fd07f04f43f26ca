import { type Problem, within } from '../errors';
import type { Constraint, PlacementField, PlacementSpec } from '../spec/placement';
import { decideConstraint, type PlacedTask } from './decide-constraint';
import { ECS_FIELD, fieldValues, type PlacementFleet } from './fields';

/** What ECS is told of where replicas go. */
export interface Placement {
  /** In the order that ECS applies them; at most five, which is as many as it takes. */
  readonly strategies: readonly { readonly type: 'spread' | 'binpack'; readonly field: string }[];
  /** No two replicas on one host. */
  readonly apart: boolean;
  /** Replicas are moved back when a zone has more than its share. */
  readonly rebalanced: boolean;
  /** Constraints that ECS keeps to as well as the hosts allow, and how. */
  readonly approximated: readonly { readonly constraint: Constraint; readonly how: string }[];
}

/** Constraints that ECS cannot keep to. Fields are those of the service. */
export function checkConstraints({ constraints }: PlacementSpec, placed: PlacedTask): Problem[] {
  return constraints.flatMap((constraint, i) => {
    const decision = decideConstraint(constraint, placed);
    return decision.answer === 'refused' ? within(`placement.constraints.${i}`, [decision.problem]) : [];
  });
}

/** What becomes of a placement that `checkConstraints` has nothing against. */
export function decidePlacement(
  { spread = ['zone'], pack = 'memory', constraints }: PlacementSpec,
  placed: PlacedTask,
  maximumPercent: number,
): Placement {
  const decided = constraints.map((constraint) => ({ constraint, decision: decideConstraint(constraint, placed) }));
  const approximated = decided.flatMap(({ constraint, decision }) =>
    decision.answer === 'approximated' ? [{ constraint, how: decision.how, spread: decision.spread }] : [],
  );
  // What is required comes before what is liked.
  const fields = unlike([...approximated.map((a) => a.spread), ...spread], placed.fleet);
  return {
    strategies: [
      ...fields.map((field) => ({ type: 'spread' as const, field: ECS_FIELD[field] })),
      ...(pack === false ? [] : [{ type: 'binpack' as const, field: pack }]),
    ],
    apart: decided.some(({ decision }) => decision.answer === 'exact' && decision.apart),
    rebalanced: canRebalance(fields[0], pack !== false, maximumPercent),
    approximated: approximated.map(({ constraint, how }) => ({ constraint, how })),
  };
}

/** Each field once, without those in which hosts of the fleet never differ. The zone stays: rebalancing asks for it. */
function unlike(fields: readonly PlacementField[], fleet: PlacementFleet): PlacementField[] {
  return [...new Set(fields)].filter((field) => field === 'zone' || fieldValues(field, fleet)?.length !== 1);
}

/**
 * ECS moves a replica by starting another first, which it may not do at 100 %; and it moves none unless zones come first among the
 * strategies, or there are none. Source: ECS developer guide, "Balancing an Amazon ECS service across Availability Zones", as quoted in
 * aws/aws-cdk#32259; 2026-11.
 */
function canRebalance(first: PlacementField | undefined, packed: boolean, maximumPercent: number): boolean {
  return maximumPercent > 100 && (first === 'zone' || (first === undefined && !packed));
}
