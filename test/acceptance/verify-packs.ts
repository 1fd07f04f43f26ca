import { type App, TerraformOutput, type TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { AccountBase, AwsPlatform, CONTRACT_OUTPUT, Foundation, ImageRegistry, TeamRoles } from '../../constructs/aws';
import { PlatformApp } from '../../constructs/terraform/platform-app';
import { readOutput } from '../../constructs/terraform/state';
import { neighboursOf } from '../../src/rules/edges';
import { queuesOf } from '../../src/rules/known-queues';
import { resolveAll } from '../../src/rules/resolve-all';
import { withWaysOut } from '../../src/rules/ways-out';
import { contractOf, type LateBound, siteOf } from '../../src/spec/contract-of';
import { dataContractOf } from '../../src/spec/data-contract';
import { type EnvironmentInput, type EnvironmentSpec, environmentSpec } from '../../src/spec/environment';
import { parseSpec } from '../../src/spec/parse';
import {
  provisionalContract,
  provisionalDataContract,
  provisionalSystemContract,
} from '../../src/spec/provisional-contract';
import { keptName, type SystemInput, type SystemSpec } from '../../src/spec/system';
import { systemContractOf } from '../../src/spec/system-contract';
import { stackNames } from '../../stacks/app';
import { AwsStack } from '../../stacks/aws-stack';
import { renderData, VOLUMES_OUTPUT } from '../../stacks/render-data';
import { renderSystem } from '../../stacks/render-system';
import { testLock } from '../support/builders/test-lock';
import type { Planning } from './verify-plans';

/** A system and the environment that it is built in. */
export interface Placed {
  readonly environment: EnvironmentInput;
  readonly system: SystemInput;
}

/** The account base and the foundation of many environments in one stack: a process start costs more than a thousand resources. */
export function foundationsPack(name: string, inputs: readonly EnvironmentInput[]): Planning {
  return {
    name,
    build: (outdir) => {
      const environments = inputs.map((input) => parseSpec('Environment', environmentSpec, input));
      const { app, stack } = emptyStack(name, outdir, environments);
      for (const environment of environments) {
        const scope = new Construct(stack, environment.name);
        const { accountSettings: settings, backend } = environment;
        new AccountBase(scope, 'Account', { site: siteOf(environment), settings, backend });
        const { region, protect } = siteOf(environment);
        const site = { region: environment.registry.region ?? region, protect };
        const images = [{ system: 'ads', image: 'bidder' }];
        new ImageRegistry(scope, 'Registry', { site, registry: environment.registry, images });
        const foundation = new Foundation(scope, 'Foundation', { environment });
        new TeamRoles(foundation, 'Teams', { contract: foundation.contract, teams: environment.teams, systems: [] });
        // Each publishes under one static name; here there are several of them.
        for (const output of foundation.node.findAll().filter(TerraformOutput.isTerraformOutput)) {
          output.staticId = false;
          output.resetOverrideLogicalId();
        }
      }
      return app;
    },
  };
}

/** Many systems in one stack, each in its environment, which it knows from the contract that the foundation would publish. */
export function systemsPack(name: string, placed: readonly Placed[]): Planning {
  const inputs = [...new Set(placed.map(({ environment }) => environment))];
  const environments = inputs.map((input) => {
    const declared = parseSpec('Environment', environmentSpec, input);
    const said = placed.filter((p) => p.environment === input).map(({ system }) => system);
    const systems = resolveAll(said, declared, undefined, testLock(said));
    return { environment: withWaysOut(declared, systems), systems };
  });
  const published = environments.flatMap(({ environment, systems }) => [
    [stackNames.foundation(environment.name), { [CONTRACT_OUTPUT]: provisionalContract(environment) }] as const,
    ...systems.map(
      (system) =>
        [
          stackNames.system(environment.name, system.name),
          { services: provisionalSystemContract(system, environment) },
        ] as const,
    ),
    ...systems.map(
      (system) =>
        [
          stackNames.data(environment.name, keptName(system)),
          { [VOLUMES_OUTPUT]: provisionalDataContract(system, environment) },
        ] as const,
    ),
  ]);
  return {
    name,
    foreign: Object.fromEntries(published),
    build: (outdir) => {
      const { app, stack } = emptyStack(
        name,
        outdir,
        environments.map(({ environment }) => environment),
      );
      for (const { environment, systems } of environments) renderAll(stack, environment, systems);
      return app;
    },
  };
}

function emptyStack(name: string, outdir: string, [first]: readonly EnvironmentSpec[]): { app: App; stack: AwsStack } {
  const { region } = first as EnvironmentSpec;
  const app = new PlatformApp({ outdir });
  return {
    app,
    stack: new AwsStack(app, name, { site: siteOf(first as EnvironmentSpec), state: { backend: LOCAL, region } }),
  };
}

const LOCAL = { kind: 'local', directory: '.' } as const;

function renderAll(stack: AwsStack, environment: EnvironmentSpec, systems: readonly SystemSpec[]): void {
  const store = { backend: environment.backend, region: environment.region };
  const read = new Map<string, LateBound>();
  const outputOf = (producer: string, output: string) => {
    const late = read.get(producer) ?? readOutput(stack, store, producer, output);
    read.set(producer, late);
    return late;
  };
  const contract = contractOf(environment, outputOf(stackNames.foundation(environment.name), CONTRACT_OUTPUT));
  for (const system of systems) {
    // A system has a stack of its own elsewhere; here its resources are told apart by a scope.
    const scope = new Construct(stack, system.name) as TerraformStack;
    renderData(
      new Construct(stack, `${system.name}-data`) as TerraformStack,
      system,
      siteOf(environment),
      () => contract.network,
    );
    renderSystem(scope, system, AwsPlatform.fromContract(scope, contract), {
      neighbours: neighboursOf(systems),
      queues: queuesOf(systems),
      contractOf: (other) =>
        systemContractOf(
          systems.find(({ name }) => name === other) as SystemSpec,
          outputOf(stackNames.system(environment.name, other), 'services'),
        ),
      dataContract: () =>
        dataContractOf(system, outputOf(stackNames.data(environment.name, keptName(system)), VOLUMES_OUTPUT)),
    });
  }
}
