import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashImage } from '../../../src/cli/image/hash-image';
import { imageCommand } from '../../../src/cli/image/image-command';
import { parseImageLock } from '../../../src/images/image-lock';
import { imagePlan } from '../../../src/images/image-plan';
import type { SystemInput } from '../../../src/spec/system';
import { testEnvironmentSpec } from '../../support/builders/test-environment';
import { testService } from '../../support/builders/test-service';
import { type FakeTools, fakeTools } from '../../support/fake-tools';

const URL = '123456789012.dkr.ecr.us-east-1.amazonaws.com/ads/bidder';
const system: SystemInput = {
  name: 'ads',
  images: {
    bidder: { context: 'app', arguments: { A: 'b c' }, target: 'prod' },
    spare: { context: 'app' },
  },
  services: { bidder: testService({ image: { build: 'bidder' } }) },
};

/** A registry in a directory: a file for each reference holds its digest. What it is told is in `calls`. */
const DOCKER = `#!/usr/bin/env node
const fs = require('node:fs'); const path = require('node:path'); const { createHash } = require('node:crypto');
const args = process.argv.slice(2); const root = process.env.FAKE_REGISTRY;
fs.appendFileSync(path.join(root, 'calls'), JSON.stringify(args) + '\\n');
const file = (reference) => path.join(root, encodeURIComponent(reference));
const after = (flag) => args[args.indexOf(flag) + 1];
const fail = (text) => { console.error(text); process.exit(1); };
if (fs.existsSync(path.join(root, 'fails'))) fail(fs.readFileSync(path.join(root, 'fails'), 'utf8'));
if (args[2] === 'inspect') {
  if (!fs.existsSync(file(args[3]))) fail('ERROR: ' + args[3] + ': not found');
  console.log(JSON.stringify({ digest: fs.readFileSync(file(args[3]), 'utf8') }));
} else {
  const tag = after('--tag');
  const digest = args[2] === 'create' ? args.at(-1).split('@')[1] : 'sha256:' + createHash('sha256').update(tag).digest('hex');
  if (fs.existsSync(path.join(root, 'race'))) { fs.writeFileSync(file(tag), digest); fail('tag already exists and is immutable'); }
  fs.writeFileSync(file(tag), digest);
  if (args[1] === 'build') fs.writeFileSync(after('--metadata-file'), JSON.stringify({ 'containerimage.digest': digest }));
}
`;

let dir: string;
let tools: FakeTools;
let said: string[];
const before = process.cwd();
const stowage = (...args: string[]) => imageCommand(args, (line) => void said.push(line));
const calls = () =>
  readFileSync(join(dir, 'registry/calls'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
const lock = () => parseImageLock(JSON.parse(readFileSync('stacks/images.lock.json', 'utf8')));
const write = (path: string, text: string) => writeFileSync(join(dir, path), text);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-cli-'));
  for (const part of ['app', 'stacks', 'cdktf.out', 'registry']) mkdirSync(join(dir, part));
  write('app/Dockerfile', 'FROM scratch');
  write('app/server', '1');
  write('registry/calls', '');
  write('cdktf.out/images.json', JSON.stringify(imagePlan(testEnvironmentSpec(), [system])));
  process.chdir(dir);
  process.env.FAKE_REGISTRY = join(dir, 'registry');
  tools = fakeTools({ docker: DOCKER });
  said = [];
});

afterEach(() => {
  process.chdir(before);
  tools.remove();
  delete process.env.FAKE_REGISTRY;
  rmSync(dir, { recursive: true, force: true });
});

const hash = () =>
  hashImage('.', 'ads/bidder', {
    ...system.images?.bidder,
    context: 'app',
    dockerfile: 'Dockerfile',
    arguments: { A: 'b c' },
    platform: 'linux/amd64',
  });

