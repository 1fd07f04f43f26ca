import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Problem, refuse } from '../../errors';
import { constructsIn } from '../../preview/constructs-in';
import { at } from '../../preview/nested-json';
import { parseSpec } from '../../spec/parse';
import { readJson } from '../read-json';

/** A stack of an app as it was synthesized. */
export interface SynthesizedStack {
  readonly name: string;
  readonly dir: string;
  /** The file that Terraform reads. */
  readonly file: string;
  /** Where its state is, as it is written: `{ s3: { ... } }`. */
  readonly backend: unknown;
  /** Stacks that are applied before it. */
  readonly dependencies: readonly string[];
  /** Path of the construct that made a resource, by address. */
  readonly constructs: Readonly<Record<string, string>>;
}

/** The part of `manifest.json` that is read: cdktf 0.21 and cdktn 0.24 write the same. */
const manifestSpec = z.object({
  stacks: z
    .record(
      // It becomes the name of a file.
      z.string().regex(/^[A-Za-z0-9][\w.-]*$/),
      z
        .object({
          synthesizedStackPath: z
            .string()
            .regex(/^(?!.*(^|[/\\])\.\.([/\\]|$))(?![/\\])/, 'must be below the manifest')
            .describe('File of the stack, seen from the manifest.'),
          dependencies: z.array(z.string()).default([]).describe('Stacks that are applied before it. @default []'),
        })
        .describe('A stack.'),
    )
    .describe('Stacks of the app, by name.'),
});

/**
 * The stacks in a directory that an app was synthesized to. Throws `SpecError`, codes `NoManifest`, `NoStacks`, `UnknownStack`, `MissingStack`.
 * @param only names of those that are wanted. @default - all
 */
export function synthesizedStacks(dir: string, only: readonly string[] = []): SynthesizedStack[] {
  const what = `Output '${dir}'`;
  const file = join(dir, 'manifest.json');
  refuse(what, existsSync(file) ? [] : [NO_MANIFEST]);
  const { stacks } = parseSpec(`Manifest '${file}'`, manifestSpec, readJson(file));
  const names = Object.keys(stacks);
  refuse(
    what,
    names.length === 0 ? [NO_STACKS] : only.filter((name) => !names.includes(name)).map((name) => unknown(name, names)),
  );
  const wanted = Object.entries(stacks).filter(([name]) => only.length === 0 || only.includes(name));
  refuse(
    what,
    wanted
      .filter(([, stack]) => !existsSync(join(dir, stack.synthesizedStackPath)))
      .map(([name, stack]) => missing(name, stack.synthesizedStackPath)),
  );
  return wanted.map(([name, { synthesizedStackPath, dependencies }]) => {
    const path = join(dir, synthesizedStackPath);
    const document = readJson(path);
    const backend = at(at(document, 'terraform'), 'backend');
    return { name, dependencies, backend, dir: dirname(path), file: path, constructs: constructsIn(document) };
  });
}

const NO_MANIFEST: Problem = {
  code: 'NoManifest',
  field: '',
  problem: 'has no manifest.json',
  fix: "synthesize the app first ('npm run synth'), or name its directory with --dir",
};

const NO_STACKS: Problem = { code: 'NoStacks', field: 'stacks', problem: 'is empty', fix: 'add a stack to the app' };

function unknown(name: string, names: readonly string[]): Problem {
  return { code: 'UnknownStack', field: 'stacks', problem: `has no '${name}'`, fix: `use one of ${names.join(', ')}` };
}

function missing(name: string, file: string): Problem {
  return {
    code: 'MissingStack',
    field: `stacks.${name}`,
    problem: `names ${file}, which is not there`,
    fix: 'synthesize the app again',
  };
}
