import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { parse } from 'yaml';
import { importCommand } from '../../../src/cli/import/import-command';
import type { SystemInput } from '../../../src/spec/system';
import { IMPORTS } from '../../golden/imports';

const FIXTURES = resolve(__dirname, '../../fixtures');
const COMPOSE = join(FIXTURES, 'docker-compose.recommendations.yml');
let dir: string;
let out: string[];
let told: string[];

function run(...args: string[]): number {
  [out, told] = [[], []];
  return importCommand(args, { out: (line) => out.push(line), tell: (line) => told.push(line) });
}

function file(name: string, text: string): string {
  const path = join(dir, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** What a file of TypeScript exports. */
function exported(source: string): SystemInput {
  const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } });
  const exports: Record<string, SystemInput> = {};
  new Function('exports', code)(exports);
  return Object.values(exports)[0] as SystemInput;
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-import-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('stowage import', () => {
  it('writes a system as TypeScript, and tells what became of each field', () => {
    expect(run('compose', COMPOSE)).toBe(0);
    const { system, notes } = (
      IMPORTS['docker-compose.recommendations.yml'] as () => { system: SystemInput; notes: object[] }
    )();
    const written = exported(out.join('\n'));
    expect({ ...written, images: undefined }).toEqual({ ...system, images: undefined });
    expect(told[0]).toMatch(/^kind +field +became +why$/);
    expect(told).toHaveLength(notes.length + 3);
    expect(told.at(-1)).toBe('6 question, 11 approximated, 5 dropped, 9 mapped');
  });

  it.each([
    ['marathon', 'marathon.my-nginx.json', 'my-nginx'],
    ['marathon', 'marathon.product.json', 'product'],
    ['sprint', 'sprint.ctr-training.json', 'ctr-training'],
  ])('reads %s files: %s', (kind, name, system) => {
    expect(run(kind, join(FIXTURES, name))).toBe(0);
    expect(exported(out.join('\n')).name).toBe(system);
    expect(told.at(-1)).toMatch(/^\d+ question, \d+ approximated, \d+ dropped, \d+ mapped$/);
  });

  it('writes YAML, and notes as JSON', () => {
    run('compose', COMPOSE, '--yaml', '--json', '--name', 'feed');
    expect((parse(out.join('\n')) as SystemInput).name).toBe('feed');
    expect(JSON.parse(told.join('\n'))).toHaveLength(31);
  });

  it('writes a new file, and none that is there already', () => {
    const to = join(dir, 'systems/x.ts');
    run('compose', COMPOSE, '--out', to);
    expect(out).toEqual([]);
    expect(exported(readFileSync(to, 'utf8')).name).toBe('recommendations');
    expect(() => run('compose', COMPOSE, '--out', to)).toThrow('is there already');
  });

  it('takes variables from the command line, a file, or .env beside it, and none of the shell', () => {
    const text = 'services: { web: { image: "web:`TAG`" } }'.replace('`TAG`', '$' + '{HOME_TAG}');
    const compose = file('a/compose.yml', text);
    process.env.HOME_TAG = 'shell';
    expect(() => run('compose', compose)).toThrow('UndefinedVariable');
    delete process.env.HOME_TAG;
    const image = () => exported(out.join('\n')).services.web?.image;
    file('a/.env', 'HOME_TAG=1');
    run('compose', compose);
    expect(image()).toBe('web:1');
    run('compose', compose, '--env-file', file('b.env', 'HOME_TAG=2'));
    expect(image()).toBe('web:2');
    run('compose', compose, '--env', 'HOME_TAG=3');
    expect(image()).toBe('web:3');
  });

  it('reads what the file includes, and nothing outside of its directory, also not by a link', () => {
    file('secret.yml', 'services: { secret: { image: "a:1" } }');
    file('p/more.yml', 'services: { more: { image: "a:1" } }');
    symlinkSync(join(dir, 'secret.yml'), join(dir, 'p/link.yml'));
    const compose = (named: string) =>
      file('p/compose.yml', `include: [${named}]\nservices: { web: { image: "a:1" } }`);
    run('compose', compose('more.yml'));
    expect(Object.keys(exported(out.join('\n')).services)).toEqual(['more', 'web']);
    expect(() => run('compose', compose('../secret.yml'))).toThrow('OutsideProject');
    expect(() => run('compose', compose('link.yml'))).toThrow('MissingFile');
  });

  it.each([
    [['compose'], 'give one file'],
    [['swarm', 'x'], "nothing is known of 'swarm'"],
    [['compose', 'x', '--loud'], "Unknown option '--loud'"],
    [['compose', '/nowhere/x.yml'], 'cannot be read'],
    [['compose', 'x.yml', '--env', 'A'], '--env wants NAME=value'],
  ])('says what it wants: %j', (args, says) => {
    expect(() => run(...args)).toThrow(says);
  });
});
