import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { importCommand } from '../src/cli/import/import-command';
import { contractOf } from '../src/spec/contract-of';
import { type EnvironmentInput, environmentSpec } from '../src/spec/environment';
import { parseSpec } from '../src/spec/parse';
import type { Ledger } from '../src/spec/retained';
import type { SystemInput } from '../src/spec/system';
import { type VolumeInput, type VolumeSpec, volumeSpec } from '../src/spec/volume';
import { capabilitiesOf } from '../src/storage/capabilities';
import { buildApp } from '../stacks/app';
import { environments } from '../stacks/environments';
import { ads } from '../stacks/systems/ads';
import { recommendations } from '../stacks/systems/recommendations';
import { synthesized } from './support/builders/synth-app';

const ROOT = resolve(__dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const blocks = [...README.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] as string);
const dev = parseSpec('Environment', environmentSpec, environments.dev);

/** Runs a block of the README as a module, in a working directory of its own, and gives what it exports and defines. */
function run(block: string, outdir: string): Record<string, unknown> {
  const code = transformSync(`${block}\n;export const __outdir = true;`, {
    filename: 'readme.ts',
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  }).code;
  const contract = contractOf(dev, (path) => path.join('-'));
  const exported: Record<string, unknown> = {};
  const load = (name: string): unknown => {
    if (name === 'stowage') return withOutdir(outdir);
    if (name === '../../src/spec/system') return require('../src/spec/system');
    if (name === './contract.json') return { __esModule: true, default: JSON.parse(JSON.stringify(contract)) };
    return require(name);
  };
  new Function('require', 'exports', code)(load, exported);
  return exported;
}

function withOutdir(outdir: string) {
  const stowage = require('../constructs') as typeof import('../constructs');
  return {
    ...stowage,
    PlatformApp: class extends stowage.PlatformApp {
      constructor() {
        super({ outdir });
      }
    },
  };
}

