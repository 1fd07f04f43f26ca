import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type StatePlace, writeOverride } from './override';
import { type Arguments, type ProviderSchema, shimStack, type TerraformJson } from './shim';

/** A synthesized stack that is ready for Terraform, in a directory of its own. */
export interface PreparedStack {
  readonly name: string;
  readonly dir: string;
  /** Its state file, which stacks that depend on it read. */
  readonly state: string;
  /** Stacks that must be applied before it, by name, sorted: said by the app, and whose state it reads. */
  readonly dependencies: readonly string[];
}

export interface Workspace {
  /** In an order in which they can be applied. */
  readonly stacks: readonly PreparedStack[];
  /** What the shim left out, of all stacks, sorted and without repeats. */
  readonly dropped: readonly string[];
}

/** How the copies differ from what was synthesized. */
export interface Preparation {
  readonly schema: ProviderSchema;
  /** Arguments for every AWS provider, as `offlineProvider` makes them. */
  readonly provider: Arguments;
  /** State files for remote states that no stack of the app writes, by name of the `terraform_remote_state`. */
  readonly foreignState?: Readonly<Record<string, string>>;
  /** Arguments under which the S3 backends and remote states of the app are kept, at an emulator. @default - all states are files */
  readonly s3?: Arguments;
}

type Manifest = Readonly<
  Record<string, { readonly synthesizedStackPath: string; readonly dependencies: readonly string[] }>
>;

/** What an earlier run of Terraform or of the cdktf CLI left in a stack's folder. */
const LEFT_BEHIND = /^(\.terraform[^/]*|plan|[^/]*\.tfstate[^/]*)$/;

/** Copies the stacks under `<outdir>/stacks` to `<workdir>/stacks`, brought down to the installed provider and taken off the network. */
export function prepareStacks(outdir: string, workdir: string, preparation: Preparation): Workspace {
  const { stacks: manifest } = readJson<{ stacks: Manifest }>(join(outdir, 'manifest.json'));
  const work = resolve(workdir);
  const states = join(work, 'states');
  mkdirSync(states, { recursive: true });
  const stateOf = (name: string) => join(states, `${name}.tfstate`);
  const sources = Object.entries(manifest).map(([name, { synthesizedStackPath, dependencies }]) => {
    const json = readJson<TerraformJson>(join(outdir, synthesizedStackPath));
    return { name, json, from: join(outdir, synthesizedStackPath, '..'), dependencies };
  });
  const dropped = new Set<string>();
  const prepared = sources.map(({ name, json, from, dependencies }): PreparedStack => {
    const dir = join(work, 'stacks', name);
    cpSync(from, dir, { recursive: true, filter: (path) => !LEFT_BEHIND.test(relative(from, path)) });
    const shimmed = shimStack(json, preparation.schema);
    for (const path of shimmed.dropped) dropped.add(path);
    writeFileSync(join(dir, 'cdk.tf.json'), JSON.stringify(shimmed.json, null, 2));
    const read = producers(json, sources);
    const own = Object.entries(read).map(([data, producer]) => [data, stateOf(producer)]);
    const remoteState = { ...preparation.foreignState, ...Object.fromEntries(own), ...inS3(json, preparation.s3) };
    const backend = s3Place(json.terraform?.backend, preparation.s3) ?? stateOf(name);
    writeOverride(dir, { backend, remoteState, provider: preparation.provider });
    return { name, dir, state: stateOf(name), dependencies: sorted([...dependencies, ...Object.values(read)]) };
  });
  return { stacks: inOrder(prepared), dropped: sorted(dropped) };
}

/** Remote state by name -> the stack whose backend is where it reads. */
function producers(
  reader: TerraformJson,
  stacks: readonly { name: string; json: TerraformJson }[],
): Record<string, string> {
  const found = Object.entries(reader.data?.terraform_remote_state ?? {}).flatMap(([data, { backend, config }]) => {
    const read = placeOf(String(backend), config);
    const producer = stacks.find(({ json }) => {
      const [own] = Object.entries((json.terraform?.backend ?? {}) as Record<string, unknown>);
      return own !== undefined && isDeepStrictEqual(placeOf(own[0], own[1]), read);
    });
    return producer ? [[data, producer.name]] : [];
  });
  return Object.fromEntries(found) as Record<string, string>;
}

/** Remote states that are read from S3, where S3 is kept. */
function inS3({ data }: TerraformJson, s3: Arguments | undefined): Record<string, StatePlace> {
  const places = Object.entries(data?.terraform_remote_state ?? {}).flatMap(([name, { backend, config }]) => {
    const place = s3Place({ [String(backend)]: config }, s3);
    return place === undefined ? [] : [[name, place]];
  });
  return Object.fromEntries(places) as Record<string, StatePlace>;
}

/** Terraform replaces a backend whole, so all of its own arguments are said again. */
function s3Place(backend: unknown, s3: Arguments | undefined): StatePlace | undefined {
  const config = (backend as { readonly s3?: Arguments } | undefined)?.s3;
  return config === undefined || s3 === undefined ? undefined : { type: 's3', config: { ...config, ...s3 } };
}

/** What tells one state file from another; credentials and locks may differ between who writes and who reads. */
function placeOf(backend: string, config: unknown): unknown[] {
  const { path, bucket, key } = config as Arguments;
  return [backend, path, bucket, key];
}

/** Dependencies first, otherwise by name, so that a run can be repeated. */
function inOrder(stacks: readonly PreparedStack[]): PreparedStack[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const done = new Set<PreparedStack>();
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) throw new Error(`stacks depend on each other: ${[...path, name].join(' -> ')}`);
    const stack = byName.get(name);
    if (stack === undefined || done.has(stack)) return;
    for (const dependency of stack.dependencies) visit(dependency, [...path, name]);
    done.add(stack);
  };
  for (const name of sorted(byName.keys())) visit(name, []);
  return [...done];
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
