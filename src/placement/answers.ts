import type { PlacementField } from '../spec/placement';

/** Marathon's operators, as the keys of a constraint. */
export const OPERATORS = ['unique', 'cluster', 'groupBy', 'like', 'unlike', 'maxPer', 'is'] as const;
export type Operator = (typeof OPERATORS)[number];

/** How far ECS keeps to a constraint: always, as well as the hosts allow, or not. What it does not is refused. */
export type Answer = 'exact' | 'approximated' | 'refused';

/** When a constraint gets which answer, and by what means. */
export type Answers = Readonly<Partial<Record<Answer, string>>>;

const FEW = 'there are never more replicas at once than that';
const SINGLE = 'there is never more than one replica at once, or the fleet never has more than one host';
const ONE_VALUE = 'every host of the fleet has the same value';
const SPREAD =
  'a preference for hosts whose value has the fewest replicas; a rollout or a full host may break it for a while';
const REBALANCED = `${SPREAD}, and zone rebalancing mends it`;
const NO_LIMIT = 'ECS has no limit on the replicas that share an attribute';
const SEVERAL =
  'hosts of the fleet differ in it, and a memberOf constraint would keep managed scaling from adding the host that is missing';
const UNKNOWN = 'its values are not known before there are hosts';

type Columns = Readonly<Record<'host' | 'zone' | 'several' | 'one' | 'unknown', Answers>>;

/** Of a fleet's hosts the types differ, processor, system and fleet never do, and the images only AWS knows. */
function byField({ host, zone, several, one, unknown }: Columns): Readonly<Record<PlacementField, Answers>> {
  return { host, zone, 'instance-type': several, architecture: one, os: one, ami: unknown, fleet: one };
}

const unlimited: Answers = { exact: FEW, refused: NO_LIMIT };
const judged: Answers = { exact: 'every host of the fleet satisfies it', refused: SEVERAL };
const judgedAlike: Answers = { exact: 'every host of the fleet satisfies it', refused: 'no host of the fleet does' };
const unjudged: Answers = { refused: UNKNOWN };

const limited = (host: string) =>
  byField({
    host: { exact: `${FEW}, or ${host}`, refused: 'the fleet has too few hosts, or a host has room for more' },
    zone: { exact: FEW, approximated: REBALANCED, refused: 'there are more replicas than the zones may have' },
    several: unlimited,
    one: unlimited,
    unknown: unlimited,
  });
const matched = byField({ host: unjudged, zone: judged, several: judged, one: judgedAlike, unknown: unjudged });

/**
 * What ECS makes of each of Marathon's operators on each field. Managed scaling adds hosts for what waits, but not where a `memberOf`
 * constraint is in the way: only `distinctInstance` is safe with it (ECS developer guide, "Automatically manage Amazon ECS capacity with
 * cluster auto scaling", 2026-11). So a constraint that only some hosts satisfy is refused, and one that all satisfy needs nothing.
 */
export const ANSWERS: Readonly<Record<Operator, Readonly<Record<PlacementField, Answers>>>> = {
  unique: limited('distinctInstance keeps them apart'),
  maxPer: limited('distinctInstance keeps them apart for a limit of 1, or no host has room for more than the limit'),
  cluster: byField({
    host: { exact: SINGLE, refused: 'ECS keeps replicas apart on hosts, and never together' },
    zone: { exact: `${ONE_VALUE}, or ${SINGLE}`, refused: SEVERAL },
    several: { exact: `${ONE_VALUE}, or ${SINGLE}`, refused: SEVERAL },
    one: { exact: ONE_VALUE, refused: 'no host of the fleet has that value' },
    unknown: { exact: SINGLE, refused: UNKNOWN },
  }),
  groupBy: byField({
    host: { approximated: SPREAD, refused: 'the fleet has fewer hosts than that' },
    zone: { exact: ONE_VALUE, approximated: REBALANCED, refused: 'the fleet has fewer zones than that' },
    several: { exact: ONE_VALUE, approximated: SPREAD, refused: 'the fleet has fewer types than that' },
    one: { exact: ONE_VALUE, refused: 'every host of the fleet has the same value' },
    unknown: { approximated: SPREAD, refused: UNKNOWN },
  }),
  like: matched,
  unlike: matched,
  is: matched,
};
