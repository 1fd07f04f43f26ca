import { at, entriesOf } from './nested-json';

/** What Terraform 1.14 and OpenTofu 1.11 write into a plan (2026-11), read or left alone on purpose. */
const PLAN = new Set(
  `format_version terraform_version variables planned_values resource_drift resource_changes deferred_changes
  output_changes prior_state configuration relevant_attributes checks timestamp applyable complete errored
  proposed_unknown timestamp provider_format_version`.split(/\s+/),
);
const RESOURCE = new Set(
  `address previous_address module_address mode type name index provider_name deposed change action_reason`.split(' '),
);
const CHANGE = new Set(
  `actions before after after_unknown before_sensitive after_sensitive importing generated_config replace_paths
  before_identity after_identity`.split(/\s+/),
);

/** Fields of a plan that nobody here knows, with how often each is there: a preview says that it does not show them. */
export function unrecognisedFields(document: unknown): string[] {
  const found = new Map<string, number>();
  const count = (prefix: string, value: unknown, known: ReadonlySet<string>) => {
    if (typeof value !== 'object' || value === null) return;
    for (const key in value) if (Object.hasOwn(value, key) && !known.has(key)) add(found, prefix + key, at(value, key));
  };
  count('', document, PLAN);
  for (const list of ['resource_changes', 'resource_drift'])
    for (const [, resource] of entriesOf(at(document, list))) {
      count(`${list}.`, resource, RESOURCE);
      count(`${list}.change.`, at(resource, 'change'), CHANGE);
    }
  return [...found].map(([field, times]) => (times > 1 ? `field ${field} (${times} times)` : `field ${field}`));
}

/** What is there and says nothing needs no word. */
function add(found: Map<string, number>, field: string, value: unknown): void {
  const isNothing = value === null || value === false || (typeof value === 'object' && Object.keys(value).length === 0);
  if (!isNothing) found.set(field, (found.get(field) ?? 0) + 1);
}