function synthesize(
  systems: readonly SystemInput[],
  environment: EnvironmentInput = environments.dev,
): Record<string, Set<string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'stowage-readme-'));
  try {
    buildApp(environment, { systems, app: { outdir } }).synth();
    const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    const read = (path: string) =>
      JSON.parse(readFileSync(join(outdir, path), 'utf8')) as { resource: Record<string, object> };
    return Object.fromEntries(
      Object.entries(stacks).map(([name, { synthesizedStackPath }]) => {
        const { resource } = read(synthesizedStackPath);
        return [
          name,
          new Set(
            Object.entries(resource).flatMap(([type, byName]) => Object.keys(byName).map((key) => `${type}.${key}`)),
          ),
        ];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const added = (before: Record<string, Set<string>>, after: Record<string, Set<string>>) =>
  Object.entries(after).flatMap(([stack, addresses]) =>
    [...addresses].filter((a) => !before[stack]?.has(a)).map((a) => `${stack} ${a}`),
  );

/** What the first column of the README's table of volumes stands for. */
const VOLUMES: Readonly<Record<string, VolumeInput>> = {
  '`efs`': { kind: 'efs' },
  '`efs`, `oneZone`': { kind: 'efs', oneZone: 'eu-central-1a' },
  '`ebs`': { kind: 'ebs', sizeGiB: 100 },
  '`ebs`, `perReplica`': { kind: 'ebs', sizeGiB: 100, perReplica: true },
  '`lustre`': { kind: 'lustre', sizeGiB: 1200 },
  '`lustre`, `SCRATCH_2`': { kind: 'lustre', sizeGiB: 1200, deployment: 'SCRATCH_2' },
  '`s3`': { kind: 's3', bucket: 'example-recall' },
  '`scratch`': { kind: 'scratch', sizeGiB: 10 },
  '`task-ebs`': { kind: 'task-ebs', sizeGiB: 10 },
};

/** The capabilities of a volume in the README's words: who writes, where it is the same, and when it is still there. */
function promised(volume: VolumeSpec): string[] {
  const { writers, scope, survivesTask, survivesDestroy } = capabilitiesOf(volume);
  const who = {
    none: 'nobody',
    one: 'one replica',
    'one-per-replica': 'each replica its own',
    many: 'any number of replicas',
  };
  const where = { task: 'one replica', host: 'one host', zone: 'one zone', region: 'all zones' };
  const restarted = scope === 'host' ? 'if on the same host' : survivesTask ? 'yes' : 'no';
  return [who[writers], where[scope], restarted, survivesDestroy ? 'yes' : 'no'];
}

describe("the README's code", () => {
  const example = synthesize([ads, recommendations]);

  it('has eight blocks, each run here', () => {
    expect(blocks).toHaveLength(8);
  });

  it('adds one stack with a system, and changes no other', () => {
    const { search } = run(blocks[0] as string, '') as { search: SystemInput };
    const after = synthesize([ads, recommendations, search]);
    expect(new Set(added(example, after).map((line) => line.split(' ')[0]))).toEqual(new Set(['dev-search']));
    expect(added(after, example)).toEqual([]);
  });

  it("adds only a service's own addresses with a service in five lines", () => {
    const { explainer } = run(`export const { explainer } = { ${blocks[1]} };`, '') as {
      explainer: SystemInput['services'][string];
    };
    expect((blocks[1] as string).trim().split('\n').length - 2).toBeLessThanOrEqual(5);
    const after = synthesize([{ ...ads, services: { ...ads.services, explainer } }, recommendations]);
    expect(added(after, example)).toEqual([]);
    const fresh = added(example, after);
    expect(fresh.length).toBeGreaterThan(5);
    expect(fresh.filter((line) => !/^dev-ads [a-z_]+\.explainer_/.test(line))).toEqual([]);
  });

  it('serves with all that Serve shows, and keeps the queue in a stack of its own', () => {
    const { vision } = run(blocks[2] as string, '') as { vision: SystemInput };
    const fresh = added(example, synthesize([ads, recommendations, vision]));
    expect(new Set(fresh.map((line) => line.split(' ')[0]))).toEqual(new Set(['dev-vision', 'dev-vision-data']));
    expect(fresh.filter((line) => line.includes(' aws_lb_target_group.'))).toHaveLength(2);
    expect(fresh.filter((line) => line.includes(' aws_cloudwatch_metric_alarm.')).length).toBeGreaterThan(2);
  });

  it('keeps what Store shows: a file system of the region, and block storage of each replica', () => {
    const { recall } = run(blocks[3] as string, '') as { recall: SystemInput };
    const fresh = added(example, synthesize([ads, recommendations, recall]));
    expect(new Set(fresh.map((line) => line.split(' ')[0]))).toEqual(new Set(['dev-recall', 'dev-recall-data']));
    expect(fresh.filter((line) => line.startsWith('dev-recall-data aws_efs_file_system.'))).toHaveLength(1);
    expect(fresh.filter((line) => line.startsWith('dev-recall-data aws_ebs_volume.'))).toHaveLength(2);
    expect(fresh.filter((line) => line.startsWith('dev-recall aws_ecs_service.'))).toHaveLength(3);
  });

  it('trains what Train shows: a definition, its log, and a file system that the hosts of its cluster reach', () => {
    const { trainingClusters, clicks } = run(blocks[4] as string, '') as {
      trainingClusters: NonNullable<EnvironmentInput['trainingClusters']>;
      clicks: SystemInput;
    };
    const fresh = added(example, synthesize([ads, recommendations, clicks], { ...environments.dev, trainingClusters }));
    expect(new Set(fresh.map((line) => line.split(' ')[0]))).toEqual(new Set(['dev-clicks', 'dev-clicks-data']));
    const types = fresh.filter((line) => line.startsWith('dev-clicks ')).map((line) => line.split(/[ .]/)[1]);
    expect(types).toEqual(expect.arrayContaining(['aws_batch_job_definition', 'aws_vpc_security_group_ingress_rule']));
  });

  it('mounts on hosts what Train shows, for a job that is no more than a definition', () => {
    const { mounting, ranking } = run(blocks[6] as string, '') as {
      mounting: NonNullable<EnvironmentInput['trainingClusters']>;
      ranking: SystemInput;
    };
    const before = synthesize([], {
      ...environments.dev,
      trainingClusters: { gpu: { ...mounting.gpu, hostMounts: {} } as never },
    });
    const after = synthesize([ranking], { ...environments.dev, trainingClusters: mounting });
    const fresh = added(before, after);
    const rules = fresh.filter((line) => /^dev-foundation aws_vpc_security_group_(in|e)gress_rule\./.test(line));
    expect(rules).toHaveLength(8);
    expect(fresh.filter((line) => !rules.includes(line) && !line.startsWith('dev-ranking '))).toEqual([]);
    expect(fresh.filter((line) => / aws_(vpc|efs|fsx|s3)/.test(line))).toEqual(rules);
  });

  it('runs by itself what Train shows: one state machine for its three jobs, and what starts it', () => {
    const { nightly } = run(blocks[5] as string, '') as { nightly: SystemInput };
    const fresh = added(example, synthesize([ads, recommendations, nightly]));
    const counts = (type: string) => fresh.filter((line) => line.startsWith(`dev-nightly ${type}.`)).length;
    expect(['aws_batch_job_definition', 'aws_sfn_state_machine', 'aws_scheduler_schedule'].map(counts)).toEqual([
      3, 1, 1,
    ]);
  });

  it('says of each kind of volume what it promises', () => {
    const shown = [...README.matchAll(/^\| (`[a-z0-9-]+`(?:, `\w+`)?) +\|(.*)\|$/gm)].flatMap(([, kind, rest]) => {
      const [, ...cells] = (rest as string).split('|').map((cell) => cell.trim());
      return kind !== undefined && kind in VOLUMES ? [[kind, cells]] : [];
    });
    expect(shown).toEqual(Object.entries(VOLUMES).map(([kind, volume]) => [kind, promised(volumeSpec.parse(volume))]));
    expect(new Set(Object.values(VOLUMES).map(({ kind }) => kind))).toEqual(
      new Set(volumeSpec.options.map((option) => option.shape.kind.value)),
    );
  });

  describe('of restoring', () => {
    const written = [...README.matchAll(/`restored: (\{ kind: .*? \} \})`/g)].map(([, volume]) => volume as string);
    const deployed = (volumes: Record<string, VolumeInput>, mounted: string, ledger: Ledger = []) => {
      const told: Ledger[] = [];
      const reader = { image: { repository: 'notes/reader', tag: '1.0.0' }, cpus: 0.5, memoryMiB: 512, replicas: 1 };
      const mounts = [{ volume: mounted, path: '/data/notes' }];
      const system: SystemInput = {
        name: 'notes',
        volumes,
        services: { reader: { ...reader, rollout: 'recreate', mounts } },
      };
      const stacks = synthesized((outdir) =>
        buildApp(
          { ...environments.dev, protect: true },
          { systems: [system], ledger, onRetention: (retention) => told.push(retention.ledger), app: { outdir } },
        ),
      );
      return { ledger: told[0] as Ledger, json: JSON.stringify(Object.values(stacks).map(({ json }) => json)) };
    };

    it('shows each kind that begins with something', () => {
      expect(written.map((volume) => /kind: '([a-z-]+)'/.exec(volume)?.[1])).toEqual(['ebs', 'task-ebs', 'lustre']);
    });

    it.each(written)('makes %s beside what is there, and mounts it in its place', (text) => {
      const restored = new Function(`return ${text}`)() as VolumeInput & { from: Record<string, string> };
      const { from, ...lost } = restored;
      const [id] = Object.values(from) as [string];
      const before = deployed({ lost: lost as VolumeInput }, 'lost');
      expect(before.json).not.toContain(id);
      const after = deployed({ lost: lost as VolumeInput, restored }, 'restored', before.ledger);
      expect(after.json).toContain(id);
      expect(after.ledger).toEqual(expect.arrayContaining([...before.ledger]));
      const inPlace = () => deployed({ lost: restored }, 'lost', before.ledger);
      if (capabilitiesOf(volumeSpec.parse(restored)).survivesTask)
        expect(inPlace).toThrow(/fixed\.from .*\[Replaced\]/);
      else expect(inPlace().json).toContain(id);
    });
  });

  it("attaches a team's own stack to the platform", () => {
    const outdir = mkdtempSync(join(tmpdir(), 'stowage-readme-'));
    try {
      run(blocks[7] as string, outdir);
      const stack = JSON.parse(readFileSync(join(outdir, 'stacks/labelling/cdk.tf.json'), 'utf8')) as {
        resource: Record<string, Record<string, Record<string, unknown>>>;
      };
      expect(Object.keys(stack.resource.aws_ecs_service ?? {})).toHaveLength(2);
      expect(Object.values(stack.resource.aws_lb_listener_rule ?? {})[0]?.priority).toBeGreaterThanOrEqual(40_000);
      expect(Object.values(stack.resource.aws_ecs_service ?? {}).some((s) => s.wait_for_steady_state === true)).toBe(
        true,
      );
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  it('shows the message that its mistakes really give', () => {
    const { cpus: _, ...bidder } = ads.services.bidder as SystemInput['services'][string];
    const wrong = {
      ...ads,
      services: {
        ...ads.services,
        bidder: { ...bidder, cpu: 2 },
        'ctr-predictor': { ...ads.services['ctr-predictor'], allow: ['biddr'] },
      },
    } as unknown as SystemInput;
    const shown = README.split('\n')
      .filter((line) => line.startsWith('    Systems has') || line.startsWith('      - ads.'))
      .map((line) => line.slice(4));
    expect(() => synthesize([wrong, recommendations])).toThrow(shown.join('\n'));
  });

  it('shows how many resources each stack really has', () => {
    const shown = [...README.matchAll(/^ {4}(\S+) +(\d+) resources/gm)].map((m) => [m[1], Number(m[2])]);
    expect(shown).toEqual(
      expect.arrayContaining(Object.entries(example).map(([name, addresses]) => [name, addresses.size])),
    );
  });

  it('imports what Bring what you have shows, and tells what it shows', () => {
    const lines = README.split('\n').map((line) => line.trim());
    const commands = lines.flatMap((line) => /^npm run stowage -- import (.*)$/.exec(line)?.[1] ?? []);
    const told = commands.flatMap((command) => {
      const found: string[] = [];
      const args = command.replace(/ --out \S+/, '').split(' ');
      expect(importCommand(args, { out: () => undefined, tell: (line) => found.push(line) })).toBe(0);
      return found;
    });
    const shown = lines.filter((line) => /^(kind|question|approximated|dropped|mapped) {2,}\S/.test(line));
    expect(shown.length).toBeGreaterThan(4);
    expect(told).toEqual(expect.arrayContaining(shown));
  });

  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...README.matchAll(/npm run ([a-z]+(?::[a-z]+)?)/g)].map((match) => match[1] as string);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
