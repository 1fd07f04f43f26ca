import fc from 'fast-check';
import { queueSpec } from '../../../src/spec/queue';
import { ebsVolumeSpec } from '../../../src/spec/volumes/ebs';
import { efsVolumeSpec } from '../../../src/spec/volumes/efs';
import { lustreVolumeSpec } from '../../../src/spec/volumes/lustre';
import {
  changedFields,
  type Fixed,
  fixedOf,
  fixedOfQueue,
  recordedFixed,
  stayingFields,
} from '../../../src/storage/fixed';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/0a1b';
const ebs = (more: object = {}) => fixedOf(ebsVolumeSpec.parse({ kind: 'ebs', sizeGiB: 100, ...more }));
const efs = (more: object = {}) => fixedOf(efsVolumeSpec.parse({ kind: 'efs', ...more }));
const lustre = (more: object = {}) => fixedOf(lustreVolumeSpec.parse({ kind: 'lustre', sizeGiB: 2400, ...more }));

const hdd = { deployment: 'PERSISTENT_1', storage: 'HDD', sizeGiB: 6000 };
const queue = (more: object = {}) => fixedOfQueue(queueSpec.parse(more));

const fields = fc.constantFrom('from', 'kmsKeyArn', 'owner', 'sizeGiB');
const said: fc.Arbitrary<Fixed> = fc
  .dictionary(fields, fc.integer({ min: 1, max: 4 }))
  .map((all) => Object.fromEntries(Object.entries(all).map(([k, v]) => [k, k === 'sizeGiB' ? v : `v${v}`])));

describe('what cannot change of a volume', () => {
  it.each<[string, Fixed, Fixed, string[]]>([
    ['ebs of another snapshot', ebs({ from: { snapshot: 'snap-1' } }), ebs({ from: { snapshot: 'snap-2' } }), ['from']],
    ['ebs that was blank, of a snapshot', ebs(), ebs({ from: { snapshot: 'snap-1' } }), ['from']],
    ['ebs of a snapshot, said no more', ebs({ from: { snapshot: 'snap-1' } }), ebs(), ['from']],
    ['ebs of a key, said no more', ebs({ kmsKeyArn: KEY }), ebs(), ['kmsKeyArn']],
    ['ebs of another key', ebs(), ebs({ kmsKeyArn: KEY }), ['kmsKeyArn']],
    ['ebs that is smaller', ebs(), ebs({ sizeGiB: 99 }), ['sizeGiB']],
    ['ebs that is larger and faster', ebs(), ebs({ sizeGiB: 101, iops: 4000 }), []],
    ['efs of another performance', efs(), efs({ performance: 'maxIO' }), ['performance']],
    ['efs of another key', efs({ kmsKeyArn: KEY }), efs(), ['kmsKeyArn']],
    ['efs of one zone', efs(), efs({ oneZone: 'us-east-1a' }), ['oneZone']],
    ['efs of all zones again', efs({ oneZone: 'us-east-1a' }), efs(), ['oneZone']],
    ['efs of another throughput', efs(), efs({ throughput: 'bursting' }), []],
    ['lustre of another deployment', lustre(), lustre({ deployment: 'SCRATCH_2' }), ['deployment']],
    ['lustre of another storage', lustre(), lustre({ storage: 'HDD' }), ['storage']],
    ['lustre of another backup', lustre({ from: { backup: 'backup-1' } }), lustre(), ['from']],
    ['lustre of another key, smaller', lustre(), lustre({ kmsKeyArn: KEY, sizeGiB: 1200 }), ['kmsKeyArn', 'sizeGiB']],
    ['lustre of a key, said no more', lustre({ kmsKeyArn: KEY }), lustre(), ['kmsKeyArn']],
    ['lustre with a cache', lustre(hdd), lustre({ ...hdd, readCache: true }), ['readCache']],
    ['a queue in order', queue(), queue({ fifo: true }), ['fifo']],
    ['a queue that waits longer', queue(), queue({ visibilityTimeoutSeconds: 60 }), []],
    ['lustre that is larger', lustre(), lustre({ sizeGiB: 4800 }), []],
  ])('%s', (_, there, declared, changes) => {
    expect(changedFields(there, declared)).toEqual(changes);
    expect(changedFields(there, there)).toEqual([]);
  });

  it.each<[string, Fixed, Fixed, string[]]>([
    ['ebs of another owner', ebs(), ebs({ owner: { uid: 2000 } }), ['owner']],
    ['efs of another group', efs(), efs({ owner: { gid: 2000 } }), ['owner']],
    ['lustre of other permissions', lustre(), lustre({ permissions: '0770' }), ['permissions']],
    ['efs of the same permissions', efs(), efs({ permissions: '750' }), []],
    ['ebs of another snapshot', ebs(), ebs({ from: { snapshot: 'snap-1' } }), []],
  ])('is apart from what only stays as it was made: %s', (_, there, declared, fields) => {
    expect(stayingFields(there, declared)).toEqual(fields);
    expect(changedFields(there, declared).some((field) => fields.includes(field))).toBe(false);
    expect(stayingFields(undefined, declared)).toEqual([]);
  });

  it('is not judged where it was not recorded, or is not known yet', () => {
    expect(changedFields(undefined, ebs())).toEqual([]);
    expect(changedFields(ebs(), undefined)).toEqual([]);
    expect(changedFields({ sizeGiB: 100 }, ebs({ kmsKeyArn: KEY }))).toEqual([]);
    expect(changedFields(ebs({ kmsKeyArn: KEY }), { sizeGiB: 100 })).toEqual([]);
  });

  it('is recorded once, with the largest size, and what was recorded never changes', () => {
    fc.assert(
      fc.property(fc.option(said, { nil: undefined }), fc.option(said, { nil: undefined }), (there, declared) => {
        const next = recordedFixed(there, declared);
        const { sizeGiB: _, ...kept } = there ?? {};
        expect(next ?? {}).toMatchObject(kept);
        expect(Object.keys(next ?? {}).sort()).toEqual(
          [...new Set([...Object.keys(there ?? {}), ...Object.keys(declared ?? {})])].sort(),
        );
        for (const one of [there, declared])
          if (one?.sizeGiB !== undefined) expect(Number(next?.sizeGiB)).toBeGreaterThanOrEqual(Number(one.sizeGiB));
        expect(recordedFixed(next, declared)).toEqual(next);
        // What may be deployed may be deployed again.
        if (changedFields(there, declared).length === 0) expect(changedFields(next, declared)).toEqual([]);
      }),
    );
  });
});
