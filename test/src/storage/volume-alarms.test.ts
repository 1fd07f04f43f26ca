import type { ToldAlarm } from '../../../src/rollout/told-alarm';
import { type BackupsInput, backupsSpec } from '../../../src/spec/backups';
import { volumeSpec } from '../../../src/spec/volume';
import {
  backupAlarm,
  backupAlarmCount,
  copyAlarm,
  volumeAlarmCount,
  volumeAlarms,
} from '../../../src/storage/volume-alarms';
import { metricMath } from '../../support/metric-math';

const PUBLISHED = {
  kind: 'efs',
  fileSystemId: 'fs-1',
  fileSystemArn: 'arn:1',
  securityGroupId: 'sg-1',
  accessPoints: {},
} as const;
const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

const readable = (alarm: ToldAlarm | undefined) =>
  (alarm?.queries ?? []).map((q) =>
    'expression' in q ? q : { id: q.id, metric: { ...q, name: q.metric, statistic: q.stat } },
  );
const arnOf = (name: string) => `arn:aws:backup:eu-west-1:123456789012:backup-vault:${name}`;
const way = (copyTo?: string) =>
  backupsSpec.parse({ ...(copyTo && { copyTo: { vaultArn: copyTo } }) } satisfies BackupsInput);

describe('the alarms of data', () => {
  it('go off when a bursting file system could burst for less than an hour', () => {
    const bursting = volumeSpec.parse({ kind: 'efs', throughput: 'bursting' });
    const [alarm, ...more] = volumeAlarms('models', bursting, PUBLISHED, 'test-ads-models');
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ key: 'burst-models', when: 'below', threshold: 3600 });
    // What a new file system has: 2.1 TiB, at 100 MiB/s; and one that has used up nearly all of it.
    const queries = readable(alarm);
    const seconds = (credits: number, permitted: number) =>
      metricMath(queries, { credits: [credits], permitted: [permitted] })[0];
    expect(seconds(2.1 * 1024 * GIB, 100 * MIB)).toBeGreaterThan(alarm?.threshold as number);
    expect(seconds(300 * GIB, 100 * MIB)).toBeLessThan(alarm?.threshold as number);
    expect(volumeAlarmCount(bursting)).toBe(1);
  });

  it('are none where there is nothing to run out of', () => {
    for (const throughput of ['elastic', { provisionedMiBps: 100 }] as const) {
      const volume = volumeSpec.parse({ kind: 'efs', throughput });
      expect([volumeAlarms('models', volume, PUBLISHED, 'test-ads-models'), volumeAlarmCount(volume)]).toEqual([[], 0]);
    }
  });

  it('go off when a file system of Lustre has less than 15 % of its size left', () => {
    const volume = volumeSpec.parse({ kind: 'lustre', sizeGiB: 2400 });
    const published = {
      kind: 'lustre',
      fileSystemId: 'fs-1',
      lustreArn: 'arn:1',
      dnsName: 'fs-1.fsx.us-east-1.amazonaws.com',
      mountName: 'abcdef',
      securityGroupId: 'sg-1',
    } as const;
    const [alarm, ...more] = volumeAlarms('data', volume, published, 'test-ads-data');
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({
      key: 'full-data',
      when: 'below',
      threshold: 360 * GIB,
      queries: [{ metric: 'FreeDataStorageCapacity', stat: 'Sum', dimensions: { FileSystemId: 'fs-1' } }],
    });
    // A sum over more than one measurement would be a multiple of what is free.
    expect(alarm?.periodSeconds).toBe(60);
    expect(volumeAlarmCount(volume)).toBe(1);
  });

  it('go off with the first backup that fails', () => {
    expect(backupAlarm('prod-ads')).toMatchObject({ when: 'above', threshold: 0, times: 1 });
    expect(backupAlarmCount([])).toBe(0);
    expect(backupAlarmCount([way()])).toBe(1);
  });

  it('go off with the first backup that is not copied, by whichever vault that is counted', () => {
    const ways = [way(arnOf('copies')), way(), way(arnOf('archive'))];
    const alarm = copyAlarm('prod-ads', ways);
    expect(alarm).toMatchObject({ key: 'copies', when: 'above', threshold: 0, times: 1 });
    const metrics = (alarm?.queries ?? []).flatMap((q) => ('expression' in q ? [] : [q]));
    expect(metrics.map(({ metric, dimensions }) => [metric, dimensions.BackupVaultName])).toEqual(
      ['prod-ads', 'archive', 'copies'].map((name) => ['NumberOfCopyJobsFailed', name]),
    );
    const failed = (data: Record<string, (number | undefined)[]>) => metricMath(readable(alarm), data)[0];
    for (const id of ['failed', 'failed1', 'failed2'])
      expect(failed({ failed: [undefined], failed1: [undefined], failed2: [undefined], [id]: [1] })).toBe(1);
    expect(failed({ failed: [undefined], failed1: [undefined], failed2: [undefined] })).toBe(0);
    expect(backupAlarmCount(ways)).toBe(2);
  });

  it('are none of copies that nobody makes, and look at no more than one alarm may', () => {
    expect(copyAlarm('prod-ads', [way()])).toBeUndefined();
    const many = Array.from({ length: 12 }, (_, i) => way(arnOf(`copies-${i}`)));
    const vaultsOf = (ways: ReturnType<typeof way>[]) =>
      copyAlarm('prod-ads', ways)?.queries.flatMap((q) => ('expression' in q ? [] : [q.dimensions.BackupVaultName]));
    expect(vaultsOf(many)).toHaveLength(10);
    // The name of a vault is not known where its ARN is not.
    expect(vaultsOf([way(`$\{aws_backup_vault.copies.arn}`)])).toEqual(['prod-ads']);
  });
});
