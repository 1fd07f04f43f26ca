import type { Statement } from './statements';

/** A statement that comes or goes. */
export interface PermissionChange extends Statement {
  readonly address: string;
  /** What the policy is of: `who may become the role`. */
  readonly policy: string;
  readonly sign: '+' | '-';
  /** Somebody may do what nobody was allowed before: an Allow that no other covers comes, or a Deny or a limit goes. */
  readonly isBroadening: boolean;
  /** Why it cannot be said what changes: the policy is hidden, or known after the apply alone. Counts as broadening. */
  readonly undecided?: string;
}

/** Whom a policy is about: what its identity may do, who may become it, or who may use a resource. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

export const SAID: Readonly<Record<PolicyKind, string>> = {
  identity: 'what it may do',
  trust: 'who may become it',
  resource: 'who may use it',
};

/** A statement of which nothing is known, which may be any. */
export const NOTHING = {
  effect: '',
  actions: [],
  resources: [],
  principals: [],
  condition: '',
  isNegated: false,
  sign: '+',
  isBroadening: true,
} as const;

/** A policy by its name alone, given to somebody or taken from them. */
export function named(address: string, sign: '+' | '-', policy: unknown): PermissionChange {
  const actions = [`policy ${String(policy ?? 'that is not known yet')}`];
  return { ...NOTHING, address, policy: SAID.identity, sign, isBroadening: sign === '+', effect: 'Allow', actions };
}
