import { z } from 'zod';
import { imagePlatform } from '../spec/built-image';
import { parseSpec } from '../spec/parse';

/** One image as it was built. */
export const lockEntrySpec = z.strictObject({
  name: z.string().describe('Name of its repository: `<system>/<image>`.'),
  contextHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
    .describe('Hash of all that it was built from.'),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, "a digest: 'sha256:' and 64 hexadecimal digits")
    .describe('Its exact content in the registry.'),
  platform: imagePlatform.describe('What it runs on.'),
});

/** What `images.lock.json` holds: which build of each image is deployed. It is committed, so a deploy is a reviewed change of it. */
export const imageLockSpec = z.array(lockEntrySpec);

export type LockEntry = z.output<typeof lockEntrySpec>;
export type ImageLock = readonly LockEntry[];

/** The lock in a JSON document. Throws `SpecError` for anything else. */
export function parseImageLock(document: unknown): ImageLock {
  return sorted(parseSpec('images.lock.json', imageLockSpec, document));
}

/** The text of a lock: the same for the same entries in any order. Of two entries of one image the later counts. */
export function renderImageLock(lock: ImageLock): string {
  return `${JSON.stringify(sorted(lock), null, 2)}\n`;
}

/** The entry of an image; undefined where it was never built. */
export function lockEntry(lock: ImageLock, name: string): LockEntry | undefined {
  return lock.findLast((entry) => entry.name === name);
}

function sorted(lock: ImageLock): LockEntry[] {
  const latest = new Map(lock.map((entry) => [entry.name, entry]));
  return [...latest.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, contextHash, digest, platform }) => ({ name, contextHash, digest, platform }));
}
