import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpecError } from '../../../src/errors';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { SystemInput } from '../../../src/spec/system';
import { buildApp } from '../../../stacks/app';
import { environments } from '../../../stacks/environments';
import { refusedCases } from './index';
import { unplannedCases } from './unplanned';
import { wordCases } from './words';

const outdir = mkdtempSync(join(tmpdir(), 'stowage-refused-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

function codesOf(environment: EnvironmentInput, system: SystemInput): string[] {
  try {
    buildApp(environment, { systems: [system], app: { outdir } }).synth();
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems.map(({ code }) => code);
    throw error;
  }
}

describe.each(
  [...refusedCases, ...unplannedCases, ...wordCases].map((one) => [`${one.code}: ${one.what}`, one] as const),
)('%s', (_, one) => {
  const { environment = environments.dev, legalEnvironment = environment } = one;

  test('is refused, and for nothing else', () => {
    expect([...new Set(codesOf(environment, one.refused))]).toEqual([one.code]);
  });

  test('synthesizes once it is mended', () => {
    expect(codesOf(legalEnvironment, one.legal)).toEqual([]);
  });
});

test('no two cases write one resource', () => {
  const addresses = refusedCases.flatMap(({ terraform }) =>
    Object.entries(terraform).flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`)),
  );
  expect(addresses.filter((address, i) => addresses.indexOf(address) < i)).toEqual([]);
});
