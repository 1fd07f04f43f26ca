import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingTools } from '../support/missing-tools';
import { providerSchema } from '../support/provider-schema';
import { startStub } from '../support/stub';
import { unexpectedDrops } from './verify-dropped';
import { examples } from './verify-examples';
import { planApp } from './verify-plans';
import { verifyRandom } from './verify-random';
import { coverageLines, planTable } from './verify-report';

const ACCOUNT = '123456789012';
const DEFAULT_SEED = 20_251_121;

/** Plans everything offline with the real provider. `npm run verify [-- <seed>]`. The exit code: 0 unless something failed. */
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
    const apps = await Promise.all(examples().map((planning) => planApp(offline, planning)));
    const random = await verifyRandom(offline, seed);
    const planned = [...apps.flatMap((app) => app.planned), ...random.planned];
    const failures = [
      ...apps
        .flatMap((app) => app.planned)
        .flatMap(({ stack, error }) => (error === undefined ? [] : [`${stack}: ${error}`])),
      ...random.failures,
      ...random.coverage.gaps,
      ...unexpectedDrops([...apps, random].flatMap(({ dropped }) => dropped)),
      ...[...new Set(stub.refused)].map((operation) => `a plan called ${operation}, which is no business of a plan`),
    ];
    console.log(
      [...planTable(planned), ...coverageLines(random, seed), ...failures.map((failure) => `FAILED ${failure}`)].join(
        '\n',
      ),
    );
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    const resources = planned.reduce((sum, plan) => sum + plan.resources, 0);
    console.log(
      failures.length === 0
        ? `verify passed: ${planned.length} stacks with ${resources} resources planned by AWS provider ${offline.schema.version} in ${seconds} s`
        : `verify FAILED: ${failures.length} problems in ${seconds} s`,
    );
    return failures.length === 0 ? 0 : 1;
  } finally {
    await stub.close();
    rmSync(root, { recursive: true, force: true });
  }
}

const [seed = String(DEFAULT_SEED)] = process.argv.slice(2);
verify(Number(seed)).then((code) => {
  process.exitCode = code;
});
