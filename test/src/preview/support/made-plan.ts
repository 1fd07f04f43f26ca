import type { PlanInput } from '../../../../src/preview/model';

/** A change of a resource, as little of it as a test is about. */
export interface Made {
  readonly address: string;
  readonly mode?: string;
  readonly type?: string;
  readonly deposed?: string;
  readonly previous_address?: string;
  readonly action_reason?: string;
  readonly actions?: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly unknown?: unknown;
  readonly hidden?: unknown;
  readonly replace?: readonly (readonly (string | number)[])[];
  readonly importing?: unknown;
}

export function change({
  address,
  mode = 'managed',
  type,
  actions,
  before,
  after,
  unknown,
  hidden,
  replace,
  importing,
  ...rest
}: Made) {
  return {
    ...rest,
    address,
    mode,
    type: type ?? address.split('.').at(-2) ?? '',
    change: {
      actions: actions ?? (before === undefined ? ['create'] : after === undefined ? ['delete'] : ['update']),
      before: before ?? null,
      after: after ?? null,
      after_unknown: unknown ?? {},
      before_sensitive: hidden ?? false,
      after_sensitive: hidden ?? false,
      ...(replace && { replace_paths: replace }),
      ...(importing !== undefined && { importing }),
    },
  };
}

export function plan(changes: readonly Made[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: {} },
    resource_changes: changes.map(change),
    ...more,
  };
}

export function input(changes: readonly Made[], more: Record<string, unknown> = {}, stack = 'dev-ads'): PlanInput {
  return { stack, document: plan(changes, more) };
}

/** The references of resources, as a configuration has them: address -> attribute -> what it reads. */
export function configuration(resources: Record<string, Record<string, readonly string[]>>) {
  const listed = Object.entries(resources).map(([address, attributes]) => ({
    address,
    expressions: Object.fromEntries(Object.entries(attributes).map(([key, references]) => [key, { references }])),
  }));
  return { root_module: { resources: listed } };
}
