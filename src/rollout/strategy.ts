import { rolloutSurge } from '../sizing/rollout';
import type { RolloutSpec, ShiftSpec } from '../spec/rollout';
import type { ServiceSpec } from '../spec/service';

/** How few replicas may run while a version replaces another, and how many may, in percent of those desired. */
export interface RolloutPercents {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/**
 * The two percentages of a rollout. 'recreate' stops all replicas before it starts a new one: the service is down meanwhile. A rollout
 * that moves requests never stops one of the old set before it has moved, so what ECS does with 100 and 200 is what it does.
 */
export function rolloutPercents(rollout: RolloutSpec): RolloutPercents {
  if (rollout === 'recreate') return { minimumHealthyPercent: 0, maximumPercent: 100 };
  if (typeof rollout === 'object' && rollout.strategy === 'rolling') {
    const { minimumHealthyPercent, maximumPercent } = rollout;
    return { minimumHealthyPercent, maximumPercent };
  }
  return { minimumHealthyPercent: 100, maximumPercent: 200 };
}

/** The rollout, where it moves requests between two whole sets of replicas; undefined where it replaces replicas in place. */
export function shiftOf(rollout: RolloutSpec): ShiftSpec | undefined {
  return typeof rollout === 'string' || rollout.strategy === 'rolling' ? undefined : rollout;
}

/** Tasks that a rollout must be able to place beside `replicas`: all of them again where requests move from one set to the other. */
export function surgeAt(rollout: RolloutSpec, replicas: number): number {
  return shiftOf(rollout) === undefined ? rolloutSurge({ replicas, ...rolloutPercents(rollout) }) : replicas;
}

/** The same for replicas that a scaler moves: of few a rolling update may stop none first, and of many all may be there twice. */
export function surgeOf(rollout: RolloutSpec, { min, max }: { readonly min: number; readonly max: number }): number {
  if (max === 0) return 0;
  return surgeAt(rollout, shiftOf(rollout) === undefined ? Math.max(1, min) : max);
}

/**
 * The percentages of requests that have moved after each shift, the last of them 100. Linear steps that do not add up to 100 end in a
 * shorter one.
 */
export function shiftSteps(shift: ShiftSpec): number[] {
  if (shift.strategy === 'blue-green') return [100];
  if (shift.strategy === 'canary') return shift.percent < 100 ? [shift.percent, 100] : [100];
  const tenths = Math.round(shift.stepPercent * 10);
  return Array.from({ length: Math.ceil(1000 / tenths) }, (_, i) => Math.min(1000, (i + 1) * tenths) / 10);
}

/** Minutes that the waits of a rollout take at least, from the first request that moves to the last old replica that goes. */
export function shiftMinutes(shift: ShiftSpec): number {
  const between = shift.strategy === 'canary' ? shift.canaryBakeMinutes : 0;
  const each = shift.strategy === 'linear' ? shift.stepBakeMinutes : between;
  return (shiftSteps(shift).length - 1) * each + shift.bakeMinutes;
}

/** Whether ECS needs a role to move requests: not in the mesh, which is its own. */
export function needsShiftRole({ rollout, routes, listeners }: ServiceSpec): boolean {
  return shiftOf(rollout) !== undefined && routes.length + listeners.length > 0;
}
