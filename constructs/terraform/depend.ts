import { dependable, type ITerraformDependable, type TerraformResource } from 'cdktf';

/** What has been said of each resource: cdktf wraps a dependency anew each time, so that it does not know one again. */
const said = new WeakMap<TerraformResource, Set<ITerraformDependable>>();

/**
 * Makes a resource come after others, and go before them. `node.addDependency` of constructs is no such thing: cdktf ignores it.
 * Saying it twice changes nothing.
 */
export function dependOn(resource: TerraformResource, ...others: readonly ITerraformDependable[]): void {
  const known = said.get(resource) ?? new Set();
  said.set(resource, known);
  const fresh = [...new Set(others)].filter((other) => !known.has(other));
  for (const other of fresh) known.add(other);
  resource.dependsOn = [...(resource.dependsOn ?? []), ...fresh.map(dependable)];
}
