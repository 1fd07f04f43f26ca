import { deepStrictEqual, throws } from 'node:assert';
import type { SystemInput } from '../../src/spec/system';
import { withoutHash } from './plan-changes';
import { notes, Retained } from './retention';
import { sameLines } from './same-lines';
import type { Setting } from './setting';

const [DATA, SERVICES] = ['keep-notes-data', 'keep-notes'] as const;
const { writer } = notes.services as { writer: SystemInput['services'][string] };
const otherService: SystemInput = { ...notes, services: { author: writer } };
const renamed: SystemInput = { ...notes, name: 'pages', movedFrom: 'notes' };
const unmounted: SystemInput = { ...renamed, services: { writer: { ...writer, mounts: [] } } };
/** In another way, because the emulator keeps the names of backup plans that were deleted. */
const takenBack: SystemInput = {
  ...unmounted,
  volumes: { ...notes.volumes, pages: { kind: 'efs', backups: { retentionDays: 7 } } },
};
const without: SystemInput = { ...unmounted, volumes: {} };

type Volumes = Awaited<ReturnType<Retained['volumes']>>;

/** Does to a system whatever could lose what it remembers, and looks each time whether the same volumes are still there. */
export async function tryRetention(setting: Setting): Promise<void> {
  const kept = await setting.report.step('kept: a system on an emulator', () => Retained.start(setting));
  try {
    const volumes = await applyIt(kept, setting);
    const areThere = async () => deepStrictEqual(await kept.volumes(), volumes);
    await outliveNames(kept, setting, areThere);
    await leaveSpec(kept, setting, areThere);
  } finally {
    await kept.close();
  }
}

/** What it keeps. */
function applyIt(kept: Retained, { report }: Setting): Promise<Volumes> {
  return report.step('kept: apply a system with volumes', async () => {
    kept.synth(notes);
    await kept.apply(DATA);
    await kept.apply(SERVICES);
    const volumes = await kept.volumes();
    deepStrictEqual([volumes.files.length, volumes.blocks.length], [1, 1]);
    return volumes;
  });
}

async function outliveNames(kept: Retained, { report }: Setting, areThere: () => Promise<void>): Promise<void> {
  await report.step('kept: volumes outlive a service that is renamed', async () => {
    kept.synth(otherService);
    deepStrictEqual(await kept.changes(DATA), []);
    kept.synth(otherService, { protect: false });
    await kept.apply(SERVICES);
    await areThere();
  });
  await report.step('kept: they outlive the stack of their services', async () => {
    await (await kept.terraform(SERVICES)).destroy();
    deepStrictEqual(kept.trial.resources(SERVICES), []);
    await areThere();
  });
  await report.step('kept: they outlive the name of their system, in the same stack', async () => {
    kept.synth(renamed);
    // The tag that tells whose it is, and the name in what is published.
    const changes = await kept.changes(DATA);
    sameLines(
      'changes',
      changes.filter((change) => !change.startsWith('update ')),
      [],
    );
    await kept.trial.applyPlanned(DATA);
    await areThere();
  });
}

async function leaveSpec(kept: Retained, { report }: Setting, areThere: () => Promise<void>): Promise<void> {
  const ids = kept.ids(DATA);
  const own = kept.ledger.map(({ address }) => address);
  await report.step(
    'kept: they do not leave the spec without a decision, and outlive the one to keep them',
    async () => {
      throws(() => kept.synth(without), /DroppedData/);
      kept.decide('keep');
      kept.synth(without);
      const changes = await kept.changes(DATA);
      sameLines(
        'forgotten',
        changes.filter((change) => change.startsWith('forget ')),
        own.map((address) => `forget ${withoutHash(address)}`),
      );
      await kept.trial.applyPlanned(DATA);
      deepStrictEqual(kept.trial.resources(DATA), []);
      await areThere();
    },
  );
  await report.step('kept: they are taken back', async () => {
    kept.decide();
    kept.synth(takenBack);
    const data = await kept.terraform(DATA);
    for (const address of own) await data.import(address, ids[address] as string);
    await kept.apply(DATA);
    await areThere();
  });
  await report.step('kept: they go where that was decided, a deploy after their protection', async () => {
    kept.decide('delete');
    throws(() => kept.synth(without), /nothing has lifted its protection/);
    kept.synth(takenBack);
    await kept.apply(DATA);
    await areThere();
    kept.synth(without);
    await kept.apply(DATA);
    deepStrictEqual(await kept.volumes(), { files: [], blocks: [] });
  });
}
