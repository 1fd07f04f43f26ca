import { deepStrictEqual } from 'node:assert';
import { Terraform } from '../support/terraform';
import { takeImage } from './delivery';
import { destroyOrder, precedences } from './destroy-order';
import { FILLED } from './emulator-gaps';
import { takeCertificateAndZone } from './given';
import { type Platform, withOneVariable } from './platform';
import { remains } from './remains';
import { sameLines } from './same-lines';
import type { Setting } from './setting';

/** A protected platform refuses to be destroyed until it is deployed without protection, which changes nothing else. */
export async function liftProtection({ report }: Setting, platform: Platform): Promise<void> {
  const { trial } = platform;
  await report.check('platform: protected, registry, foundation, system and data refuse to be destroyed', async () => {
    await Promise.all(
      ['images', 'trial-foundation', 'trial-ads', 'trial-streams-data'].map((name) =>
        refusesToGo(trial.stack(name).dir),
      ),
    );
  });
  await report.step('platform: lifting the protection changes in place only', async () => {
    platform.synth({ protect: false, systems: withOneVariable() });
    const changes = await trial.changes();
    const others = Object.values(changes).flat();
    sameLines(
      'changes',
      others.filter((change) => !change.startsWith('update ')),
      [],
    );
    const protectedStacks = [
      'images',
      'trial-ads',
      'trial-ads-data',
      'trial-foundation',
      'trial-recommendations',
      'trial-recommendations-data',
      'trial-streams',
      'trial-streams-data',
    ];
    sameLines('stacks', Object.keys(changes), protectedStacks);
    await trial.applyPlanned(...protectedStacks);
  });
}

/** Throws unless Terraform refuses to plan the destruction of an applied stack because of its protection. */
export async function refusesToGo(dir: string): Promise<void> {
  const said = await new Terraform(dir).plan({ destroy: true }).then(
    () => 'a plan',
    (error: Error) => error.message,
  );
  if (!said.replace(/\s+/g, ' ').includes('has lifecycle.prevent_destroy set'))
    throw new Error(`no refusal to destroy ${dir} but: ${said}`);
}

/** Stacks that hold what AWS lets go in one order only. */
const ORDERED = ['trial-foundation', 'trial-ads', 'trial-recommendations', 'trial-streams'];

/** The emulator never drains and never refuses, so that a destroy works there proves no order: the graph does. */
export async function orderOfDestroying({ report }: Setting, { trial }: Platform): Promise<void> {
  await report.check('platform: destroying goes in the order that AWS needs', async () => {
    await Promise.all(
      ORDERED.map(async (name) => {
        const terraform = new Terraform(trial.stack(name).dir);
        await terraform.plan({ destroy: true, out: 'plan' });
        const { before } = destroyOrder(await terraform.graph({ planFile: 'plan' }));
        const pairs = precedences(trial.resources(name));
        if (pairs.length < 20) throw new Error(`${name}: only ${pairs.length} pairs found`);
        const loose = pairs.filter(({ earlier, later }) => !before(earlier, later));
        sameLines(
          name,
          loose.map(({ earlier, later }) => `${earlier} may go after ${later}`),
          [],
        );
      }),
    );
  });
}

/** Everything goes, and everything is gone. */
export async function destroyIt({ report }: Setting, platform: Platform): Promise<void> {
  const { aws, emulator, given, trial } = platform;
  await report.step('platform: destroy', () => trial.destroy(ORDERED));
  await report.check('platform: nothing remains', async () => {
    deepStrictEqual(
      trial.stacks.flatMap(({ name }) => trial.resources(name)),
      [],
    );
    await takeCertificateAndZone(aws, given);
    await takeImage(aws);
    deepStrictEqual(await remains(aws, platform.made()), {});
  });
  await report.check('platform: the emulator filled in what was reviewed, and failed at nothing', async () => {
    sameLines('filled', counts(emulator.filled), counts(FILLED));
    deepStrictEqual(emulator.failed, {});
  });
}

function counts(filled: Readonly<Record<string, number>>): string[] {
  return Object.entries(filled).map(([what, things]) => `${what}: ${things}`);
}
