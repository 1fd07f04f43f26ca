import type { Problem } from '../../errors';
import { at, entriesOf } from '../nested-json';
import { listed } from './synthesized';

/** Data sources that run something, or fetch what anybody put somewhere, whenever somebody plans. */
const RUNS: Readonly<Record<string, string>> = {
  external: 'runs a program on the machine that plans',
  http: 'calls an address from the machine that plans',
  aws_lambda_invocation: 'calls a function whenever somebody plans',
  aws_ecs_task_execution: 'starts a task whenever somebody plans',
};

/** Where a state may be: elsewhere it is a request to whomever the code names, or a program that asks for its keys. */
const STATES = ['local', 's3'];

/** Arguments of providers and backends that name a program, or a file which may name one. */
const PROGRAMS = ['shared_config_files', 'shared_credentials_files', 'profile', 'host', 'ssh_opts', 'context'];

/** All that a synthesized stack may consist of; of anything else nobody knows what it does. Terraform 1.11, "JSON configuration syntax". */
const BLOCKS = [
  '//',
  ...['check', 'data', 'ephemeral', 'import', 'locals', 'module', 'moved', 'output', 'provider', 'removed', 'resource'],
  ...['terraform', 'variable'],
];

/**
 * What of a synthesized stack would run code that nobody reviewed, or send something to a stranger, as soon as somebody plans it: a plan has keys
 * in its environment. Codes `ForeignCode` and `UnlistedProvider`. @param providers sources that may run: `hashicorp/aws`
 */
export function checkForeignCode(synthesized: unknown, providers: readonly string[]): Problem[] {
  return [
    ...strangers(synthesized),
    ...backends(synthesized),
    ...sources(synthesized, ''),
    ...checksOf(synthesized).flatMap(({ label, body }) => sources(body, `check.${label}.`)),
    ...provisioners(synthesized),
    ...modules(synthesized),
    ...providerPrograms(synthesized),
    ...unlisted(synthesized, providers),
  ];
}

interface Block {
  readonly label: string;
  readonly body: unknown;
}

/** Blocks of a kind by their label. Terraform takes a list wherever there may be several ("JSON configuration syntax", 2026-11). */
function blocksOf(within: unknown, kind: string): Block[] {
  return listed(at(within, kind)).flatMap(labelled);
}

function labelled(value: unknown): Block[] {
  return entriesOf(value).flatMap(([label, bodies]) => listed(bodies).map((body) => ({ label, body })));
}

/** Blocks of two labels: type and name. */
function typedBlocks(within: unknown, kind: string): (Block & { readonly type: string })[] {
  return blocksOf(within, kind).flatMap(({ label: type, body }) => labelled(body).map((block) => ({ type, ...block })));
}

const checksOf = (synthesized: unknown) => blocksOf(synthesized, 'check');
const settingsOf = (synthesized: unknown) => listed(at(synthesized, 'terraform'));

function strangers(synthesized: unknown): Problem[] {
  return entriesOf(synthesized)
    .filter(([block]) => !BLOCKS.includes(block))
    .map(([block]) => foreign(block, 'is a block of Terraform that nobody knows here'));
}

/** Where its own state is: Terraform asks there before it plans. */
function backends(synthesized: unknown): Problem[] {
  return settingsOf(synthesized).flatMap((settings) => [
    ...blocksOf(settings, 'backend').flatMap(({ label, body }) => keeper(`terraform.backend.${label}`, label, body)),
    ...listed(at(settings, 'cloud')).map(() => foreign('terraform.cloud', 'plans and keeps the state elsewhere')),
  ]);
}

/** What is wrong with where a state is kept. */
function keeper(field: string, kind: string, config: unknown): Problem[] {
  if (!STATES.includes(kind))
    return [foreign(field, `has its state in a backend '${kind}', and only ${STATES.join(' and ')} are known`)];
  return programs(field, config);
}

function programs(field: string, config: unknown): Problem[] {
  return PROGRAMS.filter((key) => at(config, key) !== undefined).map((key) =>
    foreign(`${field}.${key}`, 'names a program, or a file that may name one'),
  );
}

/** What is read at each plan: data sources, and what is opened for as long as a plan takes. */
function sources(within: unknown, prefix: string): Problem[] {
  return ['data', 'ephemeral'].flatMap((kind) =>
    typedBlocks(within, kind).flatMap(({ type, label, body }) => {
      const field = `${prefix}${kind}.${type}.${label}`;
      if (Object.hasOwn(RUNS, type)) return [foreign(field, RUNS[type] as string)];
      if (type !== 'terraform_remote_state') return [];
      const configs = listed(at(body, 'config'));
      return (configs.length > 0 ? configs : [{}]).flatMap((config) =>
        keeper(field, textOf(at(body, 'backend')), config),
      );
    }),
  );
}

function provisioners(synthesized: unknown): Problem[] {
  return typedBlocks(synthesized, 'resource')
    .filter(({ body }) => listed(at(body, 'provisioner')).length > 0)
    .map(({ type, label }) => foreign(`${type}.${label}`, 'has a provisioner, which runs a program'));
}

function modules(synthesized: unknown): Problem[] {
  return blocksOf(synthesized, 'module').map(({ label, body }) =>
    foreign(`module.${label}`, `is code from '${textOf(at(body, 'source'))}', which is not in what was synthesized`),
  );
}

function providerPrograms(synthesized: unknown): Problem[] {
  return blocksOf(synthesized, 'provider').flatMap(({ label, body }) => programs(`provider.${label}`, body));
}

/** Providers are programs: those that are required, and those that a type implies. */
function unlisted(synthesized: unknown, allowed: readonly string[]): Problem[] {
  const required = new Map(
    settingsOf(synthesized)
      .flatMap((settings) => blocksOf(settings, 'required_providers'))
      .map(({ label, body }): [string, string] => [label, sourceOf(label, body)]),
  );
  const types = [synthesized, ...checksOf(synthesized).map(({ body }) => body)].flatMap((within) =>
    ['resource', 'data', 'ephemeral'].flatMap((kind) => blocksOf(within, kind).map(({ label }) => label)),
  );
  const names = [
    ...types.map((type) => type.split('_')[0] as string),
    ...blocksOf(synthesized, 'provider').map(({ label }) => label),
  ];
  const implied = names
    .filter((name) => name !== 'terraform' && !required.has(name))
    .map((name) => `hashicorp/${name}`);
  return [...new Set([...required.values(), ...implied])]
    .filter((source) => !allowed.includes(source))
    .map((source) => ({
      code: 'UnlistedProvider',
      field: `provider ${source}`,
      problem: 'is a program that nobody listed',
      fix: `leave it out, or list it: --allow-provider ${source}`,
    }));
}

/** `aws` and `hashicorp/aws` are one; of another registry it is the whole name. */
function sourceOf(name: string, said: unknown): string {
  const source = (textOf(at(said, 'source')) || name).toLowerCase();
  return source.includes('/') ? source : `hashicorp/${source}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function foreign(field: string, problem: string): Problem {
  return {
    code: 'ForeignCode',
    field,
    problem,
    fix: 'leave it out: whoever may change this code would have the keys of whoever plans it',
  };
}
