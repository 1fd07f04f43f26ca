import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface FakeTools {
  /** A fresh directory, first on PATH, that holds the commands. */
  readonly dir: string;
  /** Puts PATH back and removes the directory. */
  remove(): void;
}

/** Stands scripts in for commands on PATH: name -> text with its `#!` line. For tests of what runs those commands. */
export function fakeTools(scripts: Readonly<Record<string, string>>): FakeTools {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-tools-'));
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(dir, name), text);
    chmodSync(join(dir, name), 0o755);
  }
  const before = process.env.PATH;
  process.env.PATH = [dir, before].join(delimiter);
  return {
    dir,
    remove() {
      process.env.PATH = before;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
