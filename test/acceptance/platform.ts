import { join } from 'node:path';
import { resourceName } from '../../src/naming/names';
import { withMembers } from '../../src/rules/members';
import { waitsOf } from '../../src/rules/start-order';
import type { EnvironmentSpec } from '../../src/spec/environment';
import { environmentSpec } from '../../src/spec/environment';
import { type SystemInput, systemSpec } from '../../src/spec/system';
import { buildApp } from '../../stacks/app';
import { systems as exampleSystems } from '../../stacks/systems';
import { EmulatedAws } from '../support/emulated-aws';
import { type Emulator, startEmulator } from '../support/emulator';
import { giveFirstImage } from './delivery';
import type { Asked } from './expected-rules';
import { giveCertificateAndZone } from './given';
import type { Published } from './observed-rules';
import type { Setting } from './setting';
import { Trial } from './trial';
import { type Given, trialEnvironment } from './trial-environment';
import { streams } from './trial-system';

/** What is applied. */
export const SYSTEMS: readonly SystemInput[] = [...exampleSystems, streams];

/** The platform under trial, on an emulator of its own. */
export class Platform {
  private constructor(
    readonly emulator: Emulator,
    readonly aws: EmulatedAws,
    readonly given: Given,
    readonly trial: Trial,
  ) {}

  static async start({ schema, dir }: Setting): Promise<Platform> {
    const emulator = await startEmulator({ running: awaited() });
    const aws = new EmulatedAws(emulator.url);
    const given = await giveCertificateAndZone(aws);
    await giveFirstImage(aws);
    return new Platform(emulator, aws, given, new Trial(join(dir, 'platform'), emulator.url, schema));
  }

  /** Synthesizes anew; what is applied stays until the next apply. */
  synth({ protect, systems = SYSTEMS }: { protect: boolean; systems?: readonly SystemInput[] }): void {
    const environment = trialEnvironment(this.given, protect);
    this.trial.synth((outdir) => buildApp(environment, { systems, app: { outdir } }));
  }

  /** What was asked for, parsed; no override of the examples names this environment. */
  asked(): Asked & { environment: EnvironmentSpec } {
    const environment = environmentSpec.parse(trialEnvironment(this.given, true));
    return { environment, systems: SYSTEMS.map((system) => systemSpec.parse(system)) };
  }

  /** Names of what is made. */
  made(): { capacityProviders: string[] } {
    return { capacityProviders: Object.keys(this.asked().environment.fleets).map((fleet) => `trial-${fleet}`) };
  }

  close(): Promise<void> {
    return this.emulator.close();
  }

  /** What the applied stacks publish of themselves. */
  published(): Published {
    return {
      contract: this.trial.output('trial-foundation', 'contract'),
      systems: SYSTEMS.map(({ name }) => this.trial.output(`trial-${name}`, 'services')),
    };
  }
}

/** Names of the ECS services that others wait for. */
function awaited(): string[] {
  return SYSTEMS.map((input) => withMembers(systemSpec.parse(input))).flatMap((system) =>
    [...[...waitsOf(system).values()].flat(), ...Object.keys(system.members.services)].map((service) =>
      resourceName('service', system.name, service),
    ),
  );
}

/** The same systems with one variable of one service changed. */
export function withOneVariable(): SystemInput[] {
  return SYSTEMS.map((system) => {
    const service = system.services['smartfeed-service'];
    if (service === undefined) return system;
    const environment = { ...service.environment, NEW_SIZE: '3G' };
    return { ...system, services: { ...system.services, 'smartfeed-service': { ...service, environment } } };
  });
}
