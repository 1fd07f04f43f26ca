import { own } from '../spec/own';
import type { PricesSpec } from '../spec/prices';
import { type Action, actionOf, reasonOf } from './action';
import { assess } from './assess-risk';
import { attributeChanges } from './attribute-changes';
import { checkLoadBalancers } from './check-load-balancers';
import { checkProtected, isProtected } from './check-protected';
import { costChanges, providerRegion } from './cost';
import { driftOf } from './drift';
import { failedChecks } from './failed-checks';
import type { OutputPreview, PlanInput, ResourcePreview, RiskFound, StackPreview } from './model';
import { at } from './nested-json';
import { type NetworkChange, networkChanges } from './network-rules';
import type { PermissionChange } from './permission-change';
import { permissionChanges } from './permissions';
import type { PlanJson, ResourceChange } from './plan-json';
import { lockoutRisk, networkRisk, permissionRisk } from './policy-risks';
import type { Redactor } from './redact';
import { References } from './references';
import { byAddress, type ChangesByAddress, causesOf } from './replacement';
import { compareRisks } from './risk';
import { unrecognisedFields } from './unrecognised';

/** A resource as Terraform has it, and as people may see it. */
interface Seen {
  readonly raw: ResourceChange;
  readonly shown: ResourceChange;
  readonly action: Action;
}

/** How plans are read, the same for all stacks. */
interface Reading {
  readonly redactor: Redactor;
  readonly allDrift: boolean;
  readonly prices: PricesSpec;
}

/** What all resources of a stack are looked at with. */
interface View {
  readonly redactor: Redactor;
  readonly changes: ChangesByAddress;
  readonly references: References;
  readonly permissions: ReadonlyMap<string, readonly PermissionChange[]>;
  readonly network: ReadonlyMap<string, readonly NetworkChange[]>;
  readonly constructs: Readonly<Record<string, string>>;
}

/** What one plan does. Everything in the result may be shown. */
export function readStack(
  { stack, document, constructs = {}, dependencies = [], notes = [], provisional }: PlanInput,
  plan: PlanJson,
  { redactor, allDrift, prices }: Reading,
): StackPreview {
  const seen = plan.resource_changes.flatMap((raw) => see(raw, redactor));
  const shown = seen.map((one) => one.shown);
  const references = new References(plan.configuration);
  const [permissions, network] = [
    permissionChanges(shown),
    networkChanges([...shown, ...unchangedRules(plan)], references),
  ];
  const view: View = {
    redactor,
    references,
    constructs,
    changes: byAddress(shown),
    permissions: grouped(permissions),
    network: grouped(network),
  };
  const changes = seen.map((one) => resourceOf(one, view));
  return {
    stack,
    terraform: redactor.text(plan.terraform_version ?? ''),
    dependencies: dependencies.map((name) => redactor.text(name)),
    changes,
    unchanged:
      plan.resource_changes.filter(({ mode }) => mode === 'managed').length -
      seen.filter(({ raw }) => raw.mode === 'managed').length,
    permissions,
    network,
    costs: costChanges(shown, providerRegion(plan.configuration), prices),
    drift: driftOf(plan, redactor, allDrift),
    outputs: outputsOf(plan, redactor),
    checks: failedChecks(plan).map((check) => redactor.all(check)),
    deferred: deferredOf(plan, redactor),
    isErrored: plan.errored,
    findings: [...checkProtected(plan), ...checkLoadBalancers(plan)].map((problem) => redactor.all(problem)),
    provisional: (provisional?.of ?? []).map((name) => redactor.text(name)),
    notes: notes.map((note) => redactor.text(note)),
    unrecognised: [...unrecognisedFields(document), ...unknownActions(seen)].map((text) => redactor.text(text)),
  };
}

