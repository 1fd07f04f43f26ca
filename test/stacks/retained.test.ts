import { Fn } from 'cdktf';
import type { EnvironmentInput } from '../../src/spec/environment';
import type { Retained } from '../../src/spec/retained';
import type { SystemInput } from '../../src/spec/system';
import { parseLedger, renderLedger } from '../../src/storage/ledger';
import type { Retention } from '../../src/storage/retained';
import { buildApp } from '../../stacks/app';
import { environments } from '../../stacks/environments';
import committed from '../../stacks/retained.json';
import { systems } from '../../stacks/systems';
import { warningsOf } from '../../stacks/warnings';
import { refusalOf } from '../support/builders/refusal-of';
import { synthesized } from '../support/builders/synth-app';
import type { SynthesizedStack } from '../support/builders/synthesized-stack';
import { testEnvironment } from '../support/builders/test-environment';
import { testService } from '../support/builders/test-service';

const ADS: SystemInput = {
  name: 'ads',
  services: {
    bidder: testService({
      mounts: [{ volume: 'models', path: '/models' }],
      access: [{ kind: 'queue', queue: 'jobs', actions: ['publish'] }],
    }),
  },
  volumes: { models: { kind: 'efs' } },
  queues: { jobs: {} },
};
const WITHOUT: SystemInput = { name: 'ads', services: { bidder: testService() } };
const withSqs = (more: Partial<EnvironmentInput> = {}) => testEnvironment({ network: { endpoints: ['sqs'] }, ...more });
const GONE = { who: 'ann', why: 'nobody reads it any more' };

/** The stacks of an environment and what was said of its ledger. */
function built(
  inputs: readonly SystemInput[],
  ledger: readonly Retained[] = [],
  environment: EnvironmentInput = withSqs(),
): { stacks: Record<string, SynthesizedStack>; retention: Retention } {
  const told: Retention[] = [];
  const stacks = synthesized((outdir) =>
    buildApp(environment, { systems: inputs, ledger, onRetention: (r) => told.push(r), app: { outdir } }),
  );
  return { stacks, retention: told[0] as Retention };
}

const first = built([ADS]);
const { ledger } = first.retention;
const letGo = (decision: 'keep' | 'delete') => ledger.map((entry) => ({ ...entry, gone: { ...GONE, decision } }));
const released = letGo('delete').map((entry) => ({ ...entry, released: true as const }));
const data = (stacks: Record<string, SynthesizedStack>, name = 'test-ads-data') => stacks[name] as SynthesizedStack;

describe('the committed ledger', () => {
  it("has all that the example keeps: run 'STOWAGE_ENVIRONMENT=prod npm run synth' where it has not", () => {
    const { retention } = built(systems, parseLedger(committed), environments.prod);
    expect([retention.added, retention.completed]).toEqual([[], []]);
  });

  it('is written as every ledger is', () => {
    expect(renderLedger(parseLedger(committed))).toBe(`${JSON.stringify(committed, null, 2)}\n`);
  });
});

