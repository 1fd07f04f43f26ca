import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingTools } from '../support/missing-tools';
import { providerSchema } from '../support/provider-schema';
import { startStub } from '../support/stub';
import { constructedTypes, UNPLANNED } from './resource-table';
import { examples } from './verify-examples';
import { attemptApp, type Planning } from './verify-plans';
import { verifyRandom } from './verify-random';
import { verifyRefused } from './verify-refused';
import { coverageLines, planTable } from './verify-report';
import { failuresOf } from './verify-verdict';

/** The account of all environments here: the only one that the stub answers for. */
const ACCOUNT = '123456789012';
const DEFAULT_SEED = 20_251_121;

/** Plans everything offline with the real provider: `npm run verify [-- <seed>]`. The exit code: 0 unless something failed. */
async function verify(seed: number): Promise<number> {
  const missing = await missingTools(['terraform']);
  if (missing.length > 0) {
    console.log(`!!! NOT RUN: verify, because of what is missing here: ${missing.join('; ')}`);
    return 0;
  }
  const started = Date.now();
  const root = mkdtempSync(join(tmpdir(), 'stowage-verify-'));
  const stub = await startStub(ACCOUNT);
  try {
    const offline = { schema: await providerSchema(), stub, root };
    const attempt = (planning: Planning) => attemptApp(offline, planning.name, () => planning);
    const [apps, random, byHand] = await Promise.all([
      Promise.all(examples().map(attempt)),
      verifyRandom(offline, seed),
      verifyRefused(offline, ACCOUNT),
    ]);
    const ownStacks = apps.flatMap((app) => app.planned);
    const planned = [...ownStacks, ...random.planned];
    const dropped = [...apps, random].flatMap((app) => app.dropped);
    const types = new Set(planned.filter(({ error }) => error === undefined).flatMap((plan) => plan.types));
    const failures = [
      ...failuresOf({ examples: [...ownStacks, ...byHand.planned], random, dropped, stub }),
      ...unplanned(types),
      ...byHand.failures,
    ];
    const report = [
      ...planTable([...planned, ...byHand.planned]),
      ...coverageLines(random, seed, dropped),
      ...failures.map((f) => `FAILED ${f}`),
    ];
    console.log(report.join('\n'));
    const resources = planned.reduce((sum, plan) => sum + plan.resources, 0);
    const what = `${planned.length} stacks with ${resources} resources, planned by AWS provider ${offline.schema.version}`;
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    console.log(
      `!!! NOT PLANNED: ${UNPLANNED.join(', ')}; their provider is not had everywhere: bindings and goldens hold them`,
    );
    const verdict = failures.length === 0 ? 'passed' : `FAILED with ${failures.length} problems`;
    console.log(`verify ${verdict}: ${what} in ${seconds} s`);
    return failures.length === 0 ? 0 : 1;
  } finally {
    await stub.close();
    rmSync(root, { recursive: true, force: true });
  }
}

/** One line for each resource type that a construct can make and no plan had. */
function unplanned(types: ReadonlySet<string>): string[] {
  return constructedTypes()
    .filter((type) => !types.has(type))
    .map((type) => `no plan had a resource of type ${type}: add one to verify-variants.ts`);
}

const seed = Number(process.argv[2] ?? DEFAULT_SEED);
if (!Number.isSafeInteger(seed)) throw new Error(`the seed is '${process.argv[2]}'; use a whole number`);
verify(seed).then((code) => {
  process.exitCode = code;
});
