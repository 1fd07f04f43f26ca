import { PlatformApp } from '../constructs/terraform/platform-app';
import { refuse, renderProblem, SpecError } from '../src/errors';
import { resolveEnvironment } from '../src/rules/resolve-environment';
import type { Ledger } from '../src/spec/retained';
import { LEDGER } from '../src/storage/ledger';
import { incompleteWarnings, type Retention, unrecorded } from '../src/storage/retained';
import acknowledged from './acknowledged.json';
import { buildApp } from './app';
import { chosenEnvironment, isLaptop, isUnattended } from './environments';
import { buildLaptop } from './laptop';
import { printSecurity, printSummary } from './summary';
import { systems } from './systems';
import { printWarnings } from './warnings';
import { writeImagePlan } from './write-image-plan';
import { writeLedger } from './write-ledger';
import { writeProvisional } from './write-provisional';

try {
  if (isLaptop()) synthLaptop();
  else synthAws();
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  // What is wrong is in the user's words; where Stowage noticed it helps nobody.
  console.error(error.message);
  process.exitCode = 1;
}

/** What an engine runs here; it keeps no data that a ledger would hold. */
function synthLaptop(): void {
  const app = buildLaptop();
  app.synth();
  printSummary(app);
}

function synthAws(): void {
  const environment = chosenEnvironment();
  // Before anything is refused for want of a build: this is what it is built from.
  writeImagePlan(new PlatformApp().outdir, resolveEnvironment(environment), systems);
  const retained: Retention[] = [];
  const published: Parameters<typeof writeProvisional>[1][] = [];
  const app = buildApp(environment, {
    onRetention: (retention) => retained.push(retention),
    onPublished: (outputs) => published.push(outputs),
  });
  if (isUnattended()) refuse(LEDGER, retained.flatMap(unrecorded));
  app.synth();
  const security = app.checkSecurity({ acknowledged, today: new Date().toISOString().slice(0, 10) });
  for (const outputs of published) writeProvisional(app.outdir, outputs);
  for (const retention of retained) record(retention);
  printSummary(app);
  for (const { ledger } of retained) printKept(ledger.filter((entry) => entry.environment === environment.name));
  printSecurity(security);
  printWarnings(app);
}

/** Nothing is written where nothing is new, or nobody could commit it. */
function record({ added, completed, ledger }: Retention): void {
  if (added.length + completed.length === 0) return;
  if (isUnattended()) {
    for (const problem of incompleteWarnings(completed)) console.warn(`warning: ${renderProblem(problem)}`);
    return;
  }
  writeLedger(ledger);
  for (const { stack, address } of added) console.log(`kept from now on: ${stack} ${address}; commit stacks/${LEDGER}`);
  for (const { stack, address } of completed) console.log(`recorded: ${stack} ${address}; commit stacks/${LEDGER}`);
}

/** What no deploy may take away. */
function printKept(ledger: Ledger): void {
  if (ledger.length > 0) console.log(`kept, whatever leaves the spec: ${ledger.length} resources (stacks/${LEDGER})`);
}
