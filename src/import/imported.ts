import { type Problem, SpecError } from '../errors';
import { checkSpec } from '../spec/parse';
import { serviceSpec } from '../spec/service';
import { type SystemInput, systemSpec } from '../spec/system';
import { systemJobSpec } from '../spec/training/system-job';
import type { Note } from './note';

/** A system as it was elsewhere, and what became of every field of it. */
export interface Imported {
  readonly system: SystemInput;
  readonly notes: readonly Note[];
}

/** How strictly and how safely something is imported. */
export interface ImportOptions {
  /** Name of the system. @default what the source says, or its file is called */
  readonly name?: string;
  /** Refuses what is not the same here. @default false */
  readonly strict?: boolean;
  /** Has the defaults of this platform, a user and a closed root, in place of what the source means. @default false */
  readonly harden?: boolean;
  /** Name of the gateway of its routes. @default the only one of the environment */
  readonly gateway?: string;
}

/** What was imported, judged. Throws `SpecError` with all problems of the source, or with all that strictness refuses. */
export function imported(
  what: string,
  system: SystemInput,
  notes: readonly Note[],
  problems: readonly Problem[],
  strict = false,
): Imported {
  if (problems.length > 0) throw new SpecError(what, problems);
  const checked = checkSpec(systemSpec, system);
  if (checked.problems.length > 0) throw new SpecError(`What ${what} became`, checked.problems);
  const loose = notes.filter(({ kind }) => kind === 'approximated' || kind === 'question');
  if (strict && loose.length > 0) throw new SpecError(what, loose.map(refusal));
  return { system: inOrder(system), notes };
}

/** A note that strictness does not let through. */
function refusal({ field, kind, became, why }: Note): Problem {
  const fix = `${became === undefined ? '' : `it would become ${became}; `}change it, or import without --strict`;
  return kind === 'question'
    ? { code: 'UnansweredQuestion', field, problem: `leaves a question: ${why}`, fix }
    : { code: 'NotTheSame', field, problem: `is not the same here: ${why}`, fix };
}

/** The same with fields of services and jobs in the order in which the spec has them, which is the order in which people read. */
function inOrder(system: SystemInput): SystemInput {
  const services = mapEach(system.services, (service) => sorted(service, serviceSpec.shape));
  const jobs = mapEach(system.jobs ?? {}, (job) => sorted(job, systemJobSpec.shape));
  return { ...system, services, ...(Object.keys(jobs).length > 0 && { jobs }) };
}

function sorted<T extends object>(value: T, shape: object): T {
  const order = Object.keys(shape);
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))) as T;
}

function mapEach<T>(record: Readonly<Record<string, T>>, map: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
