import type { Problem } from '../errors';
import type { Ledger, Retained } from '../spec/retained';
import { changedFields, recordedFixed, stayingFields } from './fixed';
import { retainedKey, sortedLedger } from './ledger';

/** Something in a data stack as it is about to be written. */
export interface Declared extends Omit<Retained, 'gone'> {
  /** Terraform is told never to destroy it. */
  readonly isProtected: boolean;
}

/** The environment that is written. */
export interface Guarded {
  readonly name: string;
  /** What remembers in it is protected, where its spec does not say that it is made for a while. */
  readonly protect: boolean;
  /** The first names of the systems in it: none of them is a system that was renamed to another. */
  readonly systems: readonly string[];
}

/** What is to be done so that nothing is lost that somebody did not let go. */
export interface Retention {
  /** The ledger with what is new. */
  readonly ledger: Ledger;
  /** What is new, sorted. */
  readonly added: Ledger;
  /** What is in it already, of which more is known now: what cannot change while it is there, and how far it has grown. Sorted. */
  readonly completed: Ledger;
  /** What leaves its state and stays in AWS. */
  readonly forgotten: Ledger;
  /** What loses its protection although the spec still has it, so that a later deploy may destroy it. */
  readonly released: Ledger;
  readonly problems: readonly Problem[];
}

/**
 * What a ledger and what is declared in the data stacks of one environment come to. Everything protected is in the new ledger, nothing ever
 * leaves it, and what it has must be declared, or be let go by name. Whether the environment is protected now does not matter for that: lifting
 * it is a deploy of its own, and so nothing can leave in the same one. So is letting something be deleted: that counts from when it is in the
 * ledger as `released`, which is written while it is still declared. It does matter for what is declared and not protected: where the environment
 * still is, the thing itself has become one that Terraform may replace. Codes `DroppedData`, `KeptAndDeclared`, `LostProtection`, `Replaced`,
 * `ZoneMoved`.
 */
export function decideRetention(
  ledger: Ledger,
  { name, protect, systems }: Guarded,
  declared: readonly Declared[],
): Retention {
  const here = new Map(declared.map((thing) => [retainedKey(thing), thing]));
  const known = new Set(ledger.map(retainedKey));
  const added = sortedLedger(declared.filter((thing) => thing.isProtected && !known.has(retainedKey(thing))));
  const own = sortedLedger(ledger).filter((entry) => entry.environment === name);
  const isKept = (entry: Retained) => here.get(retainedKey(entry))?.isProtected === true;
  const [there, missing] = [own.filter((e) => here.has(retainedKey(e))), own.filter((e) => !here.has(retainedKey(e)))];
  const bound = there.filter((entry) => entry.gone?.decision !== 'keep' && !isReleased(entry));
  const lost = protect ? bound.filter((entry) => !isKept(entry)) : [];
  const completed = there.flatMap((entry) => complete(entry, here.get(retainedKey(entry)) as Declared));
  const replaced = new Set(completed.map(retainedKey));
  return {
    ledger: sortedLedger([...ledger.filter((entry) => !replaced.has(retainedKey(entry))), ...completed, ...added]),
    added,
    completed,
    forgotten: missing.filter(({ gone }) => gone?.decision === 'keep'),
    released: there.filter(({ gone }) => gone?.decision === 'delete'),
    problems: [
      ...missing.filter(({ gone }) => gone === undefined).map((entry) => dropped(entry, systems)),
      ...missing.filter((entry) => entry.gone?.decision === 'delete' && !isReleased(entry)).map(droppedAtOnce),
      ...there.filter(({ gone }) => gone?.decision === 'keep').map(stillThere),
      ...lost.map(unprotected),
      ...bound
        .filter((entry) => !lost.includes(entry))
        .flatMap((entry) => changed(entry, here.get(retainedKey(entry)) as Declared)),
      ...bound.flatMap((entry) => moved(entry, here.get(retainedKey(entry)) as Declared)),
    ],
  };
}

