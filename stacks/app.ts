import type { AppConfig } from 'cdktf';
import { AccountBase, AwsPlatform, CONTRACT_OUTPUT, Foundation, TeamRoles } from '../constructs/aws';
import { PlatformApp } from '../constructs/terraform/platform-app';
import { readOutput, type StateStore } from '../constructs/terraform/state';
import { refuse, within } from '../src/errors';
import { parseImageLock } from '../src/images/image-lock';
import { checkSharedStackNames, type OwnedStack } from '../src/rules/check-stack-names';
import { neighboursOf } from '../src/rules/edges';
import { queuesOf } from '../src/rules/known-queues';
import { dependenciesOf, resolveAll } from '../src/rules/resolve-all';
import { resolveEnvironment } from '../src/rules/resolve-environment';
import { memberWarnings } from '../src/rules/volume-warnings';
import { sharedWarnings } from '../src/rules/warnings';
import { withWaysOut } from '../src/rules/ways-out';
import { contractOf, siteOf } from '../src/spec/contract-of';
import { dataContractOf } from '../src/spec/data-contract';
import type { EnvironmentInput } from '../src/spec/environment';
import { hasData, keptName, type SystemInput, type SystemSpec } from '../src/spec/system';
import { systemContractOf } from '../src/spec/system-contract';
import { isKept } from '../src/storage/capabilities';
import { parseLedger, strayWarnings } from '../src/storage/ledger';
import { checkStackNames, type Retention, stacksOf } from '../src/storage/retained';
import { AwsStack } from './aws-stack';
import { environments as ownEnvironments } from './environments';
import ownLock from './images.lock.json';
import { addImages, type ImagesOptions } from './images-stack';
import { type ProvisionalOutputs, provisionalOutputs } from './provisional-outputs';
import { renderData, VOLUMES_OUTPUT } from './render-data';
import { renderSystem, SERVICES_OUTPUT } from './render-system';
import { type DataStack, retain } from './retain';
import ownLedger from './retained.json';
import { stackNames } from './stack-names';
import { systems as ownSystems } from './systems';
import { warn } from './warnings';

export { stackNames };

export interface BuildOptions {
  /** Systems to deploy. @default - those of `stacks/systems` */
  readonly systems?: readonly SystemInput[];
  /** Names of all environments: an override for any other is a mistake. @default - those of `stacks/environments.ts`, and this one */
  readonly environments?: readonly string[];
  /** What `images.lock.json` holds: the build of each image that is deployed. @default - that beside this file */
  readonly lock?: unknown;
  /** What `retained.json` holds: all that is kept. @default - that beside this file with the systems beside it, with others none */
  readonly ledger?: unknown;
  /** Is told what the ledger and the systems come to; nothing is written here. @default - nobody is */
  readonly onRetention?: (retention: Retention) => void;
  /** Is told what each stack would publish if it were applied; nothing is written here. @default - nobody is */
  readonly onPublished?: (outputs: Readonly<Record<string, ProvisionalOutputs>>) => void;
  /** The hash of all that an image is built from. @default - of its files, from the working directory */
  readonly hashOf?: ImagesOptions['hashOf'];
  /** Output directory and the like. @default {} */
  readonly app?: AppConfig;
}

