import { type Cron, parseCron } from '../scaling/cron';
import { isFault } from '../scaling/schedule';

/** A cron that was read before. Throws `RangeError` for any other. */
export function readCron(fields: string): Cron {
  const cron = parseCron(fields);
  if (isFault(cron)) throw new RangeError(`cron '${fields}' ${cron.fault}, which was to be refused`);
  return cron;
}