/** The stacks that a ledger has in an environment, each with the system whose it is: also of systems that are no more. */
export function stacksOf(ledger: Ledger, environment: string): Map<string, string> {
  const own = sortedLedger(ledger).filter((entry) => entry.environment === environment);
  return new Map(own.map(({ stack, system }) => [stack, system]));
}

/**
 * Stacks of systems that would take their name, and with it the state, from data that is kept. Code `ReservedName`.
 *
 * @param stacks names of the stacks that hold no data, each with its system.
 */
export function checkStackNames(ledger: Ledger, environment: string, stacks: ReadonlyMap<string, string>): Problem[] {
  return [...stacksOf(ledger, environment)].flatMap(([stack, system]) => {
    const other = stacks.get(stack);
    if (other === undefined) return [];
    const problem = `is the name of the stack that keeps what '${system}' remembers`;
    return [{ code: 'ReservedName', field: other, problem, fix: 'rename the system' }];
  });
}

/**
 * What would have to be written into a ledger that may not be written here: nobody would miss what is new, nor know of what is to be deleted
 * that its protection was lifted. Code `NotRecorded`.
 */
export function unrecorded({ added, completed }: Pick<Retention, 'added' | 'completed'>): Problem[] {
  const problem = (entry: Retained, says: string) => ({
    code: 'NotRecorded',
    field: fieldOf(entry),
    problem: says,
    fix: record(entry),
  });
  return [
    ...added.map((entry) => problem(entry, `is new (${what(entry)}), and retained.json does not have it`)),
    ...completed
      .filter(isReleased)
      .map((entry) => problem(entry, `is to be deleted (${what(entry)}), and retained.json does not have all of that`)),
  ];
}

/** What cannot change of what is in a ledger, where that may not be written here: nothing guards it yet. A warning of code `NotRecorded`. */
export function incompleteWarnings(completed: Ledger): Problem[] {
  const kept = completed.filter((entry) => !isReleased(entry));
  return kept.map((entry) => ({
    code: 'NotRecorded',
    field: fieldOf(entry),
    problem: `is ${what(entry)}, and retained.json does not have all of it that cannot change while it is there`,
    fix: record(entry),
  }));
}

/** What is there as it was made, although the spec says something else of it now. Warnings of code `StaysAsMade`. */
export function stayingWarnings(ledger: Ledger, declared: readonly Declared[]): Problem[] {
  const here = new Map(declared.map((thing) => [retainedKey(thing), thing.fixed]));
  return ledger
    .filter(({ gone }) => gone === undefined)
    .flatMap((entry) => {
      const now = here.get(retainedKey(entry));
      return stayingFields(entry.fixed, now).map((field) => ({
        code: 'StaysAsMade',
        field: `${fieldOf(entry)}.fixed.${field}`,
        problem: `was ${entry.fixed?.[field]} for ${what(entry)}, and the spec says ${now?.[field]}: what is in it stays as it was made, and whoever mounts it may be refused`,
        fix: `put ${field} back; or change all that is in it, and write ${now?.[field]} into retained.json`,
      }));
    });
}

/** What is deployed unprotected on somebody's word. A warning of code `Released`. */
export function releasedWarnings(released: Ledger): Problem[] {
  return released.map((entry) => ({
    code: 'Released',
    field: fieldOf(entry),
    problem: `is ${what(entry)}, and loses its protection: retained.json says that it is to be deleted`,
    fix: 'take it out of the spec in the next deploy, or delete gone',
  }));
}

function record({ environment }: Retained): string {
  return `run 'STOWAGE_ENVIRONMENT=${environment} npm run synth' where the file can be committed, and commit it`;
}

