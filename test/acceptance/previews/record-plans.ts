import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SystemInput } from '../../../src/spec/system';
import { providerSchema } from '../../support/provider-schema';
import { Terraform } from '../../support/terraform';
import { Platform, SYSTEMS } from '../platform';
import { Report } from '../report';
import { notes, Retained } from '../retention';
import type { Setting } from '../setting';
import { trimPlan } from './trim-plan';

const OUT = resolve(__dirname, '../../golden/plans');
const [DATA, SERVICES] = ['keep-notes-data', 'keep-notes'] as const;

type Block = Record<string, Record<string, Record<string, unknown>>>;
interface Stack {
  resource: Block;
  [block: string]: unknown;
}

/** Plans of the real provider as fixtures: `npx tsx test/acceptance/previews/record-plans.ts`. Read what changes in them. */
async function record(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-record-'));
  mkdirSync(OUT, { recursive: true });
  try {
    const setting = { report: new Report(), schema: await providerSchema(), dir };
    const only = process.argv[2];
    if (only !== 'example') await recordNotes(setting);
    if (only !== 'notes') await recordExample(setting);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A system with volumes, through all that can happen to it. */
async function recordNotes(setting: Setting): Promise<void> {
  const kept = await Retained.start(setting);
  try {
    const keep = (name: string, stack: string) => plan(kept, name, stack);
    kept.synth(notes);
    await keep('create', DATA);
    await kept.apply(DATA);
    await kept.apply(SERVICES);
    await keep('no-change', DATA);
    await changed(kept);
    await volumes(kept);
  } finally {
    await kept.close();
  }
}

/** Edits of what was synthesized, for what the platform itself never does. Each begins with the system as it is applied. */
async function changed(kept: Retained): Promise<void> {
  const edited = async (name: string, stack: string, edit: (json: Stack) => void) => {
    kept.synth(notes);
    const file = join(kept.trial.stack(stack).dir, 'cdk.tf.json');
    const json = JSON.parse(readFileSync(file, 'utf8')) as Stack;
    edit(json);
    writeFileSync(file, JSON.stringify(json, null, 2));
    await plan(kept, name, stack);
  };
  await edited('replace', SERVICES, ({ resource }) => {
    for (const group of Object.values(resource.aws_security_group ?? {})) group.description = 'The writer of notes';
  });
  await edited('errored', DATA, ({ resource }) => {
    for (const system of Object.values(resource.aws_efs_file_system ?? {})) system.encrypted = false;
  });
  await edited('move', DATA, (json) => {
    const name = Object.keys(json.resource.aws_ebs_volume ?? {})[0] as string;
    const renamed = JSON.parse(JSON.stringify(json).replaceAll(name, 'renamed')) as Stack;
    Object.assign(json, renamed, { moved: [{ from: `aws_ebs_volume.${name}`, to: 'aws_ebs_volume.renamed' }] });
  });
  await edited('outputs', DATA, (json) => {
    const volume = `aws_ebs_volume.${Object.keys(json.resource.aws_ebs_volume ?? {})[0]}`;
    json.output = { ...(json.output as object), motto: { value: 'keep what you wrote' } };
    json.check = {
      room: { assert: [{ condition: `\${${volume}.size > 99}`, error_message: 'the archive has less than 100 GiB' }] },
    };
  });
}

/** What leaves the spec, and what others do to it. */
async function volumes(kept: Retained): Promise<void> {
  const writer = notes.services?.writer as NonNullable<SystemInput['services']>[string];
  const without: SystemInput = { ...notes, services: { writer: { ...writer, mounts: [] } }, volumes: {} };
  kept.decide('keep');
  kept.synth(without);
  await plan(kept, 'forget', DATA);
  kept.decide();
  kept.ledger = kept.ledger.filter(({ address }) => !address.startsWith('aws_ebs_volume.'));
  kept.synth({ ...notes, volumes: { pages: { kind: 'efs' } } });
  await plan(kept, 'destroy', DATA);
  kept.synth(notes);
  await kept.touch();
  await plan(kept, 'drift', DATA);
}

async function plan(kept: Retained, name: string, stack: string): Promise<void> {
  const terraform = await kept.terraform(stack);
  rmSync(join(terraform.dir, 'plan'), { force: true });
  // A plan that fails may have been written all the same.
  await terraform.plan({ out: 'plan' }).catch((error: Error) => console.log(error.message));
  await keepPlan(name, stack, terraform);
}

/** The example app as it is applied, and one change to the system `ads`. */
async function recordExample(setting: Setting): Promise<void> {
  const platform = await Platform.start(setting);
  const stack = 'trial-ads';
  try {
    platform.synth({ protect: true });
    await platform.trial.init();
    await platform.trial.apply();
    platform.synth({ protect: true, systems: SYSTEMS.map(oneChange) });
    const terraform = new Terraform(platform.trial.stack(stack).dir);
    await terraform.plan({ out: 'plan' });
    await keepPlan('example', stack, terraform);
  } finally {
    await platform.close();
  }
}

/** The change of a pull request: the predictor gets more memory, may read another bucket, and answers one more. */
function oneChange(system: SystemInput): SystemInput {
  const predictor = system.services?.['ctr-predictor'];
  if (system.name !== 'ads' || predictor === undefined) return system;
  const changed = {
    ...predictor,
    memoryMiB: 8192,
    allow: [...(predictor.allow ?? []), 'forecaster'],
    environment: { MODEL: '/data/models/ctr-2026-12' },
    access: [{ kind: 'bucket' as const, bucket: 'example-ml-features', prefix: 'ctr/', actions: ['read' as const] }],
  };
  return { ...system, services: { ...system.services, 'ctr-predictor': changed } };
}

async function keepPlan(name: string, stack: string, terraform: Terraform): Promise<void> {
  const document = await terraform.showJson('plan');
  const versions = await terraform.providerVersions();
  const synthesized: unknown = JSON.parse(readFileSync(join(terraform.dir, 'cdk.tf.json'), 'utf8'));
  const provider = Object.entries(versions).map(([source, version]) => `${source.replace(/^.*?\//, '')} ${version}`);
  const trimmed = trimPlan(document, stack, provider.join(', '), synthesized);
  writeFileSync(join(OUT, `${name}.json`), `${JSON.stringify(trimmed)}\n`);
  console.log(`recorded ${name}`);
}

record();
