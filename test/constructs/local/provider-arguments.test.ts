import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLaptop } from '../../../stacks/laptop';

// biome-ignore lint/suspicious/noExplicitAny: what Terraform reads
type Json = Record<string, any>;

const BINDINGS = join(__dirname, '../../../node_modules/@cdktf/provider-docker/lib');
const META = ['//', 'depends_on', 'lifecycle', 'provider', 'count', 'for_each'];

/** Arguments of a resource or block by name, and whether each is required, as the bindings of its provider have them. */
function argumentsOf(resource: string, name: string): Map<string, boolean> {
  const text = readFileSync(join(BINDINGS, resource, 'index.d.ts'), 'utf8');
  const [, body = ''] = new RegExp(`export interface ${name} (?:extends [^{]+)?\\{([\\s\\S]*?)\\n\\}`).exec(text) ?? [];
  const found = [...body.matchAll(/readonly (\w+)(\?)?:/g)];
  return new Map(found.map(([, key = '', optional]) => [snake(key.replace(/Attribute$/, '')), optional === undefined]));
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
}

function pascal(name: string): string {
  return name.replace(/(?:^|_)(\w)/g, (_, c: string) => c.toUpperCase());
}

/** What of a resource, or of its blocks, its provider does not know, or misses. */
function wrong(resource: string, values: Json, block = ''): string[] {
  const known = argumentsOf(resource, block === '' ? `${pascal(resource)}Config` : `${pascal(resource)}${block}`);
  const given = Object.keys(values).filter((key) => !META.includes(key) && values[key] !== undefined);
  const at = `${resource}${block}`;
  return [
    ...given.filter((key) => !known.has(key)).map((key) => `${at}.${key} is unknown`),
    ...[...known]
      .filter(([key, required]) => required && !given.includes(key))
      .map(([key]) => `${at}.${key} is missing`),
    ...given.flatMap((key) => {
      const blocks = [values[key]].flat().filter((one) => typeof one === 'object' && one !== null);
      const name = `${block}${pascal(key)}`;
      return argumentsOf(resource, `${pascal(resource)}${name}`).size === 0
        ? []
        : blocks.flatMap((one) => wrong(resource, one, name));
    }),
  ];
}

describe('what a laptop says to the Docker provider', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'stowage-laptop-'));
  afterAll(() => rmSync(outdir, { recursive: true }));
  buildLaptop({ app: { outdir } }).synth();
  const stack: Json = JSON.parse(readFileSync(join(outdir, 'stacks/local/cdk.tf.json'), 'utf8'));
  const resources = Object.entries(stack.resource as Json).flatMap(([type, all]) =>
    Object.entries(all as Json).map(([id, values]) => [type.replace('docker_', ''), id, values] as const),
  );

  it('reads the bindings', () => {
    expect(argumentsOf('container', 'ContainerConfig').get('image')).toBe(true);
    expect(argumentsOf('container', 'ContainerNetworksAdvanced').get('aliases')).toBe(false);
    expect(wrong('container', { name: 'a', nonsense: 1, ports: [{ external: 1 }] })).toEqual([
      'container.nonsense is unknown',
      'container.image is missing',
      'containerPorts.internal is missing',
    ]);
  });

  it.each(resources)('%s %s has arguments that the provider knows, and all that it needs', (resource, _, values) => {
    expect(wrong(resource, values)).toEqual([]);
  });

  it('prints the ports of gateways', () => {
    expect(stack.output.gateway_public.value).toMatch(/^\$\{docker_container\..*\.ports\[\*\]\.external\}$/);
  });
});
