import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arguments, TerraformJson } from './shim';

/** Where a state is kept: a file, or a backend with all of its arguments. */
export type StatePlace = string | { readonly type: string; readonly config: Arguments };

export interface Override {
  /** Where the stack's state is. Replaces its backend whole. */
  readonly backend: StatePlace;
  /** `data.terraform_remote_state` by name -> where it reads. Must name every one that the stack has. */
  readonly remoteState: Readonly<Record<string, StatePlace>>;
  /** Arguments merged into every AWS provider of the stack, aliased ones too. */
  readonly provider: Arguments;
}

/** Sorts behind every other file that Terraform merges. */
const OVERRIDE_FILE = 'zz_override.tf.json';

/** Writes the one file that takes a synthesized stack off the network: local states, and AWS where `provider` says. */
export function writeOverride(stackDir: string, { backend, remoteState, provider }: Override): void {
  const stack = JSON.parse(readFileSync(join(stackDir, 'cdk.tf.json'), 'utf8')) as TerraformJson;
  const reads = Object.keys(stack.data?.terraform_remote_state ?? {});
  const lost = reads.filter((name) => remoteState[name] === undefined);
  if (lost.length > 0)
    throw new Error(`${stackDir}: no state file given for terraform_remote_state ${lost.join(', ')}`);
  const own = backendOf(backend);
  const read = (name: string) => {
    const { type, config } = backendOf(remoteState[name] as StatePlace);
    return { backend: type, config };
  };
  const aws = (stack.provider?.aws ?? []).map(({ alias }) => ({
    ...(alias === undefined ? {} : { alias }),
    ...provider,
  }));
  const override = {
    terraform: { backend: { [own.type]: own.config } },
    ...(aws.length > 0 ? { provider: { aws } } : {}),
    ...(reads.length > 0
      ? { data: { terraform_remote_state: Object.fromEntries(reads.map((name) => [name, read(name)])) } }
      : {}),
  };
  writeFileSync(join(stackDir, OVERRIDE_FILE), JSON.stringify(override, null, 2));
}

function backendOf(place: StatePlace): { readonly type: string; readonly config: Arguments } {
  return typeof place === 'string' ? { type: 'local', config: { path: place } } : place;
}
