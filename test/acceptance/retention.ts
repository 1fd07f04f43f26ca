import { join } from 'node:path';
import { resourceName } from '../../src/naming/names';
import { PROTECT_TAG } from '../../src/naming/tags';
import { resolveEnvironment } from '../../src/rules/resolve-environment';
import type { Contract } from '../../src/spec/contract';
import type { EnvironmentInput } from '../../src/spec/environment';
import { provisionalContract } from '../../src/spec/provisional-contract';
import type { Ledger } from '../../src/spec/retained';
import type { SystemInput } from '../../src/spec/system';
import { buildApp, stackNames } from '../../stacks/app';
import { environments } from '../../stacks/environments';
import { EmulatedAws } from '../support/emulated-aws';
import { EMULATOR_ACCOUNT, type Emulator, startEmulator } from '../support/emulator';
import { writeStateFile } from '../support/state-file';
import { Terraform } from '../support/terraform';
import { elements, textAt } from '../support/xml';
import type { Setting } from './setting';
import { Trial } from './trial';

const NAME = 'keep';

const environment: EnvironmentInput = {
  ...environments.dev,
  account: EMULATOR_ACCOUNT,
  name: NAME,
  gateways: {},
};

const noBackups = { why: 'written once, from what is elsewhere' };

/** A service that writes to a file system, and block storage that nobody mounts. */
export const notes: SystemInput = {
  name: 'notes',
  services: {
    writer: {
      image: { repository: 'notes/writer', tag: '1.0.0' },
      cpus: 0.5,
      memoryMiB: 512,
      mounts: [{ volume: 'pages', path: '/data/pages' }],
    },
  },
  volumes: { pages: { kind: 'efs' }, archive: { kind: 'ebs', sizeGiB: 10, noBackups } },
};

/** A system on a foundation that nobody applied: the emulator's default network, and a cluster. */
export class Retained {
  /** What `retained.json` would hold. */
  ledger: Ledger = [];
  private readonly ready = new Set<string>();

  private constructor(
    private readonly emulator: Emulator,
    readonly trial: Trial,
    private readonly aws: EmulatedAws,
    private readonly contract: Contract,
  ) {}

  /** @param running names of the ECS services that somebody waits for. */
  static async start({ schema, dir }: Setting, running: readonly string[] = []): Promise<Retained> {
    const emulator = await startEmulator({ running });
    const aws = new EmulatedAws(emulator.url);
    const contract = await found(aws);
    return new Retained(emulator, new Trial(join(dir, 'retained'), emulator.url, schema), aws, contract);
  }

  /** Synthesizes anew, as `npm run synth` would, ledger and all; the state of what is applied stays. */
  synth(system: SystemInput, { protect = true } = {}): void {
    this.trial.synth((outdir) =>
      buildApp(
        { ...environment, protect },
        {
          systems: [system],
          ledger: this.ledger,
          onRetention: ({ ledger }) => {
            this.ledger = ledger;
          },
          app: { outdir },
        },
      ),
    );
    writeStateFile(this.trial.stack(stackNames.foundation(NAME)).state, { contract: this.contract });
  }

  /** Applies one stack as it was synthesized last. */
  async apply(stack: string): Promise<void> {
    await this.terraform(stack);
    await this.trial.apply([stack]);
  }

  /** What a plan of one stack would change. */
  async changes(stack: string): Promise<readonly string[]> {
    await this.terraform(stack);
    return (await this.trial.changes([stack]))[stack] ?? [];
  }

  /** Terraform in a stack, ready to be used. */
  async terraform(stack: string): Promise<Terraform> {
    if (!this.ready.has(stack)) await this.trial.init([stack]);
    this.ready.add(stack);
    return new Terraform(this.trial.stack(stack).dir);
  }

  /** Writes a decision about everything into the ledger, or takes it out. */
  decide(decision?: 'keep' | 'delete'): void {
    const gone = decision && { decision, who: 'ann', why: 'the pages are in the archive now' };
    this.ledger = this.ledger.map(({ gone: _, ...entry }) => ({ ...entry, ...(gone && { gone }) }));
  }

  /** Ids of all file systems there are, and of the volumes of EBS that are protected. */
  async volumes(): Promise<{ files: string[]; blocks: string[] }> {
    const reply = await this.aws.rest('elasticfilesystem', 'GET', '/2015-02-01/file-systems');
    const { FileSystems } = JSON.parse(reply) as { FileSystems: { FileSystemId: string }[] };
    return {
      files: FileSystems.map((system) => system.FileSystemId),
      blocks: Object.keys(await this.protectedVolumes()),
    };
  }

  /** The volumes of EBS that carry the tag of what is protected, by id: not those that hosts start from. */
  async protectedVolumes(): Promise<Record<string, { zone: string; sizeGiB: number }>> {
    const all = elements(await this.aws.query('ec2', 'DescribeVolumes'), 'volumeSet', 'item');
    const own = all.filter((volume) =>
      elements(volume, 'tagSet', 'item').some((tag) => textAt(tag, 'key') === PROTECT_TAG),
    );
    const found = own.map((volume): [string, { zone: string; sizeGiB: number }] => [
      textAt(volume, 'volumeId'),
      { zone: textAt(volume, 'availabilityZone'), sizeGiB: Number(textAt(volume, 'size')) },
    ]);
    return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Ids of what an applied stack has made, by address. */
  ids(stack: string): Readonly<Record<string, string>> {
    const made = this.trial.resources(stack);
    return Object.fromEntries(
      made.map(({ type, name, instances }) => [`${type}.${name}`, String(instances[0]?.attributes.id)]),
    );
  }

  /** Does to the volumes of EBS what a person does in the console: gives them another tag. */
  async touch(): Promise<void> {
    const ids = Object.keys(await this.protectedVolumes());
    const resources = Object.fromEntries(ids.map((id, i) => [`ResourceId.${i + 1}`, id]));
    await this.aws.query('ec2', 'CreateTags', { ...resources, 'Tag.1.Key': 'owner', 'Tag.1.Value': 'somebody' });
  }

  close(): Promise<void> {
    return this.emulator.close();
  }
}

/** The contract that a foundation would publish, with what the emulator has of it. */
async function found(aws: EmulatedAws): Promise<Contract> {
  const spec = resolveEnvironment(environment);
  const contract = provisionalContract(spec);
  const subnets = elements(await aws.query('ec2', 'DescribeSubnets'), 'subnetSet', 'item');
  const vpcId = textAt(subnets[0] as never, 'vpcId');
  const inZone = (zone: string) => subnets.find((subnet) => textAt(subnet, 'availabilityZone') === zone) as never;
  const own = Object.fromEntries(spec.zones.map((zone) => [zone, textAt(inZone(zone), 'subnetId')]));
  await aws.json('ecs', 'AmazonEC2ContainerServiceV20141113.CreateCluster', {
    clusterName: resourceName('cluster', NAME),
  });
  return {
    ...contract,
    network: { ...contract.network, vpcId, subnets: { public: own, private: own, isolated: own } },
  };
}
