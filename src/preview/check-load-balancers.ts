import type { Problem } from '../errors';
import { valueAt } from '../spec/parse';
import type { PlanJson, ResourceChange } from './plan-json';

/** Where a `load_balancer` names a group. Nothing else in it is ever changed by ECS: not its rules, its container, its role. */
const PLACES = [['target_group_arn'], ['advanced_configuration', '0', 'alternate_target_group_arn']] as const;

/** A target group, and where it is named. */
interface Named {
  readonly place: string;
  readonly arn: string;
}

/**
 * Changes of a live service's `load_balancer` that no route explains: a group that it would name or no longer name is not made, imported,
 * replaced or taken away in the same plan. Where ECS moves requests between two groups that is a sign of an open bug of the provider
 * (terraform-provider-aws#45678, read 2026-11-22): Terraform would send its own idea of the two with the next deployment.
 * A new health check of a group explains nothing, because the group keeps its name. Code `UnexplainedLoadBalancer`.
 */
export function checkLoadBalancers({ resource_changes: changes, resource_drift: drift }: PlanJson): Problem[] {
  const made = arns(changes, 'after', ({ actions, importing }) => actions.includes('create') || importing != null);
  const gone = arns(changes, 'before', ({ actions }) => ['delete', 'forget'].some((end) => actions.includes(end)));
  return changes.filter(isLiveService).flatMap((changed): Problem[] => {
    const { before, after, after_unknown: unknown } = changed.change;
    const lost = difference(before, after).filter(({ arn }) => !gone.has(arn));
    const gained = difference(after, before).filter(({ arn }) => !made.has(arn));
    const isExplained = PLACES.every((path) => {
      const at = ({ place }: Named) => place === path.at(-1);
      return !gained.some(at) && lost.filter(at).length <= toBeKnown(unknown, path);
    });
    if (isExplained) return [];
    const moved = [
      ...lost.map((named) => `no longer name ${said(named)}`),
      ...gained.map((named) => `name ${said(named)}`),
    ];
    const others = drift.some(({ address, change }) => address === changed.address && differs(change));
    return [
      {
        code: 'UnexplainedLoadBalancer',
        field: `${changed.address}.load_balancer`,
        problem: `would ${moved.join(' and ')}, ${others ? 'against what was changed since the last apply' : 'and no route changes with it'}`,
        fix: "do not apply this plan; name 'load_balancer' in lifecycle.ignore_changes of the service until terraform-provider-aws#45678 is closed, or apply it if you gave the service another group yourself",
      },
    ];
  });
}

/** ARNs of the resources that something is done with, as they are or as they are to be. */
function arns(
  changes: readonly ResourceChange[],
  side: 'before' | 'after',
  isMeant: (change: ResourceChange['change']) => boolean,
): ReadonlySet<unknown> {
  return new Set(changes.filter(({ change }) => isMeant(change)).map(({ change }) => valueAt(change[side], ['arn'])));
}

/** A service that is there, and will be. */
function isLiveService({ mode, type, change }: ResourceChange): boolean {
  return mode === 'managed' && type === 'aws_ecs_service' && change.before != null && change.after != null;
}

function differs({ before, after }: ResourceChange['change']): boolean {
  return difference(before, after).length + difference(after, before).length > 0;
}

/** What one state of a service names and the other does not. */
function difference(service: unknown, other: unknown): Named[] {
  const there = names(other);
  return names(service).filter(({ place, arn }) => !there.some((named) => named.place === place && named.arn === arn));
}

function names(service: unknown): Named[] {
  return blocks(service).flatMap((block) =>
    PLACES.flatMap((path) => {
      const arn = valueAt(block, path);
      return typeof arn === 'string' && arn !== '' ? [{ place: path.at(-1) as string, arn }] : [];
    }),
  );
}

/** How many of the blocks will say at this place what is not known yet: something that the plan makes. */
function toBeKnown(unknown: unknown, path: readonly string[]): number {
  const steps = [[], ...path.map((_, i) => path.slice(0, i + 1))];
  return blocks(unknown).filter((block) => steps.some((step) => valueAt(block, step) === true)).length;
}

function blocks(service: unknown): readonly unknown[] {
  const found = valueAt(service, ['load_balancer']);
  return Array.isArray(found) ? found : [];
}

/** `target_group_arn targetgroup/bidder/0a1b`: an ARN without what all of a stack have in common. */
function said({ place, arn }: Named): string {
  return `${place} ${arn.split(':').slice(5).join(':')}`;
}
