import { readFileSync } from 'node:fs';
import type { ITerraformDependable, TerraformElement, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Hole, Json, Path, RawElement, RawStack, Reference } from './inventory';
import { run } from './program';

const [inventory, outdir, traces] = process.argv.slice(2) as [string, string, string];

const stacks = JSON.parse(readFileSync(inventory, 'utf8')) as RawStack[];
const types = [
  ...new Set(stacks.flatMap(({ elements }) => elements.filter((e) => e.kind === 'resource').map((e) => e.type))),
];

type ResourceClass = new (scope: Construct, id: string, config: Json) => TerraformElement;

/** Resources are built with the provider's own classes, each imported alone, as the documentation of cdktf advises. */
function load() {
  const cdktf = require('cdktf') as typeof import('cdktf');
  const { AwsProvider } =
    require('@cdktf/provider-aws/lib/provider') as typeof import('@cdktf/provider-aws/lib/provider');
  if (traces !== 'traces')
    (require('cdktf/lib/tokens/private/stack-trace') as { captureStackTrace: () => string[] }).captureStackTrace =
      () => [];
  return { cdktf, AwsProvider, classes: new Map(types.map((type) => [type, resourceClass(type)])) };
}

function resourceClass(type: string): ResourceClass {
  const module = require(`@cdktf/provider-aws/lib/${type.replace(/^aws_/, '').replaceAll('_', '-')}`) as Record<
    string,
    unknown
  >;
  const found = Object.values(module).find((e) => (e as { tfResourceType?: string }).tfResourceType === type);
  if (found === undefined) throw new Error(`the provider has no class for ${type}`);
  return found as ResourceClass;
}

run({
  load,
  build: ({ cdktf, AwsProvider, classes }) => {
    const app = new cdktf.App({ outdir });
    const built = new Map<string, TerraformStack>();
    for (const { name, provider, providerVersion, backendPath, dependencies, elements } of stacks) {
      const stack = new cdktf.TerraformStack(app, name);
      new AwsProvider(stack, 'Aws', provider);
      stack.addOverride('terraform.required_providers.aws.version', providerVersion);
      new cdktf.LocalBackend(stack, { path: backendPath });
      for (const other of dependencies) stack.addDependency(built.get(other) as TerraformStack);
      built.set(name, stack);
      buildElements(stack, elements, cdktf, classes);
    }
    return app;
  },
});

function buildElements(
  stack: TerraformStack,
  elements: readonly RawElement[],
  { DataTerraformRemoteStateLocal, TerraformOutput, Fn, propertyAccess, Token }: typeof import('cdktf'),
  classes: ReadonlyMap<string, ResourceClass>,
): void {
  const built: TerraformElement[] = [];
  const read = new Map<string, string>();

  // A value of another stack is read once and used everywhere, as in `const vpcId = state.getString('vpcId')`.
  const valueOf = (reference: Reference): string => {
    const target = built[reference.element] as unknown as import('cdktf').TerraformResource &
      import('cdktf').DataTerraformRemoteStateLocal;
    if ('attribute' in reference) return target.getStringAttribute(reference.attribute);
    const key = `${reference.element} ${reference.output} ${reference.keys.join(' ')}`;
    const value = read.get(key) ?? Token.asString(propertyAccess(target.get(reference.output), [...reference.keys]));
    read.set(key, value);
    return value;
  };
  const fill = ({ path, parts }: Hole, config: Json) =>
    put(config, path, parts.map((part) => (typeof part === 'string' ? part : valueOf(part))).join(''));

  for (const { kind, type, id, config, needs, holes, documents } of elements) {
    for (const hole of holes) fill(hole, config);
    for (const path of documents) put(config, path, Fn.jsonencode(at(config, path)));
    if (needs.length > 0) config.dependsOn = needs.map((n) => built[n] as unknown as ITerraformDependable);
    if (kind === 'output') built.push(new TerraformOutput(stack, id, config as never));
    else if (kind === 'state')
      built.push(new DataTerraformRemoteStateLocal(stack, id, (config as { config: never }).config));
    else built.push(new (classes.get(type) as ResourceClass)(stack, id, config));
  }
}

function at(config: Json, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Json)[key], config);
}

function put(config: Json, path: Path, value: unknown): void {
  (at(config, path.slice(0, -1)) as Json)[path.at(-1) as string] = value;
}
