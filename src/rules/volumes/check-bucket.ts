import type { Problem } from '../../errors';
import { show } from '../../spec/parse';

/** S3 user guide, "General purpose bucket naming rules", 2026-11. */
const BUCKET = /^[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/;

/** The bucket of a volume, and the folder of it that shows. Both may be late-bound. */
export function checkBucket(bucket: string, prefix: string, at: string): Problem[] {
  const named = bucket.includes('${') || BUCKET.test(bucket);
  const problems = [];
  if (!named)
    problems.push({
      code: 'InvalidName',
      field: `${at}bucket`,
      problem: `is ${show(bucket)}, which no bucket can have`,
      fix: "use 3 to 63 lower-case letters, digits and hyphens, as 'ml-features'",
    });
  return [...problems, ...checkFolder(prefix, `${at}prefix`)];
}

/**
 * A slash at the beginning would be a part of every key, and without one at the end other keys show that begin alike (Mountpoint for Amazon S3,
 * `doc/CONFIGURATION.md`, "Mounting a prefix", 2026-11).
 */
function checkFolder(prefix: string, field: string): Problem[] {
  if (prefix === '' || prefix.includes('${') || /^[^/*?][^*?]*\/$/.test(prefix)) return [];
  const name = prefix.replace(/[*?]/g, '').replace(/^\/+|\/+$/g, '');
  const fix = name === '' ? 'leave it out' : `use '${name}/'`;
  return [{ code: 'InvalidPrefix', field, problem: `is ${show(prefix)}, which is no folder of a bucket`, fix }];
}
