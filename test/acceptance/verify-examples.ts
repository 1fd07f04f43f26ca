import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTRACT_OUTPUT } from '../../constructs/aws';
import type { PlatformApp } from '../../constructs/terraform/platform-app';
import { initCommand } from '../../src/cli/init/init-command';
import { resolveAll } from '../../src/rules/resolve-all';
import { resolveEnvironment } from '../../src/rules/resolve-environment';
import type { EnvironmentInput } from '../../src/spec/environment';
import {
  provisionalContract,
  provisionalDataContract,
  provisionalSystemContract,
} from '../../src/spec/provisional-contract';
import { keptName, type SystemInput } from '../../src/spec/system';
import { buildApp, stackNames } from '../../stacks/app';
import { environments } from '../../stacks/environments';
import { VOLUMES_OUTPUT } from '../../stacks/render-data';
import { systems } from '../../stacks/systems';
import { asBuilt, testLock } from '../support/builders/test-lock';
import { hubEnvironment, hubSystems } from '../support/hub-platform';
import { projectApp } from '../support/init-project';
import { foundationsPack, systemsPack } from './verify-packs';
import type { Planning } from './verify-plans';
import { variants } from './verify-variants';

/** The example app in each of its environments, others that use what the example does not, and 250 services in one environment, planned at once. */
export function examples(): Planning[] {
  return [
    ...Object.values(environments).map((environment) => ({ ...example(environment, systems), isJudged: true })),
    ...variants.map((variant) => ({ ...example(variant.environment, variant.systems), isJudged: true })),
    { name: 'new-project', build: newProject, isJudged: true },
    foundationsPack('hub-foundation', [hubEnvironment]),
    systemsPack(
      'hub',
      hubSystems().map((system) => ({ environment: hubEnvironment, system })),
    ),
  ];
}

/** What `stowage init` writes. */
function newProject(outdir: string): PlatformApp {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-init-'));
  try {
    initCommand([dir], () => undefined);
    return projectApp(dir, outdir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function example(input: EnvironmentInput, inputs: readonly SystemInput[]): Planning {
  const environment = resolveEnvironment(input);
  const known = [...Object.keys(environments), environment.name];
  const contracts = resolveAll(inputs, environment, known, testLock(inputs)).flatMap((system) => [
    [stackNames.system(environment.name, system.name), { services: provisionalSystemContract(system, environment) }],
    [
      stackNames.data(environment.name, keptName(system)),
      { [VOLUMES_OUTPUT]: provisionalDataContract(system, environment) },
    ],
  ]);
  return {
    name: environment.name,
    build: (outdir) => buildApp(input, { systems: inputs, ...asBuilt(inputs), app: { outdir } }),
    published: {
      [stackNames.foundation(environment.name)]: { [CONTRACT_OUTPUT]: provisionalContract(environment) },
      ...Object.fromEntries(contracts),
    },
  };
}
