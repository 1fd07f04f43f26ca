import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeTools, fakeTools } from './fake-tools';
import { missingTools } from './missing-tools';
import { ProviderMissing, providerSchema } from './provider-schema';

const SOURCE = 'registry.example/hashicorp/aws';
const FAKE = `#!/bin/sh
case "$1" in
  init) [ -z "$FAKE_ERROR" ] || { echo "no such provider" >&2; exit 1; } ;;
  providers) echo '{"provider_schemas":{"${SOURCE}":{"resource_schemas":{"aws_vpc":{}}}}}' ;;
  version) echo '{"provider_selections":{"${SOURCE}":"5.100.0"}}' ;;
esac
`;

describe('providerSchema and missingTools', () => {
  const before = process.env.TF_PLUGIN_DIR;
  const tempBefore = process.env.TMPDIR;
  const pathBefore = process.env.PATH;
  let temp: string;
  let tools: FakeTools;
  beforeEach(() => {
    temp = mkdtempSync(join(tmpdir(), 'stowage-mirror-'));
    mkdirSync(join(temp, 'mirror', SOURCE, '5.100.0'), { recursive: true });
    tools = fakeTools({ terraform: FAKE });
    process.env.TF_PLUGIN_DIR = join(temp, 'mirror');
    process.env.TMPDIR = temp;
  });
  afterEach(() => {
    process.env.PATH = pathBefore;
    tools.remove();
    for (const [name, value] of [
      ['TF_PLUGIN_DIR', before],
      ['TMPDIR', tempBefore],
    ] as const)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    delete process.env.FAKE_ERROR;
    rmSync(temp, { recursive: true, force: true });
  });

  test('asks the installed provider once for what it understands, and again when the mirror holds another', async () => {
    const schema = { version: '5.100.0', resource_schemas: { aws_vpc: {} } };
    expect(await providerSchema()).toEqual(schema);
    process.env.FAKE_ERROR = '1';
    expect(await providerSchema()).toEqual(schema);
    mkdirSync(join(temp, 'mirror', SOURCE, '5.101.0'));
    await expect(providerSchema()).rejects.toThrow(ProviderMissing);
  });

  test('says that the provider is missing when a mirror does not hold it', async () => {
    process.env.TF_PLUGIN_DIR = join(temp, 'empty');
    await expect(providerSchema()).rejects.toThrow(`${join(temp, 'empty')} holds no hashicorp/aws`);
    expect(await missingTools(['terraform'])).toEqual([expect.stringMatching(/^the AWS provider \(/)]);
  });

  test('misses nothing when everything is there', async () => {
    expect(await missingTools(['terraform'])).toEqual([]);
  });

  test('names each command that is not on PATH, without asking for a provider that nothing could run', async () => {
    process.env.PATH = temp;
    expect(await missingTools()).toEqual(['terraform (not on PATH)', 'moto_server (not on PATH)']);
  });
});