describe('stowage image build', () => {
  it('builds what the registry lacks, pushes it, and writes the lock', async () => {
    expect(await stowage('build', 'ads/bidder')).toBe(0);
    const [asked, built] = calls();
    expect(asked?.slice(0, 4)).toEqual(['buildx', 'imagetools', 'inspect', `${URL}:build-${hash()}`]);
    const metadata = built?.indexOf('--metadata-file') as number;
    expect(built?.filter((_, i) => i !== metadata + 1)).toEqual([
      ...['buildx', 'build', '--push', '--provenance=false', '--sbom=false', '--platform', 'linux/amd64'],
      ...['--file', 'app/Dockerfile', '--tag', `${URL}:build-${hash()}`, '--metadata-file'],
      ...['--target', 'prod', '--build-arg', 'A=b c', 'app'],
    ]);
    expect(lock()).toEqual([
      { name: 'ads/bidder', contextHash: hash(), digest: expect.stringMatching(/^sha256:/), platform: 'linux/amd64' },
    ]);
  });

  it('builds nothing again that the registry has, and leaves the lock as it was', async () => {
    await stowage('build');
    const text = readFileSync('stacks/images.lock.json', 'utf8');
    await stowage('build');
    expect(calls().filter((args) => args[1] === 'build')).toHaveLength(2);
    expect(readFileSync('stacks/images.lock.json', 'utf8')).toBe(text);
    expect(said.at(-1)).toBe('stacks/images.lock.json: as it was');
  });

  it('builds anew when a file has changed, and keeps the entries of other images', async () => {
    await stowage('build');
    const [bidder, spare] = lock();
    write('app/server', '2');
    await stowage('build', 'ads/bidder');
    expect(lock()[0]?.digest).not.toBe(bidder?.digest);
    expect(lock()[1]).toEqual(spare);
  });

  it('takes what another pushed from the same files meanwhile', async () => {
    write('registry/race', '');
    expect(await stowage('build', 'ads/bidder')).toBe(0);
    expect(lock()).toHaveLength(1);
  });

  it('says what it would do, and does nothing, in a dry run', async () => {
    expect(await stowage('build', '--dry-run')).toBe(0);
    expect(said[0]).toMatch(/^ads\/bidder: would run docker buildx build --push /);
    expect(calls().every((args) => args[2] === 'inspect')).toBe(true);
    expect(() => lock()).toThrow('ENOENT');
  });

  it.each([
    ['no basic auth credentials', 'log in first'],
    ['name unknown: the repository with name ads/bidder does not exist', "deploy the stack 'images' first"],
    ['no space left on device', 'no space left on device'],
  ])("ends with '%s' told, and what helps", async (fails, helps) => {
    write('registry/fails', fails);
    await expect(stowage('build')).rejects.toThrow(helps);
    expect(() => lock()).toThrow('ENOENT');
  });

  it('names the images that there are, and the plan that it lacks', async () => {
    await expect(stowage('build', 'ads/biddr')).rejects.toThrow(
      "no image 'ads/biddr'; there are: ads/bidder, ads/spare",
    );
    await expect(stowage('build', '--plan', 'else.json')).rejects.toThrow("write it with 'npm run images'");
  });
});

describe('stowage image tag', () => {
  it('tags the very image that the environment deploys, once, and no image that it does not', async () => {
    await stowage('build');
    expect(await stowage('tag', '--environment', 'test')).toBe(0);
    await stowage('tag', '--environment', 'test');
    const digest = lock()[0]?.digest as string;
    const tag = `${URL}:env-test-${digest.slice('sha256:'.length)}`;
    expect(calls().filter((args) => args[2] === 'create')).toEqual([
      ['buildx', 'imagetools', 'create', '--prefer-index=false', '--tag', tag, `${URL}@${digest}`],
    ]);
    expect(said.at(-1)).toBe('ads/bidder: tagged already');
  });

  it('refuses the plan of another environment, and what was never built', async () => {
    await expect(stowage('tag', '--environment', 'prod')).rejects.toThrow("the plan is of 'test'");
    await expect(stowage('tag', '--environment', 'test')).rejects.toThrow('not in the lock: ads/bidder');
    await expect(stowage('tag')).rejects.toThrow('give --environment <name>');
  });
});

describe('stowage image check', () => {
  it('passes while the lock is of the files as they are, and names what is not', async () => {
    await stowage('build');
    expect(await stowage('check')).toBe(0);
    write('app/server', '2');
    expect(await stowage('check')).toBe(1);
    expect(said.slice(-2).map((line) => line.split(':')[0])).toEqual(['ads/bidder', 'ads/spare']);
  });
});

describe('stowage image lock', () => {
  const entry = () => ({
    name: 'ads/bidder',
    contextHash: hash(),
    digest: `sha256:${'1'.repeat(64)}`,
    platform: 'linux/amd64',
  });

  it.each(['terraform', 'cdktf'])('writes what Terraform built, from the outputs that %s prints', async (from) => {
    const lockOutput = [entry()];
    write(
      'out.json',
      JSON.stringify(from === 'terraform' ? { lock: { value: lockOutput } } : { images: { lock: lockOutput } }),
    );
    expect(await stowage('lock', 'ads/bidder', '--outputs', 'out.json')).toBe(0);
    expect(lock()).toEqual([entry()]);
  });

  it('refuses outputs of other files, and outputs without a lock', async () => {
    write('out.json', JSON.stringify({ lock: { value: [{ ...entry(), contextHash: '0'.repeat(64) }] } }));
    await expect(stowage('lock', 'ads/bidder', '--outputs', 'out.json')).rejects.toThrow(
      'of other files for ads/bidder',
    );
    write('out.json', '{}');
    await expect(stowage('lock', '--outputs', 'out.json')).rejects.toThrow("has no output 'lock'");
  });
});

describe('stowage image', () => {
  it.each(['build', 'lock', 'tag', 'check'])('tells how %s is used', async (verb) => {
    expect(await stowage(verb, '--help')).toBe(0);
    expect(said[0]).toMatch(new RegExp(`^stowage image ${verb}`));
  });

  it('knows its commands and options, and no others', async () => {
    await expect(stowage('bild')).rejects.toThrow("no command 'image bild'");
    await expect(stowage('check', '--dry-run')).rejects.toThrow('dry-run');
  });
});
