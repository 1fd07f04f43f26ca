import { ACTIONS, type Action } from './action';
import type { Preview, ResourcePreview, RiskFound, StackPreview } from './model';
import { compareRisks, RISKS, type Risk } from './risk';

/** What may stop a deploy: a class of risk, or permissions and rules that let somebody do more. */
export const BLOCKERS = [...RISKS, 'broadening'] as const;
export type Blocker = (typeof BLOCKERS)[number];

/** A risk, and of what. */
export interface RiskRow extends RiskFound {
  readonly stack: string;
  readonly resource: ResourcePreview;
}

/** What becomes of a deploy with these plans. */
export interface Verdict {
  /** Nothing at all changes, and nothing is wrong. */
  readonly isQuiet: boolean;
  readonly isErrored: boolean;
  /** Why it must not be applied, in words; empty where it may be. */
  readonly blocked: readonly string[];
  /** The gravest of all risks; 'routine' where something changes. */
  readonly worst: Risk | undefined;
  readonly counts: Readonly<Record<Action, number>>;
  readonly risks: Readonly<Record<Risk, number>>;
  readonly broadening: number;
}

/** @param failOn what nobody wants without a second look. */
export function verdictOf(preview: Preview, failOn: readonly Blocker[] = []): Verdict {
  const { stacks } = preview;
  const counts = Object.fromEntries(ACTIONS.map((action) => [action, 0])) as Record<Action, number>;
  const risks = Object.fromEntries(RISKS.map((risk) => [risk, 0])) as Record<Risk, number>;
  for (const { changes } of stacks)
    for (const { action, risks: found } of changes) {
      counts[action] += 1;
      for (const { risk } of found) risks[risk] += 1;
    }
  const broadening = stacks.reduce((sum, stack) => sum + broadeningOf(stack), 0);
  const isQuiet = preview.failures.length === 0 && stacks.every(isQuietStack);
  const worst = RISKS.find((risk) => risks[risk] > 0) ?? (isQuiet ? undefined : 'routine');
  const hits = failOn.filter((blocker) => (blocker === 'broadening' ? broadening > 0 : isHit(blocker, risks, isQuiet)));
  const findings = stacks.flatMap((stack) => stack.findings);
  return {
    isQuiet,
    isErrored: preview.failures.length > 0 || stacks.some((stack) => stack.isErrored),
    blocked: [
      ...hits.map((blocker) => `${blocker} is not allowed here`),
      ...findings.map(({ field, problem }) => `${field} ${problem}`),
    ],
    worst,
    counts,
    risks,
    broadening,
  };
}

function isHit(risk: Risk, risks: Readonly<Record<Risk, number>>, isQuiet: boolean): boolean {
  return risk === 'routine' ? !isQuiet : risks[risk] > 0;
}

export function broadeningOf({ permissions, network }: StackPreview): number {
  return [...permissions, ...network].filter(({ isBroadening }) => isBroadening).length;
}

/** A read changes nothing; what drifted and what a plan reacts to does. */
export function isQuietStack(stack: StackPreview): boolean {
  const { changes, outputs, checks, deferred, isErrored, unrecognised, notes, drift } = stack;
  const isNothing = changes.every(({ action }) => action === 'read');
  return (
    isNothing &&
    [outputs, checks, deferred, unrecognised, notes, drift.relevant].every((list) => list.length === 0) &&
    !isErrored
  );
}

/** Every risk that is more than routine, gravest first, then in the order of the stacks. */
export function riskRows({ stacks }: Preview): RiskRow[] {
  const rows = stacks.flatMap(({ stack, changes }) =>
    changes.flatMap((resource) =>
      resource.risks.filter(({ risk }) => risk !== 'routine').map((found) => ({ ...found, stack, resource })),
    ),
  );
  return rows.sort((a, b) => compareRisks(a.risk, b.risk));
}
