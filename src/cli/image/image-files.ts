import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type ImageLock, type LockEntry, parseImageLock, renderImageLock } from '../../images/image-lock';
import { type ImagePlan, type PlannedImage, parseImagePlan } from '../../images/image-plan';
import { CliError } from '../cli-error';
import { readJson } from '../read-json';
import { hashImage } from './hash-image';

/** Where a command reads and writes. */
export interface ImageFiles {
  readonly plan: string;
  readonly lock: string;
}

/** The plan that a synth wrote. Throws `CliError` where there is none. */
export function readPlan({ plan }: ImageFiles): ImagePlan {
  if (!existsSync(plan))
    throw new CliError(`there is no ${plan}; write it with 'npm run images', or name it with --plan`);
  return parseImagePlan(readJson(plan));
}

/** The lock; without a file it is empty. */
export function readLock({ lock }: ImageFiles): ImageLock {
  return existsSync(lock) ? parseImageLock(readJson(lock)) : [];
}

/** Writes the entries over those of the lock, and leaves out what the plan does not have. Whether that changed the file. */
export function writeLock(files: ImageFiles, plan: ImagePlan, entries: readonly LockEntry[]): boolean {
  const names = new Set(plan.images.map(({ name }) => name));
  const text = renderImageLock([...readLock(files), ...entries].filter(({ name }) => names.has(name)));
  if (existsSync(files.lock) && readFileSync(files.lock, 'utf8') === text) return false;
  writeFileSync(files.lock, text);
  return true;
}

/** An image, and the hash of all that it is built from now. */
export interface HashedImage extends PlannedImage {
  readonly contextHash: string;
}

/** The images of these names, or all. Throws `CliError` for a name that the plan does not have. */
export function chosenImages({ images }: ImagePlan, names: readonly string[]): HashedImage[] {
  const unknown = names.filter((name) => !images.some((image) => image.name === name));
  if (unknown.length > 0)
    throw new CliError(
      `no image '${unknown.join("', '")}'; there are: ${images.map(({ name }) => name).join(', ') || 'none'}`,
    );
  const chosen = names.length === 0 ? images : images.filter(({ name }) => names.includes(name));
  return chosen.map((image) => ({ ...image, contextHash: hashImage('.', image.name, image) }));
}
