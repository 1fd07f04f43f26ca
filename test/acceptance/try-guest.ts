import { deepStrictEqual } from 'node:assert';
import { join } from 'node:path';
import type { Contract } from '../../src/spec/contract';
import type { SystemContract } from '../../src/spec/system-contract';
import type { EmulatedAws } from '../support/emulated-aws';
import { expectedRules } from './expected-rules';
import { GUEST_RULES, GUEST_SERVICES, guestApp } from './guest';
import { observedRules } from './observed-rules';
import type { Platform } from './platform';
import { sameLines } from './same-lines';
import type { Setting } from './setting';
import { Trial } from './trial';

/** A second app, with its own state, comes to a standing platform, which has nothing to change for it. */
export async function letGuestIn({ report, schema, dir }: Setting, platform: Platform): Promise<Trial> {
  const { aws, trial, emulator } = platform;
  const guest = new Trial(join(dir, 'guest'), emulator.url, schema);
  await report.step('guest: a second app adds a service, a route and edges, knowing only the contract', async () => {
    await synthesize(guest, platform);
    await guest.init();
    await guest.apply();
  });
  await report.check('guest: its rules are there, and nobody has anything to change', async () => {
    const { contract, systems } = platform.published();
    const services = guest.output<SystemContract['services']>(GUEST_SERVICES.stack, GUEST_SERVICES.output);
    const published = { contract, systems: [...systems, { version: 1 as const, system: 'labelling', services }] };
    const expected = [...expectedRules(platform.asked()), ...GUEST_RULES];
    sameLines('rules', await observedRules(aws, published), expected);
    deepStrictEqual([await guest.changes(), await trial.changes(['trial-foundation', 'trial-ads'])], [{}, {}]);
  });
  return guest;
}

/** It learns from the contract that nothing is protected any more, and leaves while the platform stands. */
export async function letGuestGo({ report }: Setting, platform: Platform, guest: Trial): Promise<void> {
  await report.step('guest: leaves when the contract no longer protects it', async () => {
    await synthesize(guest, platform);
    await guest.apply();
    await guest.destroy();
    deepStrictEqual(guest.resources(GUEST_SERVICES.stack), []);
  });
}

async function synthesize(guest: Trial, { aws, trial }: Platform): Promise<void> {
  const contract = await publishedContract(aws);
  const ads = trial.output<SystemContract>('trial-ads', 'services');
  guest.synth((outdir) => guestApp(outdir, contract, ads));
}

/** The contract as everybody in the account can read it. */
async function publishedContract(aws: EmulatedAws): Promise<Contract> {
  const reply = await aws.json<{ Parameter: { Value: string } }>('ssm', 'AmazonSSM.GetParameter', {
    Name: '/stowage/trial/contract',
  });
  return JSON.parse(reply.Parameter.Value) as Contract;
}
