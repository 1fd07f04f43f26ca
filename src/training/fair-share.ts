import type { Problem } from '../errors';
import { unknownName } from '../rules/unknown-name';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';

/** A fair-share scheduling policy of AWS Batch. */
export interface FairShare {
  /** Percent kept for teams that run nothing yet, to the power of how many run. */
  readonly computeReservation: number;
  /** How long ago still counts, seconds. */
  readonly shareDecaySeconds: number;
  readonly shares: readonly Share[];
}

export interface Share {
  readonly identifier: string;
  /** Less is more: 0.5 gets twice of what 1 gets. */
  readonly weightFactor: number;
}

/** What AWS Batch takes (API_ShareAttributes and API_FairsharePolicy, 2026-11). */
export const FAIR_SHARE = { leastFactor: 0.0001, mostFactor: 999.9999, mostShares: 500, mostLetters: 255 } as const;

/** A day: who trained all night waits in the morning, and nobody pays for last week. */
const DECAY_SECONDS = 86_400;

/** Whose the jobs are where no team is named. */
const EVERYONE = 'everyone';

type Teams = TrainingClusterSpec['teams'];

/**
 * How the hosts of a cluster are shared. There is a policy without any team too: AWS Batch adds none to a queue that was made without one, and
 * takes none away.
 */
export function fairShare({
  teams,
  reservedPercent,
}: Pick<TrainingClusterSpec, 'teams' | 'reservedPercent'>): FairShare {
  const weights = Object.keys(teams)
    .sort()
    .map((name) => [name, teams[name]?.weight ?? 1] as const);
  const all = weights.length > 0 ? weights : ([[EVERYONE, 1]] as const);
  return {
    computeReservation: reservedPercent,
    shareDecaySeconds: DECAY_SECONDS,
    shares: all.map(([name, weight]) => ({ identifier: shareIdentifier(name), weightFactor: weightFactor(weight) })),
  };
}

/** The share identifier that a job runs under; of a team that `checkTeam` has nothing against. */
export function shareOf(team: string | undefined, teams: readonly string[]): string {
  return shareIdentifier(team ?? (teams.length === 1 ? (teams[0] as string) : EVERYONE));
}

function weightFactor(weight: number): number {
  const factor = Number((1 / weight).toPrecision(6));
  return Math.min(FAIR_SHARE.mostFactor, Math.max(FAIR_SHARE.leastFactor, factor));
}

/**
 * A name in letters and digits alone, from which it could be read again: a hyphen is Y, Z ends it, and whatever else is no letter or digit, as
 * well as these three, is X and four digits. Two names thus never have one identifier, and none begins another: AWS Batch refuses both.
 */
export function shareIdentifier(name: string): string {
  const letter = (char: string) => (char === '-' ? 'Y' : `X${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${name.replace(/[^a-zA-W0-9]/g, letter)}Z`;
}

/** Teams that AWS Batch has no room for, or that nobody could name. Fields are those of the cluster. */
export function checkTeams(teams: Teams): Problem[] {
  const names = Object.keys(teams);
  const { mostShares, mostLetters } = FAIR_SHARE;
  const long = names.filter((name) => shareIdentifier(name).length > mostLetters);
  return [
    ...(names.includes('')
      ? [{ code: 'InvalidName', field: 'teams', problem: "has a team named ''", fix: 'give it a name' }]
      : []),
    ...(names.length <= mostShares
      ? []
      : [
          {
            code: 'TooManyTeams',
            field: 'teams',
            problem: `are ${names.length}, and a queue of AWS Batch knows ${mostShares} at most`,
            fix: 'make teams of teams, or another cluster',
          },
        ]),
    ...long.map((name) => ({
      code: 'TeamNameTooLong',
      field: `teams.${name}`,
      problem: `is ${shareIdentifier(name).length} letters long as a share identifier, where each that is no letter or digit is five`,
      fix: `use ${mostLetters} or less`,
    })),
  ];
}

/** A job must be of one of the teams, and say of which where there are several. */
export function checkTeam(team: string | undefined, teams: readonly string[], field: string): Problem[] {
  if (team !== undefined) {
    return teams.includes(team) ? [] : [unknownName('UnknownTeam', field, 'team of this cluster', team, teams)];
  }
  if (teams.length < 2) return [];
  return [
    {
      code: 'TeamNotSaid',
      field,
      problem: `is not said, and ${teams.length} teams share this cluster`,
      fix: `use one of ${teams.map((name) => `'${name}'`).join(', ')}`,
    },
  ];
}
