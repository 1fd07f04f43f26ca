import type { AwsAction } from './aws-action';
import type { ForgottenOfGroups } from './emulator-groups';
import { emulatorPatches } from './emulator-patches';

/** One call as the emulator saw it and answered it. */
export interface Exchange extends AwsAction {
  readonly request: string;
  /** Where it was sent; REST protocols say there what it is about. */
  readonly path?: string;
  readonly status: number;
  readonly body: string;
}

/** What the caller hears: the exchange's own status and body when there is nothing to add. */
export type Said = Pick<Exchange, 'status' | 'body'>;

/**
 * Says back, on reads, what a write carried and the emulator forgot, and answers the few operations it lacks. No write, nothing to say.
 * What it changes is `emulatorPatches` and no more.
 */
export class EmulatorMemory {
  /** ARN of an ECS service -> arguments of its writes, the latest on top. */
  readonly services = new Map<string, Record<string, unknown>>();
  /** Id of a security group rule -> description. */
  readonly ruleDescriptions = new Map<string, string>();
  /** ARN of a scalable target -> tags. */
  readonly targetTags = new Map<string, Record<string, string>>();
  /** Name of an auto scaling group -> what was written of it. */
  readonly groups: ForgottenOfGroups = new Map();
  /** ARN of a backup vault or plan -> tags. */
  readonly backupTags = new Map<string, Record<string, string>>();
  /** Name of a compute environment or queue of Batch -> arguments of its writes, the latest on top. */
  readonly batch = new Map<string, Record<string, unknown>>();
  /** Name of a Lambda function -> where it logs. */
  readonly functions = new Map<string, object>();
  /** Id of a saved query -> what it is. */
  readonly queries = new Map<string, object>();
  /** URL of a queue -> attributes that were written. */
  readonly queues = new Map<string, Record<string, string>>();
  /** Names of the ECS services of which all replicas run: moto starts none, and who waits for one would wait for ever. */
  readonly running: ReadonlySet<string>;
  readonly #filled = new Map<string, Set<string>>();

  constructor(running: Iterable<string> = []) {
    this.running = new Set(running);
  }

  /** What was said in the emulator's place -> for how many things. Reads are not counted: polling would make that vary. */
  get filled(): Record<string, number> {
    const counts = [...this.#filled].map(([what, ids]): [string, number] => [what, ids.size]);
    return Object.fromEntries(counts.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  note(what: string, id: string): void {
    this.#filled.set(what, (this.#filled.get(what) ?? new Set()).add(id));
  }

  /** Whether this operation is one of those that may be answered differently. */
  concerns({ service, action }: AwsAction): boolean {
    return `${service}.${action}` in emulatorPatches;
  }

  answer(exchange: Exchange): Said {
    const patch = emulatorPatches[`${exchange.service}.${exchange.action}`];
    const { status, body } = patch ? patch(this, exchange) : exchange;
    return { status, body };
  }

  /** Forgets what writes carried, for an emulator that was emptied. The count of what was filled goes on. */
  forget(): void {
    this.services.clear();
    this.ruleDescriptions.clear();
    this.targetTags.clear();
    this.backupTags.clear();
    this.groups.clear();
    this.queues.clear();
    this.functions.clear();
    this.batch.clear();
  }
}