/** Where its system is there, that was not renamed. */
function dropped(entry: Retained, systems: readonly string[]): Problem {
  const renamed = systems.includes(entry.system)
    ? ''
    : `, say movedFrom: '${entry.system}' of a system that was renamed,`;
  return {
    code: 'DroppedData',
    field: fieldOf(entry),
    problem: `was ${what(entry)}, and the spec has it no more: the next deploy would destroy it`,
    fix: `put it back${renamed} or let it go in retained.json with gone: { decision: 'keep', who, why }; to delete it, put it back, say 'delete' there and deploy, and take it out after that`,
  };
}

function droppedAtOnce(entry: Retained): Problem {
  return {
    code: 'DroppedData',
    field: fieldOf(entry),
    problem: `was ${what(entry)}, and leaves the spec together with the word that deletes it: nothing has lifted its protection`,
    fix: 'put it back, synthesize and deploy that; then take it out',
  };
}

/** It is to be deleted, and the ledger knew of that while it was still declared. */
function isReleased({ gone, released }: Retained): boolean {
  return gone?.decision === 'delete' && released === true;
}

function stillThere(entry: Retained): Problem {
  return {
    code: 'KeptAndDeclared',
    field: fieldOf(entry),
    problem: `is ${what(entry)}, which the spec has, and retained.json says that it is gone and kept`,
    fix: 'take it out of the spec, or delete gone; once it was deployed as gone, import it too (README, Store)',
  };
}

function unprotected(entry: Retained): Problem {
  return {
    code: 'LostProtection',
    field: fieldOf(entry),
    problem: `is ${what(entry)}, which was kept, and what the spec makes of it is not, as of Lustre with deployment: 'SCRATCH_2': the next deploy may replace it and all that is in it`,
    fix: "put back what the spec said of it; or let it go in retained.json with gone: { decision: 'delete', who, why }, and deploy that before the change",
  };
}

/**
 * The entry with what was not known of it, where that is anything. What is to be deleted is released from then on, and may be replaced as well:
 * so it is recorded as the spec has it, for when `gone` is taken out again.
 */
function complete(known: Retained, { fixed: declared, zone }: Declared): Ledger {
  if (known.gone?.decision === 'keep') return [];
  const { zone: before, released: _, ...rest } = known;
  const at = isReleased(known) ? zone : before;
  const fixed = isReleased(known) ? (declared ?? known.fixed) : recordedFixed(known.fixed, declared);
  const next = sortedLedger([
    {
      ...rest,
      ...(at !== undefined && { zone: at }),
      ...(fixed !== undefined && { fixed }),
      ...(known.gone !== undefined && { released: true }),
    },
  ]);
  return JSON.stringify(next) === JSON.stringify(sortedLedger([known])) ? [] : next;
}

function changed(entry: Retained, { fixed }: Declared): Problem[] {
  return changedFields(entry.fixed, fixed).map((field) => ({
    code: 'Replaced',
    field: `${fieldOf(entry)}.fixed.${field}`,
    problem: `was ${entry.fixed?.[field]} for ${what(entry)}, and the spec says ${fixed?.[field]}: nothing changes that of what is there, and Terraform would make another in its place, fail, or pass it over`,
    fix: `put ${field} back (in retained.json, where it was never deployed), or make another beside it and copy; or let this one go in retained.json with gone: { decision: 'delete', who, why }, and deploy that before the change`,
  }));
}

function moved(entry: Retained, { zone }: Declared): Problem[] {
  if (entry.zone === undefined || zone === undefined || zone === entry.zone) return [];
  return [
    {
      code: 'ZoneMoved',
      field: fieldOf(entry),
      problem: `is ${what(entry)} in ${entry.zone}, and the spec has it in ${zone}: nothing moves between zones`,
      fix: `use ${entry.zone}, or a new volume from a backup of this one`,
    },
  ];
}

function fieldOf({ stack, address }: Retained): string {
  return `${stack}.${address}`;
}

function what({ system, part, replica }: Retained): string {
  const thing = part === undefined ? 'data' : `'${part}'`;
  return `${thing} of system '${system}'${replica === undefined ? '' : `, replica ${replica}`}`;
}
