/** What a change may do that somebody should have wanted, gravest first. */
export const RISKS = ['data-loss', 'lockout', 'exposure', 'outage', 'cost', 'routine'] as const;
export type Risk = (typeof RISKS)[number];

/** Each in words, for who has never heard of it. */
export const RISK_WORDS: Readonly<Record<Risk, string>> = {
  'data-loss': 'what is remembered is gone',
  lockout: 'who must get in no longer can',
  exposure: 'more can be reached, or by more',
  outage: 'what serves stops for a while',
  cost: 'is paid for by the hour',
  routine: 'happens with every deploy',
};

/** The graver first. */
export function compareRisks(a: Risk, b: Risk): number {
  return RISKS.indexOf(a) - RISKS.indexOf(b);
}
