import { volumeSpec } from '../../../src/spec/volume';
import { backupAlarm, volumeAlarmCount, volumeAlarms } from '../../../src/storage/volume-alarms';
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

describe('the alarms of data', () => {
  it('go off when a bursting file system could burst for less than an hour', () => {
    const bursting = volumeSpec.parse({ kind: 'efs', throughput: 'bursting' });
    const [alarm, ...more] = volumeAlarms('models', bursting, PUBLISHED, 'test-ads-models');
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ key: 'burst-models', when: 'below', threshold: 3600 });
    // What a new file system has: 2.1 TiB, at 100 MiB/s; and one that has used up nearly all of it.
    const queries = (alarm?.queries ?? []).map((q) =>
      'expression' in q ? q : { id: q.id, metric: { ...q, name: q.metric, statistic: q.stat } },
    );
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
  });
});
