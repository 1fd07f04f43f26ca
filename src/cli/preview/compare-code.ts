import { codeDifference } from '../../preview/code/code-difference';
import type { PlanInput } from '../../preview/model';
import { readJson } from '../read-json';
import { synthesizedStacks } from './manifest';

/**
 * The difference between two directories that an app was synthesized to, stack by stack. Asks nobody: no Terraform, no credentials.
 * @param only names of the stacks that are wanted. @default - all of both
 */
export function compareCode(base: string, dir: string, only: readonly string[]): PlanInput[] {
  const head = synthesizedStacks(dir, only);
  const was = synthesizedStacks(base).filter(({ name }) => only.length === 0 || only.includes(name));
  const names = [...new Set([...head, ...was].map(({ name }) => name))];
  return names.map((stack) => {
    const [before, after] = [was, head].map((stacks) => stacks.find(({ name }) => name === stack));
    const read = (found: typeof before) => (found === undefined ? undefined : readJson(found.file));
    const { dependencies = [] } = after ?? before ?? {};
    return codeDifference({ stack, base: read(before), head: read(after), dependencies });
  });
}
