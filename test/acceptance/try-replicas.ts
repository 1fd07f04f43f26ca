import { deepStrictEqual } from 'node:assert';
import { join } from 'node:path';
import type { SystemInput } from '../../src/spec/system';
import { Retained } from './retention';
import { sameLines } from './same-lines';
import type { Setting } from './setting';

const [DATA, SERVICES] = ['keep-shards-data', 'keep-shards'] as const;

/** A service with a volume for each of its replicas. */
const shards = (replicas: number, sizeGiB = 10): SystemInput => ({
  name: 'shards',
  services: {
    index: {
      image: { repository: 'shards/index', tag: '1.0.0' },
      cpus: 0.5,
      memoryMiB: 512,
      replicas,
      rollout: 'recreate',
      mounts: [{ volume: 'parts', path: '/data/parts' }],
    },
  },
  volumes: {
    parts: { kind: 'ebs', sizeGiB, perReplica: true, noBackups: { why: 'built again from what is elsewhere' } },
  },
});

/** Adds and takes away replicas with a volume each, and looks each time whether all the volumes are still there. */
export async function tryReplicas({ report, schema, dir }: Setting): Promise<void> {
  const place = { report, schema, dir: join(dir, 'replicas') };
  const kept = await report.step('replicas: a system on an emulator', () =>
    Retained.start(place, ['shards--index-0', 'shards--index-1', 'shards--index-2']),
  );
  try {
    await comeAndGo(kept, place);
  } finally {
    await kept.close();
  }
}

async function comeAndGo(kept: Retained, { report }: Setting): Promise<void> {
  const apply = async () => {
    await kept.apply(DATA);
    await kept.apply(SERVICES);
  };
  await report.step('replicas: apply two, with a volume each', async () => {
    kept.synth(shards(2));
    await apply();
  });
  const two = await kept.protectedVolumes();
  await report.step('replicas: one more changes nothing of the others', async () => {
    kept.synth(shards(3));
    for (const stack of [DATA, SERVICES]) {
      // The dashboard of the system has a row for each.
      const added = /^(create |update (output|aws_cloudwatch_dashboard)\.)/;
      const others = (await kept.changes(stack)).filter((change) => !added.test(change));
      sameLines(`changes of ${stack}`, others, []);
      await kept.trial.applyPlanned(stack);
    }
  });
  const three = await kept.protectedVolumes();
  sameLines(
    'volumes of two that are still there',
    Object.keys(three).filter((id) => id in two),
    Object.keys(two),
  );
  await report.step('replicas: the volumes of those that go stay', async () => {
    kept.synth(shards(1));
    deepStrictEqual(await kept.changes(DATA), []);
    await kept.apply(SERVICES);
    deepStrictEqual(await kept.protectedVolumes(), three);
  });
  await report.step('replicas: those that come back have the same volumes, grown in place', async () => {
    kept.synth(shards(3, 20));
    await apply();
    deepStrictEqual([await kept.changes(DATA), await kept.changes(SERVICES)], [[], []]);
    const grown = Object.fromEntries(Object.entries(three).map(([id, at]) => [id, { ...at, sizeGiB: 20 }]));
    deepStrictEqual(await kept.protectedVolumes(), grown);
  });
}
