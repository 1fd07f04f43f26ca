/** A step that what follows depends on has failed; it is in the report already. */
export class Halted extends Error {}

/** Counts and prints what was proved, each with its time. */
export class Report {
  passed = 0;
  failed = 0;
  readonly #notRun: string[] = [];

  /** @param print where lines go; tests listen. */
  constructor(private readonly print: (line: string) => void = console.log) {}

  /** What later steps build on. Throws `Halted` when it fails. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = Date.now();
    const outcome = await work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
    if ('value' in outcome) {
      this.passed += 1;
      this.print(`ok     ${seconds} s  ${name}`);
      return outcome.value;
    }
    this.failed += 1;
    this.print(`FAILED ${seconds} s  ${name}\n${indent(outcome.error)}`);
    throw new Halted(name);
  }

  /** What nothing builds on: a failure is counted, and the run goes on. */
  async check(name: string, work: () => Promise<unknown>): Promise<void> {
    await this.step(name, work).catch(halted);
  }

  /** One loud line for what could not be tried; it is neither passed nor failed. */
  notRun(name: string, why: string): void {
    const line = `!!! NOT RUN: ${name}: ${why}`;
    this.#notRun.push(line);
    this.print(line);
  }

  /** Says again what did not run, and last of all the count. The exit code. */
  end(): number {
    for (const line of this.#notRun) this.print(line);
    this.print(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 ? 0 : 1;
  }
}

/** Swallows a halt that the report knows of; anything else is a bug of the acceptance itself. */
export function halted(error: unknown): void {
  if (!(error instanceof Halted)) throw error;
}

function indent(error: unknown): string {
  const text = error instanceof Error ? (error.name === 'Error' ? error.message : String(error)) : String(error);
  return text.replace(/^/gm, '       | ');
}
