import type { ResourceChange } from './plan-json';

/** What a plan does with a resource, gravest first: the order in which reviewers read it. */
export const ACTIONS = [
  'delete',
  'replace',
  'forget',
  'update',
  'create',
  'move',
  'import',
  'read',
  'unrecognised',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Lists of actions as Terraform writes them. Any other is shown as it is. */
const KNOWN: Readonly<Record<string, Action | 'no-op'>> = {
  'no-op': 'no-op',
  create: 'create',
  read: 'read',
  update: 'update',
  delete: 'delete',
  'delete,create': 'replace',
  'create,delete': 'replace',
  forget: 'forget',
  // Made anew, and what was there stays in the cloud with nobody to manage it.
  'create,forget': 'replace',
  'forget,create': 'replace',
};

/** What is done with a resource; undefined where nothing is. A move and an import without any other change are something. */
export function actionOf({
  previous_address: previous,
  change: { actions, importing },
}: ResourceChange): Action | undefined {
  const key = actions.join(',');
  const known = Object.hasOwn(KNOWN, key) ? KNOWN[key] : 'unrecognised';
  if (known !== 'no-op') return known;
  if (previous !== undefined) return 'move';
  return importing == null ? undefined : 'import';
}

/** Why a plan does something, in words; a reason that nobody knows is given as it is. */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_cannot_update: 'cannot be changed in place',
  replace_because_tainted: 'is marked as tainted: it was not made in full',
  replace_by_request: 'its replacement was asked for',
  replace_by_triggers: 'something that it names in replace_triggered_by changes',
  delete_because_no_resource_config: 'is no longer in the configuration',
  delete_because_wrong_repetition: 'its count or for_each came or went',
  delete_because_count_index: 'its index is beyond count',
  delete_because_each_key: 'its key is no longer in for_each',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_no_move_target: 'was moved to an address that is not there',
  read_because_config_unknown: 'what it reads by is not known before the apply',
  read_because_dependency_pending: 'what it depends on changes in the same plan',
  read_because_check_nested: 'is read by a check',
};

/** Whether a reason is in words of ours. */
export function isKnownReason(reason: string): boolean {
  return Object.values(REASONS).includes(reason);
}

export function reasonOf({ action_reason: reason }: ResourceChange): string | undefined {
  if (reason === undefined) return undefined;
  return Object.hasOwn(REASONS, reason) ? REASONS[reason] : reason;
}
