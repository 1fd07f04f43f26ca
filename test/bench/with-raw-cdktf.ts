import { readFileSync } from 'node:fs';
import type { DataTerraformRemoteStateLocal, TerraformElement, TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Hole, Json, Path, RawElement, RawStack, Reference } from './inventory';
import { run } from './program';

const [inventory, outdir, traces] = process.argv.slice(2) as [string, string, string];

// The values of all resources are there before the clock starts, as if they stood in the program.
const stacks = JSON.parse(readFileSync(inventory, 'utf8')) as RawStack[];
const resources = stacks.flatMap(({ elements }) => elements).filter(({ kind }) => kind === 'resource');
const types = new Set(resources.map(({ type }) => type));

type ResourceClass = new (scope: Construct, id: string, config: Json) => TerraformElement;
type Modules = ReturnType<typeof load>;

/** Every class imported alone, as one does who knows what the package root costs. */
function load() {
  const cdktf = require('cdktf') as typeof import('cdktf');
  const provider = require('@cdktf/provider-aws/lib/provider') as typeof import('@cdktf/provider-aws/lib/provider');
  const stackTrace = require('cdktf/lib/tokens/private/stack-trace') as { captureStackTrace: () => string[] };
  if (traces !== 'traces') stackTrace.captureStackTrace = () => [];
  return { ...cdktf, ...provider, classes: new Map([...types].map((type) => [type, resourceClass(type)])) };
}

function resourceClass(type: string): ResourceClass {
  const path = `@cdktf/provider-aws/lib/${type.replace(/^aws_/, '').replaceAll('_', '-')}`;
  const exported: Record<string, unknown> = require(path);
  const found = Object.values(exported).find((e) => (e as { tfResourceType?: string }).tfResourceType === type);
  if (found === undefined) throw new Error(`the provider has no class for ${type}`);
  return found as ResourceClass;
}

function build(modules: Modules) {
  const app = new modules.App({ outdir });
  const built = new Map<string, TerraformStack>();
  for (const { name, provider, providerVersion, backendPath, dependencies, elements } of stacks) {
    const stack = new modules.TerraformStack(app, name);
    new modules.AwsProvider(stack, 'Aws', provider);
    stack.addOverride('terraform.required_providers.aws.version', providerVersion);
    new modules.LocalBackend(stack, { path: backendPath });
    for (const other of dependencies) stack.addDependency(built.get(other) as TerraformStack);
    built.set(name, stack);
    buildElements(stack, elements, modules);
  }
  return app;
}

function buildElements(stack: TerraformStack, elements: readonly RawElement[], modules: Modules): void {
  const built: TerraformElement[] = [];
  const late = references(built, modules);
  const fill = ({ path, parts }: Hole, config: Json) =>
    put(config, path, parts.map((part) => (typeof part === 'string' ? part : late(part))).join(''));
  for (const { kind, type, id, config, needs, holes, documents } of elements) {
    for (const hole of holes) fill(hole, config);
    for (const path of documents) put(config, path, modules.Fn.jsonencode(at(config, path)));
    if (needs.length > 0) config.dependsOn = needs.map((n) => built[n]);
    if (kind === 'output') built.push(new modules.TerraformOutput(stack, id, config as never));
    else if (kind === 'state')
      built.push(new modules.DataTerraformRemoteStateLocal(stack, id, config.config as { path: string }));
    else built.push(new (modules.classes.get(type) as ResourceClass)(stack, id, config));
  }
}

/** `role.arn` where it is used, and a value of another stack read once and used everywhere, as `const vpcId = state.getString('vpcId')`. */
function references(built: readonly TerraformElement[], { Token, propertyAccess }: Modules) {
  const read = new Map<string, string>();
  return (reference: Reference): string => {
    const element: unknown = built[reference.element];
    if ('attribute' in reference) return (element as TerraformResource).getStringAttribute(reference.attribute);
    const { output, keys } = reference;
    const key = JSON.stringify(reference);
    const value = () =>
      Token.asString(propertyAccess((element as DataTerraformRemoteStateLocal).get(output), [...keys]));
    const known = read.get(key) ?? value();
    read.set(key, known);
    return known;
  };
}

function at(config: Json, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Json)[key], config);
}

function put(config: Json, path: Path, value: unknown): void {
  (at(config, path.slice(0, -1)) as Json)[path.at(-1) as string] = value;
}

run({ load, build });
