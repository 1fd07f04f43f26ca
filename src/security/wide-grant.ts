import { createHash } from 'node:crypto';
import { type Statement, UNSCOPABLE_ACTIONS } from '../identity/policy';

/** More actions of one statement are told together. */
const MOST = 3;

/** What is found of actions that are allowed on everything. */
export interface WideGrant {
  readonly key: string;
  readonly says: string;
}

/** Actions on everything that have a resource to name. Another action makes another key: a reason is for those that it was given for. */
export function wideGrants(actions: readonly string[]): WideGrant[] {
  const wide = actions.filter((action) => UNSCOPABLE_ACTIONS[action] === undefined).sort();
  if (wide.length <= MOST) return wide.map((action) => ({ key: action, says: `may do ${action} with everything` }));
  const hash = createHash('sha256').update(wide.join()).digest('hex').slice(0, 8);
  const some = wide.slice(0, MOST).join(', ');
  return [
    { key: `${wide.length} actions ${hash}`, says: `may do ${wide.length} actions with everything: ${some} ...` },
  ];
}

/** Keys of what is found in statements that are meant to be for everything. */
export function wideKeys(statements: readonly Statement[]): string[] {
  const wide = statements.filter(({ effect, resources }) => effect !== 'Deny' && resources.join() === '*');
  return wide.flatMap(({ actions }) => wideGrants(actions).map(({ key }) => key));
}
