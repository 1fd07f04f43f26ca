import type { Problem } from '../errors';

/** How a rolling update replaces the tasks of a service. Percentages are whole numbers of the desired tasks. */
export interface Rollout {
  /** Desired tasks. Where a scaler moves them, the fewest above zero: what progresses with few progresses with more. */
  readonly replicas: number;
  /** 0 to 100. */
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** How few tasks may run during a rollout, and how many may. */
export interface RolloutBounds {
  readonly floor: number;
  readonly ceiling: number;
}

/**
 * The bounds in tasks, rounded as ECS rounds them: the minimum up, the maximum down
 * (ECS API reference, `DeploymentConfiguration`, read 2026-11-21).
 */
export function rolloutBounds({ replicas, minimumHealthyPercent, maximumPercent }: Rollout): RolloutBounds {
  return {
    floor: Math.ceil((replicas * minimumHealthyPercent) / 100),
    ceiling: Math.floor((replicas * maximumPercent) / 100),
  };
}

/** Tasks that a rollout must be able to place beside `replicas`: none where it may stop one first, else one at a time. */
export function rolloutSurge(rollout: Rollout): 0 | 1 {
  return rollout.replicas > 0 && rolloutBounds(rollout).floor >= rollout.replicas ? 1 : 0;
}

/**
 * Problems of a rolling update that ECS refuses ("Both maximumPercent and minimumHealthyPercent cannot be 100 as this will
 * block deployments") or accepts and never finishes. Nothing is rolled out where there are no replicas.
 * @param field where the two percentages stand: problems are of its `minimumHealthyPercent` and `maximumPercent`.
 */
export function checkRollout({ field, ...rollout }: Rollout & { readonly field: string }): Problem[] {
  const { replicas, minimumHealthyPercent: minimum, maximumPercent: maximum } = rollout;
  const { floor, ceiling } = rolloutBounds(rollout);
  if (minimum >= maximum) {
    return [
      {
        code: 'MinAboveMax',
        field: `${field}.minimumHealthyPercent`,
        problem: `is ${minimum} but ${field}.maximumPercent is ${maximum}, and ECS wants it below`,
        fix: eitherWay(rollout),
      },
    ];
  }
  if (ceiling < replicas) {
    return [
      {
        code: 'RolloutCannotProgress',
        field: `${field}.maximumPercent`,
        problem: `is ${maximum}: with ${counted(replicas)} at most ${ceiling} may run, so a rollout can never end`,
        fix: `use ${leastMaximum(rollout)} or more`,
      },
    ];
  }
  if (replicas === 0 || floor < replicas || ceiling > replicas) return [];
  return [
    {
      code: 'RolloutCannotProgress',
      field: `${field}.minimumHealthyPercent`,
      problem:
        `is ${minimum} and ${field}.maximumPercent is ${maximum}: with ${counted(replicas)} at least ${floor} must run ` +
        `and at most ${ceiling} may, so a rollout can neither stop one nor start one`,
      fix: eitherWay(rollout),
    },
  ];
}

/** Lower the minimum until one task may stop, or raise the maximum until one more may start. */
function eitherWay(rollout: Rollout): string {
  const raise = `maximumPercent ${leastMaximum(rollout)} or more`;
  if (rollout.maximumPercent < 100) return `use ${raise}`;
  const replicas = Math.max(1, rollout.replicas);
  const lower = Math.floor((100 * (replicas - 1)) / replicas);
  return `use minimumHealthyPercent ${lower}${lower > 0 ? ' or less' : ''}, or ${raise}`;
}

/** The smallest maximum with which a rollout ends: above the minimum, and room for one more where none may stop first. */
function leastMaximum({ minimumHealthyPercent: minimum, ...rollout }: Rollout): number {
  const replicas = Math.max(1, rollout.replicas);
  const { floor } = rolloutBounds({ ...rollout, replicas, minimumHealthyPercent: minimum });
  return Math.max(minimum + 1, floor < replicas ? 100 : Math.ceil((100 * (replicas + 1)) / replicas));
}

function counted(replicas: number): string {
  return replicas === 1 ? '1 replica' : `${replicas} replicas`;
}
