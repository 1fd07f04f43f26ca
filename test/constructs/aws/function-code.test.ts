import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TerraformStack } from 'cdktf';
import { strFromU8, unzipSync } from 'fflate';
import { functionCode } from '../../../constructs/aws/function-code';
import { PlatformApp } from '../../../constructs/terraform/platform-app';

const dir = mkdtempSync(join(tmpdir(), 'stowage test of code '));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Path of the code in its stack, and what is at it. */
function made(text: string): { path: string; files: Record<string, string> } {
  const folder = join(dir, 'a function');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), text);
  writeFileSync(join(folder, 'more.js'), 'more');
  const outdir = join(dir, 'cdktf.out');
  const app = new PlatformApp({ outdir });
  const path = functionCode(new TerraformStack(app, 'one'), folder);
  app.synth();
  const files = unzipSync(readFileSync(join(outdir, 'stacks/one', path)));
  return { path, files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)])) };
}

describe('the code of a function', () => {
  const first = made('one');

  it('is all of its folder, also where paths have spaces', () => {
    expect(first.files).toEqual({ 'index.js': 'one', 'more.js': 'more' });
  });

  it('is at a path that changes with it and with nothing else', () => {
    expect(made('two').path).not.toBe(first.path);
    expect(made('one').path).toBe(first.path);
  });
});
