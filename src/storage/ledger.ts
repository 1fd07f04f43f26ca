import { type Problem, SpecError } from '../errors';
import { parseSpec } from '../spec/parse';
import { type Ledger, ledgerSpec, type Retained } from '../spec/retained';

/** The name of the ledger, wherever it is. */
export const LEDGER = 'retained.json';

/** The ledger in a JSON document. Throws `SpecError` for anything else, and for one address twice. */
export function parseLedger(document: unknown): Ledger {
  const ledger = parseSpec(LEDGER, ledgerSpec, document);
  const keys = ledger.map(retainedKey);
  const twice = ledger.filter((entry, i) => keys.indexOf(retainedKey(entry)) < i);
  if (twice.length === 0) return sortedLedger(ledger);
  throw new SpecError(
    LEDGER,
    twice.map(({ stack, address }) => ({
      code: 'DuplicateEntry',
      field: `${stack}.${address}`,
      problem: 'is in it twice',
      fix: 'delete one of the two',
    })),
  );
}

/** The text of a ledger: the same for the same entries in any order. */
export function renderLedger(ledger: Ledger): string {
  return `${JSON.stringify(sortedLedger(ledger), null, 2)}\n`;
}

/** What tells one thing from all others. */
export function retainedKey({ stack, address }: Pick<Retained, 'stack' | 'address'>): string {
  return `${stack} ${address}`;
}

/** By stack and address, each entry with its fields in one order. */
export function sortedLedger(ledger: Ledger): Retained[] {
  return [...ledger]
    .sort((a, b) => (retainedKey(a) < retainedKey(b) ? -1 : 1))
    .map(({ environment, stack, address, system, part, replica, zone, fixed, gone, released }) => ({
      environment,
      stack,
      address,
      system,
      ...(part !== undefined && { part }),
      ...(replica !== undefined && { replica }),
      ...(zone !== undefined && { zone }),
      ...(fixed !== undefined && {
        fixed: Object.fromEntries(Object.entries(fixed).sort(([a], [b]) => (a < b ? -1 : 1))),
      }),
      ...(gone !== undefined && { gone: { decision: gone.decision, who: gone.who, why: gone.why } }),
      ...(released && { released }),
    }));
}

/** Environments of a ledger that are none: what it has of them is asked for no more. Warnings of code `StrayEntries`. */
export function strayWarnings(ledger: Ledger, environments: readonly string[]): Problem[] {
  const stray = new Set(ledger.map(({ environment }) => environment).filter((name) => !environments.includes(name)));
  return [...stray].sort().map((name) => ({
    code: 'StrayEntries',
    field: `${LEDGER}.environment`,
    problem: `is '${name}' of ${ledger.filter(({ environment }) => environment === name).length} entries, and there is no such environment: its stacks stay as they are, and another name for it makes others, which are empty`,
    fix: `call it '${name}' again; where it is destroyed, take its entries out`,
  }));
}

/** A volume of a system, as a ledger knows it. */
export interface RecordedVolume {
  readonly environment: string;
  /** Name of its system, or the first that this had. */
  readonly system: string;
  readonly volume: string;
}

/** The zone that a volume, or that of one replica, was first made in; undefined where it never was. */
export function recordedZone(ledger: Ledger, volume: RecordedVolume, replica?: number): string | undefined {
  return entriesOf(ledger, volume).find((entry) => entry.replica === replica && entry.zone !== undefined)?.zone;
}

/**
 * The replicas that have a volume of their own, also those that run no more, sorted. One that is to be deleted is among them for as long as
 * its entry is there: it must be declared to lose its protection first. One that is kept in AWS is not.
 */
export function recordedReplicas(ledger: Ledger, volume: RecordedVolume): number[] {
  const kept = entriesOf(ledger, volume).filter((entry) => entry.gone?.decision !== 'keep');
  return [...new Set(kept.flatMap(({ replica }) => replica ?? []))].sort((a, b) => a - b);
}

function entriesOf(ledger: Ledger, { environment, system, volume }: RecordedVolume): Retained[] {
  return ledger.filter(
    (entry) => entry.environment === environment && entry.system === system && entry.part === `volumes.${volume}`,
  );
}