/** The app of one environment: account, images, foundation, and for each system a stack, and one more for what it remembers. Throws `SpecError` for everything wrong at once. */
export function buildApp(
  input: EnvironmentInput,
  {
    systems: inputs = ownSystems,
    environments: known = Object.keys(ownEnvironments),
    lock: lockDocument = ownLock,
    ledger: ledgerDocument = inputs === ownSystems ? ownLedger : [],
    onRetention,
    onPublished,
    hashOf,
    app: config = {},
  }: BuildOptions = {},
): PlatformApp {
  const asked = resolveEnvironment(input);
  const lock = parseImageLock(lockDocument);
  const ledger = parseLedger(ledgerDocument);
  const systems = resolveAll(inputs, asked, [...new Set([...known, asked.name])], lock, ledger);
  const environment = withWaysOut(asked, systems);
  const { backend, region, name } = environment;
  const computing = new Map(systems.map((system) => [stackNames.system(name, system.name), system.name]));
  const everywhere = [...new Set([...known, name])].flatMap((of) => ownedStacks(of, systems));
  refuse('Systems', [...checkStackNames(ledger, name, computing), ...checkSharedStackNames(name, everywhere)]);
  const app = new PlatformApp(config);
  const site = siteOf(environment);
  const state: StateStore = { backend, region };

  const bootstrap: StateStore = environment.accountSettings.bootstrap
    ? { region, backend: { kind: 'local', directory: '.' } }
    : state;
  const account = new AwsStack(app, stackNames.account, {
    site,
    state: bootstrap,
    // All environments of an account and region share this stack, so they share its state.
    stateName: `account-${site.account}-${region}`,
  });
  new AccountBase(account, 'Account', {
    site,
    settings: environment.accountSettings,
    backend,
  });

  addImages(app, { environment, systems: inputs, lock, ...(hashOf && { hashOf }) });

  const foundation = new AwsStack(app, stackNames.foundation(name), { site, state });
  const { contract: built } = new Foundation(foundation, 'Foundation', { environment });
  new TeamRoles(foundation, 'Teams', { contract: built, teams: environment.teams, systems });
  warn(foundation, [...sharedWarnings(environment, systems), ...strayWarnings(ledger, [...known, name])]);
  // Trunks are given to hosts that start after the account's setting is on.
  foundation.addDependency(account);

  const stacks = new Map(
    systems.map((system) => [
      system.name,
      new AwsStack(app, stackNames.system(name, system.name), {
        site,
        state,
        system: system.name,
        team: system.team,
      }),
    ]),
  );
  const neighbours = neighboursOf(systems);
  const queues = queuesOf(systems);
  const remembering: DataStack[] = [];
  const dataStack = (id: string, system: string, keptBy: string, team?: string) => {
    const data = new AwsStack(app, id, { site, state, system, team });
    // The bucket for its state may be new.
    data.addDependency(account);
    remembering.push({ stack: data, system: keptBy });
    return data;
  };
  for (const system of systems) {
    const stack = stacks.get(system.name) as AwsStack;
    stack.addDependency(foundation);
    warn(stack, within(system.name, memberWarnings(system)));
    if (hasData(system)) {
      const data = dataStack(stackNames.data(name, keptName(system)), system.name, keptName(system), system.team);
      if (Object.values(system.volumes).some(isKept)) data.addDependency(foundation);
      renderData(data, system, site, () => {
        const published = readOutput(data, state, foundation.node.id, CONTRACT_OUTPUT);
        return contractOf(environment, published).network;
      });
      // Its names are computed; what they name must be there when the services start.
      stack.addDependency(data);
    }
    for (const other of dependenciesOf(system, systems)) stack.addDependency(stacks.get(other) as AwsStack);
    const contract = contractOf(environment, readOutput(stack, state, foundation.node.id, CONTRACT_OUTPUT));
    renderSystem(stack, system, AwsPlatform.fromContract(stack, contract, { team: system.team }), {
      neighbours,
      queues,
      contractOf: (other) =>
        systemContractOf(
          systems.find((s) => s.name === other) as never,
          readOutput(stack, state, stackNames.system(name, other), SERVICES_OUTPUT),
        ),
      dataContract: () =>
        dataContractOf(system, readOutput(stack, state, stackNames.data(name, keptName(system)), VOLUMES_OUTPUT)),
    });
  }
  // What a system remembered that is no more is let go in its own stack.
  for (const [id, system] of stacksOf(ledger, name))
    if (!remembering.some(({ stack }) => stack.node.id === id)) dataStack(id, system, system);
  const retention = retain({ ...environment, systems: systems.map(keptName) }, remembering, ledger);
  onRetention?.(retention);
  onPublished?.(provisionalOutputs(environment, systems));
  return app;
}

/** The stacks of its own that an environment has. */
function ownedStacks(environment: string, systems: readonly SystemSpec[]): OwnedStack[] {
  return [
    { environment, name: stackNames.foundation(environment) },
    ...systems.flatMap((system) => [
      { environment, system: system.name, name: stackNames.system(environment, system.name) },
      ...(hasData(system)
        ? [{ environment, system: system.name, name: stackNames.data(environment, keptName(system)) }]
        : []),
    ]),
  ];
}
