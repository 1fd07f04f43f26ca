import { composeFile } from '../../src/local/compose-file';
import { laptopPlan } from '../../src/local/laptop-plan';
import { systems } from '../../stacks/systems';

/** What the goldens of a laptop hold, by file name: the examples as a Compose project, all but the hash of what is built. */
export function laptopGoldens(): Record<string, string> {
  const plan = laptopPlan(systems, {}, () => '0123456789abcdef');
  const files = { 'compose.yaml': composeFile(plan, { root: '..', data: 'data' }), ...plan.files };
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`laptop/${name}`, text]));
}
