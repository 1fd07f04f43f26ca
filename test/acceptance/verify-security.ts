import { answer } from '../../src/security/acknowledge';
import { type Finding, judge } from '../../src/security/judge';
import { type PlanStack, readPlans } from '../../src/security/read-plan';

/** What only a plan with everything else beside it could tell, and why nobody minds. */
const OPEN: readonly (readonly [rule: string, needs: RegExp, why: string])[] = [
  ['MLP-CON-7', /tags of .* can be moved/, 'the repository is of another stack, or of somebody else'],
  ['MLP-CON-7', /the image of/, 'a delivery system writes it'],
];

/** What the rules of security find in the plans of one app that no spec gives a reason for, and what they cannot judge. */
export function judgePlans(stacks: readonly PlanStack[]): string[] {
  const judged = judge(readPlans(stacks));
  // Nothing is acknowledged: what is planned here is ours.
  const { refused, told, undetermined, problems } = answer(judged, { acknowledged: [], today: '2026-11-23' });
  const open = undetermined.filter(({ rule, says }) => !OPEN.some(([id, needs]) => id === rule && needs.test(says)));
  const unknown = judged.notExamined.filter(({ why }) => why === undefined);
  return [
    ...[...refused, ...told].map((one) => `${said(one)} is found in its plan`),
    ...open.map((one) => `${said(one)}, and the plan should tell`),
    ...problems.map(({ field, problem }) => `${field} ${problem}`),
    ...unknown.map(({ type }) => `nobody has looked at ${type}: add it to a rule, or to src/security/unexamined.ts`),
  ];
}

function said({ rule, stack, address, construct, key, says }: Finding): string {
  return `${rule} of ${construct ?? `${stack} ${address}`} (${key}): ${says}`;
}
