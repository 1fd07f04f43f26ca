import type { Arguments, TerraformJson } from '../shim';

/**
 * A synthesized stack, to ask questions of. Resources are known by the path of their construct, and references to them are written with
 * it: `${aws_vpc[Network/Vpc].id}`. cdktf's own notes are left out.
 */
export class SynthesizedStack {
  /** Addresses as Terraform knows them, sorted. */
  readonly addresses: readonly string[];
  /** How many resources there are of each type. */
  readonly counts: Readonly<Record<string, number>>;
  /** How many data sources there are of each type. */
  readonly dataSources: Readonly<Record<string, number>>;
  /** The values of the outputs, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
  private readonly resources: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

  constructor(
    readonly name: string,
    readonly json: TerraformJson,
  ) {
    const blocks = Object.entries(json.resource ?? {});
    const paths = new Map(
      blocks.flatMap(([type, byId]) =>
        Object.entries(byId).map(([id, block]) => [`${type}.${id}`, `${type}[${pathOf(name, block)}]`]),
      ),
    );
    const known = (text: string) =>
      text.replace(/\b(?:aws_[a-z0-9_]+|terraform_data)\.[\w-]+/g, (address) => paths.get(address) ?? address);
    this.addresses = [...paths.keys()].sort();
    this.counts = countsOf(json.resource);
    this.dataSources = countsOf(json.data);
    this.outputs = Object.fromEntries(
      Object.entries((json.output ?? {}) as Record<string, { value: unknown }>).map(([key, { value }]) => [
        key,
        rewritten(value, known),
      ]),
    );
    this.resources = Object.fromEntries(
      blocks.map(([type, byId]) => [
        type,
        Object.fromEntries(
          Object.values(byId).map((block) => [pathOf(name, block), rewritten(block, known) as Arguments]),
        ),
      ]),
    );
  }

  /** Resources of a type by the path of their construct; none where the type is absent. */
  of(type: string): Readonly<Record<string, Arguments>> {
    return this.resources[type] ?? {};
  }

  /** The resource of a type at a path. Throws, with the paths there are, when it does not exist. */
  at(type: string, path: string): Arguments {
    const found = this.of(type)[path];
    if (found !== undefined) return found;
    throw new Error(`no ${type} at '${path}'; there are: ${Object.keys(this.of(type)).join(', ') || 'none'}`);
  }

  /** The only resource of a type. Throws when there are none or several. */
  only(type: string): Arguments {
    const all = Object.values(this.of(type));
    if (all.length === 1) return all[0] as Arguments;
    throw new Error(`there are ${all.length} of ${type}: ${Object.keys(this.of(type)).join(', ')}`);
  }

  /** Every resource with its type and path. */
  all(): { readonly type: string; readonly path: string; readonly args: Arguments }[] {
    return Object.entries(this.resources).flatMap(([type, byPath]) =>
      Object.entries(byPath).map(([path, args]) => ({ type, path, args })),
    );
  }
}

function pathOf(stack: string, block: Arguments): string {
  const { metadata } = block['//'] as { metadata: { path: string } };
  return metadata.path.slice(stack.length + 1);
}

function rewritten(value: unknown, known: (text: string) => string): unknown {
  if (typeof value === 'string') return known(value);
  if (Array.isArray(value)) return value.map((item) => rewritten(item, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '//')
      .map(([key, inner]) => [key, rewritten(inner, known)]),
  );
}

function countsOf(blocks: TerraformJson['resource']): Record<string, number> {
  return Object.fromEntries(Object.entries(blocks ?? {}).map(([type, byId]) => [type, Object.keys(byId).length]));
}
