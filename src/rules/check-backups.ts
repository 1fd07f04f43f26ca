import { type Problem, within } from '../errors';
import { parseCron } from '../scaling/cron';
import { everHappens, isFault } from '../scaling/schedule';
import type { BackedUp, BackupsSpec } from '../spec/backups';
import type { Site } from '../spec/site';
import { checkArn } from './check-arn';

/** Backups that AWS Backup would refuse or never make, and both of two words of which one says no. Fields are those of the volume. */
export function checkBackups({ backups, noBackups }: BackedUp, site: Pick<Site, 'region' | 'account'>): Problem[] {
  if (backups === undefined) return [];
  const both = { code: 'BackedUpAndNot', field: 'noBackups', problem: 'is said beside backups', fix: 'delete one' };
  return [
    ...(noBackups === undefined ? [] : [both]),
    ...within('backups', [...checkSchedule(backups.schedule), ...checkCopy(backups, site)]),
  ];
}

function checkSchedule(schedule: string): Problem[] {
  const field = 'schedule';
  const cron = parseCron(schedule);
  const example = "use one such as '0 3 * * ? *': minute, hour, day of month, month, day of week, year";
  if (isFault(cron)) return [{ code: 'InvalidCron', field, problem: cron.fault, fix: example }];
  if (!everHappens(cron))
    return [{ code: 'NeverHappens', field, problem: `is '${schedule}', a day that never comes`, fix: 'use another' }];
  if (cron.minutes.size === 1) return [];
  const problem = `is '${schedule}', ${cron.minutes.size} times an hour, and AWS Backup makes one an hour at most`;
  return [{ code: 'BackupsTooOften', field, problem, fix: "use one minute of the hour, '0 * * * ? *'" }];
}

function checkCopy({ copyTo }: BackupsSpec, { region, account }: Pick<Site, 'region' | 'account'>): Problem[] {
  const field = 'copyTo.vaultArn';
  if (copyTo === undefined) return [];
  const invalid = checkArn('backup vault', copyTo.vaultArn, field);
  const [, , , inRegion, inAccount] = copyTo.vaultArn.split(':');
  if (invalid.length > 0 || inRegion !== region || inAccount !== account) return invalid;
  const problem = `is a vault of ${region} in the account of the volume, and a copy is for when those are lost`;
  return [{ code: 'CopyStaysHere', field, problem, fix: 'use a vault of another region or account' }];
}
