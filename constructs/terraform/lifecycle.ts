import type { TerraformResourceLifecycle } from 'cdktf';
import { PROTECT_TAG } from '../../src/naming/tags';

/** What an environment says about destroying. */
export interface Protection {
  readonly protect: boolean;
}

/** `lifecycle` and `tags` of a resource that must outlive mistakes: together, because either alone is half a protection. */
export function kept(
  { protect }: Protection,
  lifecycle: TerraformResourceLifecycle = {},
): { lifecycle?: TerraformResourceLifecycle; tags: Record<string, string> } {
  const all = { ...lifecycle, ...(protect && { preventDestroy: true }) };
  const tags = { [PROTECT_TAG]: String(protect) };
  return Object.keys(all).length > 0 ? { lifecycle: all, tags } : { tags };
}
