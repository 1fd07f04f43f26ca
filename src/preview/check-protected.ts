import type { Problem } from '../errors';
import { PROTECT_TAG } from '../naming/tags';
import { valueAt } from '../spec/parse';
import type { PlanJson, ResourceChange } from './plan-json';

/** Where a resource says its tags: those of its own, and with those of its provider. */
const TAGS = ['tags', 'tags_all'] as const;

const LET_GO =
  "or let it go first, in a deploy of its own: gone: { decision: 'delete', who, why } in retained.json for what is in there (README, Store), protect: false of its environment for the rest";

/**
 * What is protected and would be destroyed, also where something else takes its place. `prevent_destroy` does not see all of it: it is
 * forgotten with the code that says it, and with a change that takes both the protection and the resource. So the resource itself is asked,
 * as it was before the plan: whoever lifts its protection does so in a deploy before. What is forgotten stays in AWS. Code `DestroysProtected`.
 */
export function checkProtected({ resource_changes: changes }: PlanJson): Problem[] {
  return changes.filter(isProtectedAndGoes).map(destroys);
}

function isProtectedAndGoes(resource: ResourceChange): boolean {
  return resource.change.actions.includes('delete') && isProtected(resource);
}

/** Whether a resource was protected before the plan: its tag says so, also where the configuration no longer does. */
export function isProtected({ mode, change: { before } }: ResourceChange): boolean {
  return mode === 'managed' && tagsOf(before, PROTECT_TAG).includes('true');
}

function destroys({ address, action_reason: reason, change }: ResourceChange): Problem {
  const isReplaced = change.actions.includes('create');
  const paths = (change.replace_paths ?? []).map((path) => path.join('.'));
  const because = paths.length > 0 ? ` because of ${paths.join(', ')}` : reason === undefined ? '' : ` (${reason})`;
  return {
    code: 'DestroysProtected',
    field: address,
    problem: `is ${named(change.before)}, which is protected, and would be ${isReplaced ? 'replaced' : 'destroyed'}${because}`,
    fix: `do not apply this plan; ${mend(isReplaced, paths)}, ${LET_GO}`,
  };
}

function mend(isReplaced: boolean, paths: readonly string[]): string {
  if (!isReplaced) return 'put it back into the configuration';
  return paths.length > 0 ? `put ${paths.join(', ')} back` : 'plan again without asking for its replacement';
}

/** What a person knows it by: its tag `Name`, or else the name or the id that AWS has. */
function named(resource: unknown): string {
  const own = ['name', 'id'].map((key) => valueAt(resource, [key]));
  const name = [...tagsOf(resource, 'Name'), ...own].find((one) => typeof one === 'string' && one !== '');
  return name === undefined ? 'something' : `'${name}'`;
}

function tagsOf(resource: unknown, key: string): unknown[] {
  return TAGS.map((tags) => valueAt(resource, [tags, key]));
}
