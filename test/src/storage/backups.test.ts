import fc from 'fast-check';
import { type BackupsInput, backupsSpec } from '../../../src/spec/backups';
import { type EfsVolume, type VolumeInput, volumeSpec } from '../../../src/spec/volume';
import { backupArns, backupExpression, backupPlans, backupsOf } from '../../../src/storage/backups';

type EfsInput = Extract<VolumeInput, { kind: 'efs' }>;
const efs = (more: Partial<EfsInput> = {}) => volumeSpec.parse({ kind: 'efs', ...more }) as EfsVolume;
const why = 'made again every night';
const VAULT = 'arn:aws:backup:eu-west-1:123456789012:backup-vault:copies';

const backups: fc.Arbitrary<BackupsInput> = fc.record(
  {
    schedule: fc.constantFrom('0 3 * * ? *', '0  3 * * ? *', '0 4 * * ? *'),
    retentionDays: fc.constantFrom(35, 7),
    copyTo: fc.record({ vaultArn: fc.constant(VAULT), retentionDays: fc.constantFrom(35, 90) }),
  },
  { requiredKeys: [] },
);
const volumes = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,3}$/),
  fc.oneof(
    backups.map((b) => efs({ backups: b })),
    fc.constantFrom(efs(), efs({ noBackups: { why } })),
  ),
);

describe('the backups of volumes', () => {
  it('are made once a day and kept for 35 days, unless somebody says why not', () => {
    expect(backupsOf(efs())).toEqual({ schedule: '0 3 * * ? *', retentionDays: 35 });
    expect(backupsOf(efs({ backups: { retentionDays: 7 } }))).toEqual({ schedule: '0 3 * * ? *', retentionDays: 7 });
    expect(backupsOf(efs({ noBackups: { why } }))).toBeUndefined();
    expect(backupExpression(backupsSpec.parse({ schedule: ' 0  3 * * ? * ' }))).toBe('cron(0 3 * * ? *)');
  });

  it('are none of what comes and goes with a task or a host', () => {
    expect(backupsOf(volumeSpec.parse({ kind: 'scratch', sizeGiB: 10 }))).toBeUndefined();
    expect(backupArns({ kind: 'scratch' })).toEqual([]);
  });

  it('are in one plan for each way, every volume in one and in its own', () => {
    fc.assert(
      fc.property(volumes, (all) => {
        const plans = backupPlans({ volumes: all });
        const placed = plans.flatMap((plan) => plan.volumes);
        const expected = Object.keys(all).filter((name) => all[name]?.noBackups === undefined);
        expect([...placed].sort()).toEqual(expected.sort());
        const sameAs = (name: string) => {
          const own = backupsOf(all[name] as never) as ReturnType<typeof backupsSpec.parse>;
          return JSON.stringify({ ...own, schedule: backupExpression(own), copyTo: own.copyTo ?? 'nowhere' });
        };
        for (const plan of plans) expect(new Set(plan.volumes.map(sameAs)).size).toBe(1);
        expect(new Set(expected.map(sameAs)).size).toBe(plans.length);
      }),
    );
  });

  it('keep the key of their plan whatever else is backed up', () => {
    const one = { backups: { retentionDays: 7 } };
    const [alone] = backupPlans({ volumes: { models: efs(one) } });
    const among = backupPlans({ volumes: { index: efs(), models: efs(one), features: efs({ noBackups: { why } }) } });
    expect(among.find((plan) => plan.volumes.includes('models'))?.key).toBe(alone?.key);
  });

  it('are of what was published', () => {
    const at = { fileSystemId: 'fs-1', fileSystemArn: 'arn:1', securityGroupId: 'sg-1', accessPoints: {} };
    expect(backupArns({ kind: 'efs', ...at })).toEqual(['arn:1']);
  });
});
