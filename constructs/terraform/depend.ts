import { dependable, type ITerraformDependable, type TerraformResource } from 'cdktf';

/**
 * Makes a resource come after others, and go before them. `node.addDependency` of constructs is no such thing: cdktf ignores it.
 * Saying it twice changes nothing.
 */
export function dependOn(resource: TerraformResource, ...others: readonly ITerraformDependable[]): void {
  resource.dependsOn = [...new Set([...(resource.dependsOn ?? []), ...others.map(dependable)])];
}
