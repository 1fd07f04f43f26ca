import { keptName, type SystemSpec } from '../spec/system';
import { backupPlans } from '../storage/backups';
import { backupAlarmCount, volumeAlarmCount } from '../storage/volume-alarms';
import { type Item, shared } from './item';

/** What backups and alarms of the volumes of a system have of everything that is bounded: one vault, one role, a plan for each way. */
export function countBackups(system: Pick<SystemSpec, 'name' | 'movedFrom' | 'volumes'>): Item[] {
  const { name, volumes } = system;
  const by = `${name}.volumes`;
  const ways = backupPlans({ volumes }).map(({ backups }) => backups);
  return [
    ...Object.entries(volumes).flatMap(([volume, spec]) =>
      shared(`${by}.${volume}`, { alarmsPerRegion: volumeAlarmCount(spec) }),
    ),
    ...(ways.length === 0
      ? []
      : [
          ...shared(by, {
            backupVaultsPerRegion: 1,
            backupPlansPerRegion: ways.length,
            rolesPerAccount: 1,
            alarmsPerRegion: backupAlarmCount(ways),
          }),
          {
            quota: 'managedPoliciesPerRole',
            of: `the role of the backups of ${keptName(system)}`,
            by,
            count: 1,
          } as const,
        ]),
  ];
}
