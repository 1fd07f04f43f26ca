import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AssetType, TerraformAsset } from 'cdktf';
import type { Construct } from 'constructs';
import { zipSync } from 'fflate';

/** All that is packed has the time that a zip begins to count with: the same code is the same file. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * The code of a function as Lambda takes it: a path relative to its stack, which changes with what is in it. It is packed in this process: cdktf
 * packs in another by a line of a shell, a third of a second for each, which no folder with a space in its name survives.
 * @param folder plain JavaScript, without folders in it.
 */
export function functionCode(scope: Construct, folder: string): string {
  packed ??= makeFolder();
  const file = join(packed, `${basename(folder)}.zip`);
  const files = readdirSync(folder).sort();
  writeFileSync(
    file,
    zipSync(Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name))])), { mtime: NO_TIME }),
  );
  return new TerraformAsset(scope, 'Code', { path: file, type: AssetType.FILE }).path;
}

/** Of this process alone, and gone with it. */
let packed: string | undefined;

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stowage-code-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
