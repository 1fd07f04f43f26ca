import { TerraformResource, type TerraformStack, Token } from 'cdktf';
import { PROTECT_TAG } from '../../src/naming/tags';
import type { Retained } from '../../src/spec/retained';

/** What something in a data stack is, in words of the spec. */
export type RetainedAs = Pick<Retained, 'part' | 'replica' | 'zone' | 'fixed'>;

/** A resource of a stack, as the ledger of what is kept sees it. */
export interface DeclaredResource extends RetainedAs {
  readonly resource: TerraformResource;
  readonly address: string;
  readonly isProtected: boolean;
}

const KEY = 'stowage:retained';

/** Says what a resource that remembers is, for the ledger of what is kept. What is late-bound is not known, and not recorded. */
export function retainAs(resource: TerraformResource, { fixed, ...as }: RetainedAs): void {
  const known = Object.entries(fixed ?? {}).filter(([, value]) => !Token.isUnresolved(value));
  resource.node.addMetadata(KEY, { ...as, ...(fixed && { fixed: Object.fromEntries(known) }) });
}

/** All resources of a stack. */
export function declaredIn(stack: TerraformStack): DeclaredResource[] {
  return stack.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .map((resource) => ({
      ...(resource.node.metadata.find(({ type }) => type === KEY)?.data as RetainedAs | undefined),
      resource,
      address: `${resource.terraformResourceType}.${resource.friendlyUniqueId}`,
      isProtected: resource.lifecycle?.preventDestroy === true,
    }));
}

/** Takes the protection from a resource. */
export function release(resource: TerraformResource): void {
  resource.addOverride('lifecycle.prevent_destroy', false);
  resource.addOverride(`tags.${PROTECT_TAG}`, 'false');
}

/** Lets things leave the state of a stack, and stay in AWS. Without this, Terraform destroys what leaves its configuration. */
export function forget(stack: TerraformStack, addresses: readonly string[]): void {
  if (addresses.length === 0) return;
  stack.addOverride(
    'removed',
    addresses.map((from) => ({ from, lifecycle: { destroy: false } })),
  );
}
