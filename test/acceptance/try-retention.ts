import { deepStrictEqual, throws } from 'node:assert';
import { resourceName } from '../../src/naming/names';
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
const takenBack: SystemInput = { ...unmounted, volumes: { pages: { kind: 'efs', backups: { retentionDays: 7 } } } };
const without: SystemInput = { ...unmounted, volumes: {} };

/** Does to a system whatever could lose what it remembers, and looks each time whether the same file system is still there. */
export async function tryRetention(setting: Setting): Promise<void> {
  const kept = await setting.report.step('kept: a system on an emulator', () => Retained.start(setting));
  try {
    await outlivesNames(kept, setting, await applyIt(kept, setting));
  } finally {
    await kept.close();
  }
}

/** The id of its file system. */
function applyIt(kept: Retained, { report }: Setting): Promise<string> {
  return report.step('kept: apply a system with a volume', async () => {
    kept.synth(notes);
    await kept.apply(DATA);
    await kept.apply(SERVICES);
    const [id, ...others] = await kept.fileSystems();
    deepStrictEqual(others, []);
    return id as string;
  });
}

async function outlivesNames(kept: Retained, setting: Setting, id: string): Promise<void> {
  const { report } = setting;
  const isThere = async () => deepStrictEqual(await kept.fileSystems(), [id]);
  await report.step('kept: the volume outlives a service that is renamed', async () => {
    kept.synth(otherService);
    deepStrictEqual(await kept.changes(DATA), []);
    await kept.apply(SERVICES);
    await isThere();
  });
  await report.step('kept: it outlives the stack of its services', async () => {
    kept.synth(otherService, { protect: false });
    await kept.apply(SERVICES);
    await (await kept.terraform(SERVICES)).destroy();
    deepStrictEqual(kept.trial.resources(SERVICES), []);
    await isThere();
  });
  await report.step('kept: it outlives the name of its system, in the same stack', async () => {
    kept.synth(renamed);
    // The tag that tells whose it is, and the name in what is published.
    const changes = await kept.changes(DATA);
    sameLines(
      'changes',
      changes.filter((change) => !change.startsWith('update ')),
      [],
    );
    await kept.trial.applyPlanned(DATA);
    await isThere();
  });
  await leavesSpec(kept, setting, id, isThere);
}

async function leavesSpec(
  kept: Retained,
  { report }: Setting,
  id: string,
  isThere: () => Promise<void>,
): Promise<void> {
  const own = kept.ledger.map(({ address }) => address);
  await report.step(
    'kept: it does not leave the spec without a decision, and outlives the one to keep it',
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
      await isThere();
    },
  );
  await report.step('kept: it is taken back', async () => {
    kept.decide();
    kept.synth(takenBack);
    const data = await kept.terraform(DATA);
    const vault = resourceName('backupVault', 'keep', 'notes');
    for (const address of own) await data.import(address, address.startsWith('aws_efs') ? id : vault);
    await kept.apply(DATA);
    await isThere();
  });
  await report.step('kept: it goes where that was decided, a deploy after its protection', async () => {
    kept.decide('delete');
    kept.synth(takenBack);
    await kept.apply(DATA);
    await isThere();
    kept.synth(without);
    await kept.apply(DATA);
    deepStrictEqual(await kept.fileSystems(), []);
  });
}
