import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeCommand } from '../../../src/cli/compose/compose-command';

const SYSTEMS = `
- name: shop
  services:
    web:
      image: example/web:1
      cpus: 1
      memoryMiB: 512
      ports: { http: { number: 8080 } }
      routes: [{ gateway: public, path: '/*' }]
      secrets: { TOKEN: { parameter: /shop/token } }
      allow: [ads/bidder]
- name: other
  services:
    app: { image: 'example/app:1', cpus: 1, memoryMiB: 512 }
`;

describe('stowage compose', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'stowage-compose-'));
    writeFileSync(join(dir, 'systems.yaml'), SYSTEMS);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const at = (...parts: string[]) => join(dir, ...parts);
  async function compose(...args: string[]): Promise<string[]> {
    const said: string[] = [];
    await composeCommand(['--systems', at('systems.yaml'), '--out', at('out'), ...args], (line) => said.push(line));
    return said;
  }

  it('writes a project that git leaves alone, and says what it needs and does without', async () => {
    const said = await compose('shop');
    expect(said).toEqual([
      `${at('out/compose.yaml')}: 2 containers`,
      'does without ads/bidder, whose system is not among these',
      `write into ${at('out/.env')} before it starts: SECRET_SHOP_TOKEN=...`,
      `start it: docker compose -p stowage -f ${at('out/compose.yaml')} up -d`,
    ]);
    expect(readFileSync(at('out/.gitignore'), 'utf8')).toBe('*\n');
    expect(readFileSync(at('out/public.cfg'), 'utf8')).toContain('use_backend web.shop-8080');
    expect(existsSync(at('out/data'))).toBe(true);
  });

  it('asks for no secret that is given, and never writes over what is', async () => {
    await compose('shop');
    writeFileSync(at('out/.env'), 'SECRET_SHOP_TOKEN=x\n');
    expect((await compose('shop')).join('\n')).not.toContain('SECRET_SHOP_TOKEN');
    expect(readFileSync(at('out/.env'), 'utf8')).toBe('SECRET_SHOP_TOKEN=x\n');
  });

  it('writes over nothing that it did not write', async () => {
    await compose('shop');
    writeFileSync(at('out/.gitignore'), 'node_modules\n');
    await compose('shop');
    expect(readFileSync(at('out/.gitignore'), 'utf8')).toBe('node_modules\n');
    writeFileSync(at('out/compose.yaml'), 'services: {}\n');
    await expect(compose('shop')).rejects.toThrow('was written by somebody else');
  });

  it('keeps volumes where the settings say', async () => {
    writeFileSync(at('laptop.json'), JSON.stringify({ data: at('files'), project: 'team' }));
    const said = await compose('--laptop', at('laptop.json'));
    expect(existsSync(at('files'))).toBe(true);
    expect(said.at(-1)).toContain('docker compose -p team ');
  });

  it('writes all systems together where none is named', async () => {
    await compose();
    expect(readFileSync(at('out/compose.yaml'), 'utf8')).toMatch(/web\.shop:[\s\S]*app\.other:/);
  });

  it('has settings of the laptop in a file', async () => {
    writeFileSync(at('laptop.json'), '{"gatewayPorts": {"public": 8123}}');
    await compose('--laptop', at('laptop.json'));
    expect(readFileSync(at('out/compose.yaml'), 'utf8')).toContain('127.0.0.1:8123:8080');
  });

  it.each([
    ['a system that is none', ['shopp'], /did you mean 'shop'\? \[UnknownSystem\]/],
    ['a file that is not there', ['--systems', 'none.yaml'], /there is no none\.yaml/],
    ['an option that is none', ['--outt', 'x'], /Unknown option '--outt'[\s\S]*stowage compose/],
    ['settings that are none', ['--laptop', '/dev/null'], /cannot be read as JSON/],
  ])('refuses %s', async (_, args, says) => {
    await expect(compose(...args)).rejects.toThrow(says);
  });

  it.each(['services: 1', '- 7', 'a: [', '[]'])('refuses a document that has no systems: %s', async (text) => {
    writeFileSync(at('systems.yaml'), text);
    await expect(compose()).rejects.toThrow();
  });
});
