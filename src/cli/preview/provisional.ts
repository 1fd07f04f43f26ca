import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { at, entriesOf } from '../../preview/nested-json';
import { parseSpec } from '../../spec/parse';
import { readJson } from '../read-json';
import { writeStateFile } from '../state-file';
import type { SynthesizedStack } from './manifest';

/** What an app writes beside its stacks: what each would publish if it were applied. */
const provisionalSpec = z.record(
  z.string(),
  z
    .strictObject({
      outputs: z.record(z.string(), z.unknown()).describe('Outputs by name.'),
      madeUp: z.array(z.string()).describe('Values in them that nobody knows yet.'),
    })
    .describe('A stack.'),
);

export type Provisional = z.output<typeof provisionalSpec>;

/** What is in `provisional.json`; nothing where an app does not write it. */
export function readProvisional(dir: string): Provisional {
  const file = join(dir, 'provisional.json');
  return existsSync(file) ? parseSpec(`'${file}'`, provisionalSpec, readJson(file)) : {};
}

/** The stacks whose state a stack reads: name of the data source -> stack. @param all every stack of the app */
export function producersOf(stack: SynthesizedStack, all: readonly SynthesizedStack[]): Map<string, string> {
  const sources = entriesOf(at(at(readJson(stack.file), 'data'), 'terraform_remote_state'));
  return new Map(
    sources.flatMap(([name, source]): [string, string][] => {
      const producer = all.find((one) => isStateOf(source, one));
      return producer === undefined ? [] : [[name, producer.name]];
    }),
  );
}

/** What makes a state file that one and no other, by the kind of its backend. */
const KEYS: Readonly<Record<string, readonly string[]>> = { local: ['path'], s3: ['bucket', 'key'] };

function isStateOf(source: unknown, { backend }: SynthesizedStack): boolean {
  const named = at(source, 'backend');
  const kind = typeof named === 'string' ? named : '';
  const [config, written] = [at(source, 'config'), at(backend, kind)];
  const keys = Object.hasOwn(KEYS, kind) ? (KEYS[kind] as readonly string[]) : [];
  return keys.length > 0 && keys.every((key) => at(config, key) !== undefined && at(config, key) === at(written, key));
}

/** Terraform reads it after the rest of a stack, and believes it more. */
const OVERRIDE = 'stowage_provisional_override.tf.json';

/** Lets a stack read made-up states in place of those of others, until it is taken away. @param states name of the data source -> outputs */
export function overrideStates(
  stack: SynthesizedStack,
  states: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  scratch: string,
): void {
  const sources = [...states].map(([name, outputs]) => {
    const path = join(scratch, `${stack.name}.${name}.tfstate`);
    writeStateFile(path, outputs);
    return [name, { backend: 'local', config: { path } }];
  });
  const document = { data: { terraform_remote_state: Object.fromEntries(sources) } };
  writeFileSync(join(stack.dir, OVERRIDE), JSON.stringify(document));
}

/** Also takes away what a run left behind that was killed. */
export function takeOverrideAway(stack: SynthesizedStack): void {
  rmSync(join(stack.dir, OVERRIDE), { force: true });
}
