import { policyDocument, type Statement } from './policy';

/** Characters of a managed policy, and policies of a role that was not given more (IAM user guide, "IAM and AWS STS quotas", 2026-11). */
export const MANAGED_POLICY_CHARACTERS = 6144;
export const MANAGED_POLICIES_OF_A_ROLE = 10;

/** How long IAM counts a policy: white space is none. */
export function policyLength(statements: readonly Statement[]): number {
  return JSON.stringify(policyDocument(statements)).replace(/\s/g, '').length;
}

/**
 * The same statements in as few policies as there is room for, in their order. A statement that is too long for one policy becomes several of fewer
 * actions, which mean the same together.
 * Throws `RangeError` for a statement that is too long with one action.
 */
export function packPolicies(
  statements: readonly Statement[],
  most: number = MANAGED_POLICY_CHARACTERS,
): Statement[][] {
  const packs: Statement[][] = [[]];
  for (const part of statements.flatMap((statement) => split(statement, most))) {
    const last = packs.at(-1) as Statement[];
    if (last.length === 0 || policyLength([...last, part]) <= most) last.push(part);
    else packs.push([part]);
  }
  return packs.filter((pack) => pack.length > 0);
}

function split(statement: Statement, most: number): Statement[] {
  if (policyLength([statement]) <= most) return [statement];
  const { actions, sid: _sid, ...rest } = statement;
  if (actions.length < 2) throw new RangeError(`a statement for ${actions[0]} is longer than ${most} characters`);
  const half = Math.ceil(actions.length / 2);
  return [actions.slice(0, half), actions.slice(half)].flatMap((some) => split({ ...rest, actions: some }, most));
}