describe('the ledger of what is built', () => {
  it('has everything that Terraform is told never to destroy, with what it is', () => {
    const kept = data(first.stacks)
      .all()
      .filter(({ args }) => (args.lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy);
    expect(ledger).toHaveLength(kept.length);
    for (const { address } of ledger) expect(data(first.stacks).addresses).toContain(address);
    expect(ledger.map(({ address, part }) => [address.split('.')[0], part])).toEqual([
      ['aws_backup_vault', 'volumes.*.backups'],
      ['aws_efs_file_system', 'volumes.models'],
      ['aws_sqs_queue', 'queues.jobs'],
      ['aws_sqs_queue', 'queues.jobs'],
    ]);
  });

  it('is empty where nothing is protected', () => {
    const { stacks, retention } = built([ADS], [], withSqs({ protect: false }));
    expect([retention.ledger, Object.keys(stacks)]).toEqual([[], expect.arrayContaining(['test-ads-data'])]);
  });

  it('remembers the zone of a volume that is in one', () => {
    const noBackups = { why: 'made again every night' };
    const volumes = { models: { kind: 'efs', oneZone: 'us-east-1b', noBackups } } as const;
    const { retention } = built([{ ...WITHOUT, volumes }]);
    expect(retention.ledger).toMatchObject([{ part: 'volumes.models', zone: 'us-east-1b' }]);
    const elsewhere = { models: { kind: 'efs', oneZone: 'us-east-1a', noBackups } } as const;
    const { lines } = refusalOf(() => built([{ ...WITHOUT, volumes: elsewhere }], retention.ledger));
    expect(lines).toEqual([expect.stringContaining('[ZoneMoved]')]);
  });
});

describe('a file system of Lustre', () => {
  type Deployment = 'PERSISTENT_2' | 'SCRATCH_2';
  const deployed = (deployment: Deployment, entries: readonly Retained[] = [], environment = withSqs()) => {
    const data = { kind: 'lustre', sizeGiB: 1200, deployment, zone: 'us-east-1b' } as const;
    return built([{ ...WITHOUT, volumes: { data } }], entries, environment).retention;
  };
  const ledgerOf = (deployment: Deployment) => {
    const retention = deployed(deployment);
    return retention.ledger.map(({ address, part, zone }) => [address.split('.')[0], part, zone]);
  };

  it('is kept with the security group that it has for ever, and backed up', () => {
    expect(ledgerOf('PERSISTENT_2')).toEqual([
      ['aws_backup_vault', 'volumes.*.backups', undefined],
      ['aws_fsx_lustre_file_system', 'volumes.data', 'us-east-1b'],
      ['aws_security_group', 'volumes.data', undefined],
    ]);
  });

  it('is neither where it is scratch', () => {
    expect(ledgerOf('SCRATCH_2')).toEqual([]);
  });

  it('does not become scratch, unless that was decided or nothing in its environment is protected', () => {
    const entries = deployed('PERSISTENT_2').ledger;
    const { lines } = refusalOf(() => deployed('SCRATCH_2', entries));
    expect(lines.map((line) => /^\S+-data\.(\w+)\..*(\[\w+\])$/.exec(line)?.slice(1))).toEqual([
      ['aws_backup_vault', '[DroppedData]'],
      ['aws_fsx_lustre_file_system', '[LostProtection]'],
      ['aws_security_group', '[LostProtection]'],
    ]);
    const gone = entries.map((entry) => ({
      ...entry,
      gone: { ...GONE, decision: 'delete' as const },
      released: true as const,
    }));
    expect(deployed('SCRATCH_2', gone).released.map(({ part }) => part)).toEqual(['volumes.data', 'volumes.data']);
    const [, ...ofVolume] = entries;
    const open = withSqs({ protect: false });
    const older = ofVolume.map(({ fixed: _, ...entry }) => entry);
    expect(deployed('SCRATCH_2', older, open).problems).toEqual([]);
    expect(refusalOf(() => deployed('SCRATCH_2', ofVolume, open)).lines).toEqual([
      expect.stringMatching(/fixed\.deployment was PERSISTENT_2 .*\[Replaced\]$/),
    ]);
  });
});

describe('a volume of which something cannot change', () => {
  const OWNED = { owner: '1000:1000', permissions: '0750' };
  const noBackups = { why: 'made again every night' };
  const withIndex = (more: object = {}, entries: readonly Retained[] = []) => {
    const index = { kind: 'ebs', sizeGiB: 100, zone: 'us-east-1b', noBackups, ...more } as const;
    return built([{ ...WITHOUT, volumes: { index } }], entries).retention;
  };
  const made = withIndex({ from: { snapshot: 'snap-0123456789abcdef0' } });

  it('is in the ledger with that, and a larger size is written where it was smaller', () => {
    const fixed = { from: 'snap-0123456789abcdef0', ...OWNED, kmsKeyArn: 'none', sizeGiB: 100 };
    expect(made.ledger).toMatchObject([{ part: 'volumes.index', fixed }]);
    const grown = withIndex({ from: { snapshot: fixed.from }, sizeGiB: 300 }, made.ledger);
    expect(grown.ledger).toMatchObject([{ fixed: { ...fixed, sizeGiB: 300 } }]);
    expect(refusalOf(() => withIndex({ from: { snapshot: fixed.from }, sizeGiB: 200 }, grown.ledger)).lines).toEqual([
      expect.stringMatching(/fixed\.sizeGiB was 300 for 'volumes\.index'.* the spec says 200.*\[Replaced\]$/),
    ]);
  });

  it('is refused to be made of something else', () => {
    expect(refusalOf(() => withIndex({}, made.ledger)).lines).toEqual([expect.stringContaining('[Replaced]')]);
  });

  it('is in the ledger without what is late-bound', () => {
    const kmsKeyArn = Fn.join('', ['arn:aws:kms:us-east-1:123456789012:key/', '0a1b']);
    const { ledger: late } = withIndex({ kmsKeyArn });
    expect(late.map(({ fixed }) => fixed)).toEqual([{ from: 'none', ...OWNED, sizeGiB: 100 }]);
    expect(withIndex({}, late).problems).toEqual([]);
  });
});

describe('data that leaves the spec', () => {
  it('is refused, all of it at once: with its volume, its system, or the protection of its environment', () => {
    const open = withSqs({ protect: false });
    for (const [left, environment] of [[WITHOUT], [undefined], [WITHOUT, open]] as const) {
      const { what, lines } = refusalOf(() => built(left ? [left] : [], ledger, environment));
      expect(what).toBe('retained.json');
      expect(lines).toHaveLength(4);
      for (const line of lines)
        expect(line).toMatch(left ? /put it back or .*\[DroppedData\]$/ : /movedFrom: 'ads'.*\[DroppedData\]$/);
    }
  });

  it('leaves the state and stays in AWS where that was decided, though its system is no more', () => {
    const removed = ledger.map(({ address }) => ({ from: address, lifecycle: { destroy: false } }));
    for (const left of [[WITHOUT], []]) {
      const { stacks, retention } = built(left, letGo('keep'));
      expect(data(stacks).json).toMatchObject({ removed });
      expect(data(stacks).counts).toEqual({});
      expect(retention.ledger).toEqual(letGo('keep'));
    }
  });

  it('keeps a stack for nothing but its end where it is to be deleted', () => {
    const { stacks } = built([], released);
    expect(data(stacks).json).not.toHaveProperty('removed');
    expect(data(stacks).counts).toEqual({});
  });

  it('has lost its protection in the deploy before', () => {
    const { lines } = refusalOf(() => built([], letGo('delete')));
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toMatch(/nothing has lifted its protection; .*\[DroppedData\]$/);
    const { stacks, retention } = built([ADS], letGo('delete'));
    expect(retention.ledger).toEqual(released);
    const fileSystem = data(stacks).only('aws_efs_file_system');
    expect(fileSystem).toMatchObject({ lifecycle: { prevent_destroy: false }, tags: { 'stowage:protect': 'false' } });
    expect(data(stacks).addresses).toEqual(data(first.stacks).addresses);
  });

  it('gives the name of its stack to no environment', () => {
    const build = () => buildApp(withSqs(), { systems: [{ ...WITHOUT, name: 'eu-ads' }], environments: ['test-eu'] });
    expect(build).not.toThrow();
    const both = [{ ...WITHOUT, name: 'eu-ads' }, WITHOUT];
    expect(refusalOf(() => buildApp(withSqs(), { systems: both, environments: ['test-eu'] })).lines).toEqual([
      expect.stringMatching(/^eu-ads makes the stack 'test-eu-ads' .*\[SharedStackName\]$/),
    ]);
  });

  it('gives the name of its stack to no system', () => {
    const taking = { ...WITHOUT, name: 'ads-data' };
    expect(refusalOf(() => built([taking], letGo('keep'))).lines).toEqual([
      "ads-data is the name of the stack that keeps what 'ads' remembers; rename the system [ReservedName]",
    ]);
  });
});

describe('what is legal of it and may surprise', () => {
  it('is said where an environment of the ledger is none, where replicas of nobody have volumes, and where files stay whose they are', () => {
    const noBackups = { why: 'made again every night' };
    const parts = { kind: 'ebs', sizeGiB: 10, perReplica: true, noBackups } as const;
    const elsewhere = ledger.map((entry) => ({ ...entry, environment: 'gone' }));
    const app = buildApp(withSqs(), { systems: [{ ...WITHOUT, volumes: { parts } }], ledger: elsewhere });
    expect(warningsOf(app)).toEqual([
      expect.stringMatching(/^retained\.json\.environment is 'gone' of 4 entries.*\[StrayEntries\]$/),
      expect.stringMatching(/^ads\.volumes\.parts is one for each replica.*\[NothingMounts\]$/),
    ]);
    const owned = { ...ADS, volumes: { models: { kind: 'efs', owner: { uid: 2000, gid: 2000 } } } } as const;
    expect(warningsOf(buildApp(withSqs(), { systems: [owned], ledger }))).toEqual([
      expect.stringMatching(/fixed\.owner was 1000:1000 .*\[StaysAsMade\]$/),
    ]);
    const all = { systems: [WITHOUT], ledger: elsewhere, environments: ['gone'] };
    expect(warningsOf(buildApp(withSqs(), all))).toEqual([]);
  });
});

describe('a system that is renamed', () => {
  const renamed = built([{ ...ADS, name: 'adverts', movedFrom: 'ads' }], ledger);

  it('keeps its data stack, and every name and address in it', () => {
    const plain = ({ stacks }: typeof first) => {
      const { provider: _, output: __, '//': ___, ...rest } = data(stacks).json as unknown as Record<string, unknown>;
      return rest;
    };
    expect(plain(renamed)).toEqual(plain(first));
    expect(renamed.retention.ledger).toEqual(ledger);
  });

  it('finds its volumes and queues under their first names', () => {
    const compute = JSON.stringify(renamed.stacks['test-adverts']?.json);
    expect(compute).toContain('terraform.test-ads-data.tfstate');
    expect(compute).toContain('https://sqs.us-east-1.amazonaws.com/123456789012/test-ads-jobs');
    expect(compute).not.toContain('test-adverts-jobs');
  });

  it('may be renamed again, from its first name and not from its second', () => {
    expect(built([{ ...ADS, name: 'bids', movedFrom: 'ads' }], ledger).retention.added).toEqual([]);
    const { lines } = refusalOf(() => built([{ ...ADS, name: 'bids', movedFrom: 'adverts' }], ledger));
    expect(lines[0]).toContain("movedFrom: 'ads'");
  });
});
