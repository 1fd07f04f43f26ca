/** The arguments of a block as cdktf writes them: snake_case keys, nested blocks as objects or lists of objects. */
export type Arguments = Readonly<Record<string, unknown>>;
/** type -> name -> arguments. */
type Blocks = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

/** One `cdk.tf.json`. Only the sections that the harness reads are named. */
export interface TerraformJson {
  readonly terraform?: Arguments & { readonly required_providers?: Readonly<Record<string, Arguments>> };
  readonly provider?: Readonly<Record<string, readonly Arguments[]>>;
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly [section: string]: unknown;
}

/** A block in the words of `terraform providers schema -json`. */
export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly block_types?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

/** What the AWS provider of `version` understands, in its own words. */
export interface ProviderSchema {
  readonly version: string;
  readonly provider: { readonly block: SchemaBlock };
  readonly resource_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

/** Terraform's own arguments: no provider lists them. */
const META = new Set(['count', 'for_each', 'depends_on', 'lifecycle', 'provider', 'provisioner', 'connection']);
const NESTED_META = new Set(['//', 'dynamic']);

/** Arguments that a later provider renamed, as later name -> earlier name. Used only where the installed one lacks the later. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_batch_compute_environment: { name: 'compute_environment_name', name_prefix: 'compute_environment_name_prefix' },
};

type Drop = (path: string) => void;
const DROPPED = Symbol('dropped');

/**
 * Brings a synthesized stack down to the AWS provider that is installed, which may be older than the bindings it was written with.
 * `dropped` is what could not come along, sorted: `<address>` for a resource type, `<address>.<path>` for an argument, and
 * `<address>.<path>[<type>]` for a whole arm of a union whose type names a block that the provider does not have.
 * Whatever is in it is not tried by the real provider, so callers assert it exactly. A reference to something dropped stays and fails in `plan`.
 */
export function shimStack(json: TerraformJson, schema: ProviderSchema): { json: TerraformJson; dropped: string[] } {
  const dropped = new Set<string>();
  const drop: Drop = (path) => dropped.add(path);
  const shimmed: Record<string, unknown> = { ...json };
  if (json.terraform?.required_providers?.aws) shimmed.terraform = withVersion(json.terraform, schema.version);
  if (json.provider?.aws)
    shimmed.provider = { ...json.provider, aws: prune(schema.provider.block, json.provider.aws, 'provider.aws', drop) };
  if (json.resource) shimmed.resource = shimBlocks(json.resource, schema.resource_schemas, '', drop);
  if (json.data) shimmed.data = shimBlocks(json.data, schema.data_source_schemas, 'data.', drop);
  for (const section of ['resource', 'data'] as const) {
    if (json[section]) shimmed[section] = withoutWaits(shimmed[section] as Blocks, dropped);
  }
  return { json: shimmed, dropped: [...dropped].sort() };
}

function withVersion(terraform: NonNullable<TerraformJson['terraform']>, version: string): Arguments {
  const providers = terraform.required_providers ?? {};
  return { ...terraform, required_providers: { ...providers, aws: { ...providers.aws, version } } };
}

function shimBlocks(blocks: Blocks, schemas: ProviderSchema['resource_schemas'], prefix: string, drop: Drop): Blocks {
  const kept: Record<string, Record<string, Arguments>> = {};
  for (const [type, byName] of Object.entries(blocks)) {
    const schema = schemas[type]?.block;
    for (const [name, block] of Object.entries(byName)) {
      const address = `${prefix}${type}.${name}`;
      // A type of another provider is in no schema of ours, and none of our business.
      if (!schema && type.startsWith('aws_')) drop(address);
      else
        kept[type] = {
          ...kept[type],
          [name]: schema ? pruneTop(schema, rename(type, schema, block), address, drop) : block,
        };
    }
  }
  return kept;
}

/** What is gone cannot be waited for. It is listed once, under its own address. */
function withoutWaits(blocks: Blocks, dropped: ReadonlySet<string>): Blocks {
  const waitFor = ({ depends_on: after, ...block }: Arguments): Arguments =>
    Array.isArray(after) ? { ...block, depends_on: after.filter((address) => !dropped.has(address)) } : block;
  const each = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
  return each(blocks, (byName) => each(byName, waitFor));
}

function rename(type: string, schema: SchemaBlock, block: Arguments): Arguments {
  const names = RENAMED[type] ?? {};
  const nameOf = (key: string) => (schema.attributes?.[key] ? key : (names[key] ?? key));
  return Object.fromEntries(Object.entries(block).map(([key, value]) => [nameOf(key), value]));
}

function pruneTop(schema: SchemaBlock, block: Arguments, address: string, drop: Drop): Arguments {
  const entries = Object.entries(shiftIgnored(schema, block));
  const own = prune(schema, Object.fromEntries(entries.filter(([key]) => !META.has(key))), address, drop);
  return { ...(own as Arguments), ...Object.fromEntries(entries.filter(([key]) => META.has(key))) };
}

/** `action[1].forward` is `action[0].forward` once the arm before it is gone. Paths into what is gone are gone too. */
function shiftIgnored(schema: SchemaBlock, block: Arguments): Arguments {
  const { ignore_changes: ignored, ...lifecycle } = (block.lifecycle ?? {}) as { ignore_changes?: unknown };
  if (!Array.isArray(ignored)) return block;
  const shifted = ignored.flatMap((path: string) => {
    const [, key = '', index, rest] = /^(\w+)\[(\d+)\](.*)$/.exec(path) ?? [];
    const nested = schema.block_types?.[key]?.block;
    const list = block[key];
    if (index === undefined || nested === undefined || !Array.isArray(list)) return [path];
    const kept = list.map((value) => prune(nested, value, '', () => {}) !== DROPPED);
    if (!kept[Number(index)]) return [];
    return [`${key}[${kept.slice(0, Number(index)).filter(Boolean).length}]${rest}`];
  });
  return { ...block, lifecycle: { ...lifecycle, ignore_changes: shifted } };
}

function prune(schema: SchemaBlock, value: unknown, at: string, drop: Drop): unknown {
  if (Array.isArray(value)) return value.map((v) => prune(schema, v, at, drop)).filter((v) => v !== DROPPED);
  if (typeof value !== 'object' || value === null) return value;
  const known = (key: string) => NESTED_META.has(key) || schema.attributes?.[key] || schema.block_types?.[key];
  const unknown = Object.keys(value).filter((key) => !known(key));
  const type = 'type' in value && typeof value.type === 'string' ? value.type : undefined;
  if (type !== undefined && unknown.includes(type.replaceAll('-', '_'))) {
    drop(`${at}[${type}]`);
    return DROPPED;
  }
  for (const key of unknown) drop(`${at}.${key}`);
  const kept = Object.entries(value).filter(([key]) => known(key));
  return Object.fromEntries(
    kept.flatMap(([key, child]) => {
      const nested = schema.block_types?.[key];
      const pruned = nested ? prune(nested.block, child, `${at}.${key}`, drop) : child;
      return pruned === DROPPED ? [] : [[key, pruned]];
    }),
  );
}