function see(raw: ResourceChange, redactor: Redactor): Seen[] {
  const action = actionOf(raw);
  if (action === undefined) return [];
  const { change, type, mode, ...rest } = raw;
  const { actions, importing, replace_paths, after_unknown } = change;
  const known = redactor.all({ actions, importing, replace_paths, after_unknown });
  // A type is no secret, and what a change may do is looked up by it.
  return [
    { raw, action, shown: { ...redactor.all(rest), type, mode, change: { ...known, ...redactor.change(change) } } },
  ];
}

function deferredOf({ deferred_changes: deferred }: PlanJson, redactor: Redactor): StackPreview['deferred'] {
  return deferred.map((one) => redactor.all({ address: one.resource_change?.address ?? '', reason: one.reason ?? '' }));
}

/** What is let through already, by rules that stay. */
function unchangedRules({ resource_changes: changes }: PlanJson): ResourceChange[] {
  return changes.filter((change) => change.type.includes('security_group') && actionOf(change) === undefined);
}

function resourceOf({ raw, shown, action }: Seen, view: View): ResourcePreview {
  const { address, type, deposed, previous_address: previous, change } = shown;
  const isGuarded = isProtected(raw);
  const importId = at(change.importing, 'id');
  const reason = reasonOf(shown);
  const construct = own(view.constructs, raw.address);
  return {
    address,
    type,
    action,
    actions: change.actions,
    ...(action === 'replace' && change.actions[0] === 'create' && { isCreatedFirst: true }),
    ...(deposed !== undefined && { deposed }),
    ...(previous !== undefined && { previousAddress: previous }),
    ...(change.importing != null && { importId: typeof importId === 'string' ? importId : 'not known yet' }),
    ...(reason !== undefined && { reason }),
    ...(construct !== undefined && { construct: view.redactor.text(construct) }),
    ...(isGuarded && { isProtected: true }),
    attributes: attributeChanges({
      before: change.before,
      after: change.after,
      unknown: change.after == null ? undefined : change.after_unknown,
    }),
    causes: action === 'replace' ? causesOf(shown, view.changes, view.references) : [],
    reads: readsOf(shown, view),
    risks: risksOf(shown, action, isGuarded, view),
  };
}

/** What of the plan changes too. */
function readsOf({ address }: ResourceChange, { references, changes }: View): string[] {
  const read = references.all(address).flatMap((target) => (changes.get(target) ?? []).map((change) => change.address));
  return [...new Set(read)].filter((target) => target !== address).sort();
}

function risksOf(shown: ResourceChange, action: Action, isGuarded: boolean, view: View): RiskFound[] {
  const own = [
    ...assess(shown, action, isGuarded),
    ...lockoutRisk(shown),
    ...(view.permissions.get(shown.address) ?? []).flatMap(permissionRisk),
    ...(view.network.get(shown.address) ?? []).flatMap(networkRisk),
  ];
  const unique = new Map(own.map((found) => [`${found.risk} ${found.says}`, found]));
  return [...unique.values()].sort((a, b) => compareRisks(a.risk, b.risk));
}

function grouped<T extends { readonly address: string }>(all: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const list = found.get(one.address);
    if (list === undefined) found.set(one.address, [one]);
    else list.push(one);
  }
  return found;
}

function outputsOf(plan: PlanJson, redactor: Redactor): OutputPreview[] {
  return Object.entries(plan.output_changes).flatMap(([name, change]): OutputPreview[] => {
    const action = actionOf({ address: name, mode: 'managed', type: '', change });
    if (action === undefined) return [];
    const shown = redactor.change(change);
    return [
      {
        name: redactor.text(name),
        action,
        attributes: attributeChanges({ ...shown, unknown: redactor.all(change.after_unknown) }),
      },
    ];
  });
}

function unknownActions(seen: readonly Seen[]): string[] {
  return seen
    .filter(({ action }) => action === 'unrecognised')
    .map(({ raw }) => `action '${raw.change.actions.join(', ')}' of ${raw.address}`);
}
