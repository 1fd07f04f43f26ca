import type { TerraformResourceLifecycle } from 'cdktf';

/** What an environment says about destroying. */
export interface Protection {
  readonly protect: boolean;
}

/** Tag that preview and deploy role look for. */
export const PROTECT_TAG = 'stowage:protect';

/** `lifecycle` and `tags` of a resource that must outlive mistakes: together, because either alone is half a protection. */
export function kept(environment: Protection, lifecycle: TerraformResourceLifecycle = {}) {
  return {
    lifecycle: { ...lifecycle, ...(environment.protect && { preventDestroy: true }) },
    tags: { [PROTECT_TAG]: String(environment.protect) },
  };
}
