import type { Action } from './action';
import type { RiskFound } from './model';
import { at } from './nested-json';
import type { Change, ResourceChange } from './plan-json';
import { compareRisks, type Risk } from './risk';
import { RISK_TABLE, type TypeRisk, UNJUDGED } from './risk-table';

/** What may come of a change by the type of its resource. @param isProtected its tag said so before the plan. */
export function assess(resource: ResourceChange, action: Action, isProtected: boolean): RiskFound[] {
  if (resource.mode !== 'managed') return [];
  const isJudged = Object.hasOwn(RISK_TABLE, resource.type);
  const type = isJudged ? (RISK_TABLE[resource.type] as TypeRisk) : UNJUDGED;
  const found = [...ofAction(resource, action, type, isProtected), ...ofAttributes(resource, type)];
  return found.sort((a, b) => compareRisks(a.risk, b.risk));
}

function ofAction(resource: ResourceChange, action: Action, type: TypeRisk, isProtected: boolean): RiskFound[] {
  const whose = whoseOf(isProtected);
  switch (action) {
    case 'delete':
      if (resource.deposed !== undefined && type.gone !== 'data-loss')
        return [{ risk: 'routine', says: `${type.what} that was replaced before is destroyed` }];
      return [{ risk: type.gone, says: `${type.what}${whose} is destroyed` }];
    case 'replace':
      return [replaced(resource.change.actions, type, isProtected)];
    case 'forget':
      return [forgotten(type, isProtected)];
    case 'create':
      return type.created === undefined ? [] : [{ risk: type.created, says: `${type.what} is paid for from now on` }];
    case 'unrecognised':
      return [
        {
          risk: type.gone === 'routine' ? 'outage' : type.gone,
          says: `${type.what}: nobody knows what this does`,
          of: resource.change.actions.join(', '),
        },
      ];
    default:
      return [];
  }
}

function whoseOf(isProtected: boolean): string {
  return isProtected ? ', which is protected,' : '';
}

function replaced(actions: readonly string[], type: TypeRisk, isProtected: boolean): RiskFound {
  const { what, gone, replaced = gone, replacedAfter = replaced } = type;
  if (actions.includes('forget') && isProtected && gone === 'data-loss') return forgotten(type, isProtected);
  if (actions.includes('forget'))
    return { risk: 'cost', says: `${what} is made anew; what was there stays and is paid for, and nobody manages it` };
  const isCreatedFirst = actions[0] === 'create';
  const order = isCreatedFirst ? 'made anew, then the old one is destroyed' : 'destroyed, then made anew';
  return { risk: isCreatedFirst ? replacedAfter : replaced, says: `${what}${whoseOf(isProtected)} is ${order}` };
}

/**
 * What is forgotten stays, and nobody looks after it. Where it was protected that is as grave as its end: no plan sees any more what becomes
 * of it. It is not refused, because what the ledger of synth lets go with `keep` is forgotten in the same way.
 */
function forgotten({ what, gone, created }: TypeRisk, isProtected: boolean): RiskFound {
  if (isProtected && gone === 'data-loss')
    return {
      risk: gone,
      says: `${what}${whoseOf(isProtected)} is forgotten: it stays in AWS, and nobody looks after it any more`,
    };
  const risk: Risk = gone === 'data-loss' || created === 'cost' ? 'cost' : 'routine';
  return {
    risk,
    says: `${what} leaves Terraform: it stays in the cloud${risk === 'cost' ? ', is paid for,' : ''} and nobody manages it`,
  };
}

function ofAttributes(
  { change, change: { after, actions } }: ResourceChange,
  { attributes = [] }: TypeRisk,
): RiskFound[] {
  if (after == null || actions.every((action) => action === 'no-op')) return [];
  return attributes.flatMap(({ path, to, risk, says }) => {
    const isNew = change.before == null;
    const hit = placesOf(path.split('.'), change).some(([was, will]) => comesTo(to, was, will, isNew));
    return hit ? [{ risk, says }] : [];
  });
}

function comesTo(
  to: TypeRisk['attributes'] extends readonly (infer A)[] | undefined ? (A extends { to: infer T } ? T : never) : never,
  was: unknown,
  will: unknown,
  isNew: boolean,
): boolean {
  if (to === 'less' || to === 'more') {
    // What is written as text is a number all the same.
    const [a, b] = [Number(was ?? Number.NaN), Number(will ?? Number.NaN)];
    return !isNew && (to === 'less' ? b < a : b > a);
  }
  if (to === 'any') return !isNew && JSON.stringify(was) !== JSON.stringify(will);
  const isIt = (value: unknown) => value === to || (to === '' && value == null);
  // What is made without something has not lost it.
  return isIt(will) && !isIt(was) && (to !== '' || !isNew);
}

/** Both sides of every place that a path leads to. */
function placesOf(path: readonly string[], { before, after }: Pick<Change, 'before' | 'after'>): [unknown, unknown][] {
  return path.reduce<[unknown, unknown][]>(
    (pairs, key) =>
      pairs.flatMap(([was, will]): [unknown, unknown][] => {
        if (key !== '*') return [[at(was, key), at(will, key)]];
        const length = Math.max(...[was, will].map((side) => (Array.isArray(side) ? side.length : 0)));
        return Array.from({ length }, (_, i): [unknown, unknown] => [at(was, i), at(will, i)]);
      }),
    [[before, after]],
  );
}
