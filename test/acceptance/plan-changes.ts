/** The part of Terraform's plan JSON that says what would change. */
export interface PlanJson {
  readonly resource_changes?: readonly Changed[];
  readonly output_changes?: Readonly<Record<string, Changed['change']>>;
}

interface Changed {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

/** What a plan would change, sorted: `delete+create aws_ecs_task_definition.bidder_Task`, `update output.contract`. */
export function changesOf(plan: PlanJson): string[] {
  const outputs = Object.entries(plan.output_changes ?? {}).map(([name, change]) => ({
    address: `output.${name}`,
    change,
  }));
  return [...(plan.resource_changes ?? []), ...outputs]
    .map(({ address, change }) => `${change.actions.join('+')} ${withoutHash(address)}`)
    .filter((change) => !/^(no-op|read) /.test(change))
    .sort();
}

/** An address as a person would write it: without the hash that cdktf puts behind nested ids. */
export function withoutHash(address: string): string {
  return address.replace(/_[0-9A-F]{8}$/, '');
}
