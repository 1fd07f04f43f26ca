import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

/** What each room may import, beside relative paths into the rooms it may see. */
const ROOMS: Readonly<Record<string, { rooms: readonly string[]; packages: RegExp }>> = {
  src: { rooms: ['src'], packages: /^(zod|yaml|ipaddr\.js|fastest-levenshtein|node:crypto)$/ },
  'src/cli': {
    rooms: ['src'],
    packages: /^(zod|yaml|@balena\/dockerignore|node:(child_process|crypto|fs|os|path|url|util))$/,
  },
  constructs: {
    rooms: ['src', 'constructs'],
    packages:
      /^(cdktf|constructs|@cdktf\/provider-aws\/lib\/[a-z0-9-]+|node:path|node:crypto|cdktf\/lib\/tokens\/private\/stack-trace)$/,
  },
  'constructs/local': {
    rooms: ['src', 'constructs'],
    packages: /^(cdktf|constructs|@cdktf\/provider-docker\/lib\/[a-z-]+)$/,
  },
  stacks: {
    rooms: ['src', 'constructs', 'stacks'],
    packages: /^(cdktf|constructs|@cdktf\/provider-(aws|docker)\/lib\/provider|node:path)$/,
  },
};

/** What one file alone may import. */
const EXCEPTIONS: Readonly<Record<string, RegExp>> = {
  // Reads what was written, to refuse what cdktf lets through.
  'constructs/terraform/platform-app.ts': /^node:fs$/,
  // Apart from the index, which is loaded where the Docker provider is not installed.
  'constructs/aws/docker-builds.ts': /^@cdktf\/provider-docker\/lib\/[a-z-]+$/,
  // Packs what is deployed as it is; cdktf copies no bytes that are not in a file.
  'constructs/aws/function-code.ts': /^(fflate|node:(fs|os))$/,
  // What the project imports that it writes.
  'src/cli/init/project.ts': /^(cdktf|stowage(\/spec)?)$/,
  'stacks/write-image-plan.ts': /^node:fs$/,
  'stacks/write-ledger.ts': /^node:fs$/,
  'stacks/write-provisional.ts': /^node:fs$/,
};

function filesOf(room: string): string[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .map((file) => join(room, file))
    .filter((file) => file.endsWith('.ts') && statSync(join(ROOT, file)).isFile());
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'|require\('([^']+)'\)/gm)].map(
    (match) => (match[1] ?? match[2]) as string,
  );
}

function forbidden(file: string): string[] {
  const room =
    ['src/cli', 'constructs/local'].find((part) => file.startsWith(`${part}/`)) ?? (file.split('/')[0] as string);
  const { rooms, packages } = ROOMS[room] as (typeof ROOMS)[string];
  return importsOf(file).filter((target) => {
    if (!target.startsWith('.')) return !packages.test(target) && !EXCEPTIONS[file]?.test(target);
    const into = relative(ROOT, resolve(ROOT, dirname(file), target)).split('/')[0] as string;
    return !rooms.includes(into);
  });
}

describe('the rooms', () => {
  for (const room of ['src', 'constructs', 'stacks'])
    it(`${room} imports only what it may`, () => {
      const broken = filesOf(room).flatMap((file) => forbidden(file).map((target) => `${file} imports ${target}`));
      expect(broken).toEqual([]);
    });

  it('nothing that is loaded with the library needs the Docker provider', () => {
    const importers = filesOf('constructs').filter((file) =>
      importsOf(file).some((t) => t === './docker-builds' || t === './local'),
    );
    expect(importers).toEqual([]);
  });

  it('aws and local constructs do not import each other', () => {
    const crossing = filesOf('constructs').flatMap((file) => {
      const world = file.split('/')[1];
      const other = world === 'aws' ? '/local/' : world === 'local' ? '/aws/' : undefined;
      return importsOf(file).filter((target) => other !== undefined && target.includes(other));
    });
    expect(crossing).toEqual([]);
  });

  it('only the environments read the process environment', () => {
    const readers = ['src', 'constructs', 'stacks']
      .flatMap(filesOf)
      .filter((file) => /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(readers.sort()).toEqual([
      'constructs/terraform/synth-speed.ts',
      // Where GitHub Actions says which pull request it runs for.
      'src/cli/preview/github/pull-request.ts',
      // What it runs gets the environment of whoever runs it.
      'src/cli/run-tool.ts',
      // Terraform under the name that CDKTF calls it by.
      'src/cli/terraform-name.ts',
      'stacks/environments.ts',
    ]);
  });

  it('nothing imports a provider from its package root, types included', () => {
    const all = ['src', 'constructs', 'stacks', 'test'].flatMap(filesOf);
    const roots = all.flatMap((file) =>
      importsOf(file)
        .filter((t) => /^@cdktf\/provider-[a-z]+$/.test(t))
        .map((t) => `${file} imports ${t}`),
    );
    expect(roots).toEqual([]);
  });

  it('stacks are imported by tests only', () => {
    const importers = ['src', 'constructs']
      .flatMap(filesOf)
      .filter((file) => importsOf(file).some((t) => t.includes('/stacks/')));
    expect(importers).toEqual([]);
  });

  it('no file of the library is longer than 400 lines, catalogs aside', () => {
    const long = ['src', 'constructs', 'stacks']
      .flatMap(filesOf)
      .filter(
        (file) => !file.startsWith('src/catalog/') && readFileSync(join(ROOT, file), 'utf8').split('\n').length > 400,
      );
    expect(long).toEqual([]);
  });
});

describe('the top level', () => {
  it('holds what the project names, and dot-files', () => {
    const allowed = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'cdktf.json',
      'constructs',
      'package-lock.json',
      'package.json',
      'src',
      'stacks',
      'test',
      'tsconfig.json',
    ];
    const generated = ['cdktf.out', 'coverage', 'lib', 'node_modules'];
    const found = readdirSync(ROOT).filter(
      (name) =>
        !name.startsWith('.') &&
        !generated.includes(name) &&
        !name.endsWith('.tfstate') &&
        !name.endsWith('.tfstate.backup'),
    );
    expect(found.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it('explains each room in 40 lines at most', () => {
    for (const room of ['src', 'constructs', 'stacks', 'test'])
      expect(readFileSync(join(ROOT, room, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(41);
  });
});
