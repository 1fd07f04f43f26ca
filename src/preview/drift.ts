import { actionOf } from './action';
import { type AttributeChange, attributeChanges } from './attribute-changes';
import type { DriftPreview, ResourcePreview } from './model';
import { groupedBy, isCovered, isRuleAlone, type Rules, rulesOf } from './network-rules';
import type { PlanJson, ResourceChange } from './plan-json';
import type { Redactor } from './redact';
import { References, withoutKeys } from './references';
import { RISK_TABLE } from './risk-table';

/** What AWS writes itself and nobody has to undo: seen in plans right after an apply (AWS provider 5.100.0, run 2026-11). */
const WRITTEN_BY_AWS = new Set(
  `number_of_mount_targets size_in_bytes tags_all managed_policy_arns owner_id status state_reason last_updated
  latest_restorable_time default_version latest_version desired_capacity`.split(/\s+/),
);

/**
 * What others have changed since the last apply. Most of that is what AWS itself wrote, and a report of all of it is what people
 * complain of most (terraform#28803, #29808): so only what the plan reacts to is told, and what became of what remembers.
 */
export function driftOf(plan: PlanJson, redactor: Redactor, all: boolean): DriftPreview {
  const changed = new Set(
    plan.resource_changes.filter((one) => actionOf(one) !== undefined).map(({ address }) => address),
  );
  const looked = attributesLookedAt(plan);
  const own = ownRules(plan);
  const relevant: ResourcePreview[] = [];
  for (const drifted of plan.resource_drift) {
    const action = actionOf(drifted);
    if (action === undefined || action === 'move') continue;
    const attributes = differences(drifted, redactor);
    const isTold =
      all ||
      action !== 'update' ||
      attributes.some(({ path }) => {
        const [first = ''] = path.split(/[.[]/);
        if (WRITTEN_BY_AWS.has(first)) return false;
        if (isGroup(drifted) && ['ingress', 'egress'].includes(first)) return hasForeignRule(drifted, own);
        return (
          looked.has(`${withoutKeys(drifted.address)} ${first}`) || isGuarded(drifted) || changed.has(drifted.address)
        );
      });
    if (!isTold) continue;
    const { address, type, change } = redactor.all({
      address: drifted.address,
      type: drifted.type,
      change: { actions: drifted.change.actions },
    });
    relevant.push({ address, type, action, actions: change.actions, attributes, causes: [], reads: [], risks: [] });
  }
  return { relevant, others: plan.resource_drift.length - relevant.length };
}

/** What was not said and is now none or off is how AWS answers, and nobody did it. */
function differences({ change }: ResourceChange, redactor: Redactor): AttributeChange[] {
  return attributeChanges({ ...redactor.change(change), unknown: undefined }).filter(
    ({ before, after }) => before !== undefined || (after !== '0' && after !== 'false'),
  );
}

function isGroup({ type }: ResourceChange): boolean {
  return type === 'aws_security_group' || type === 'aws_default_security_group';
}

/**
 * A group tells all of its rules, also those that resources of their own have made, in this stack or in that of a caller: only a range that none
 * of these names is news.
 */
function hasForeignRule(group: ResourceChange, own: Rules): boolean {
  return rulesOf(group, 'after', NO_REFERENCES).some((rule) => rule.cidrs.length > 0 && !isCovered(rule, own));
}

function ownRules({ resource_changes: changes }: PlanJson): Rules {
  const rules = changes
    .filter(({ type }) => isRuleAlone(type))
    .flatMap((rule) => rulesOf(rule, 'before', NO_REFERENCES));
  return groupedBy(rules);
}

const NO_REFERENCES = new References(undefined);

function isGuarded({ type }: ResourceChange): boolean {
  return Object.hasOwn(RISK_TABLE, type) && RISK_TABLE[type]?.gone === 'data-loss';
}

function attributesLookedAt({ relevant_attributes: relevant }: PlanJson): Set<string> {
  return new Set(relevant.map(({ resource, attribute }) => `${withoutKeys(resource)} ${attribute[0] ?? ''}`));
}
