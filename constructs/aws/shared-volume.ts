import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { type Problem, refuse, renderProblem, SpecError, within } from '../../src/errors';
import { checkVolume } from '../../src/rules/check-volume';
import type { Member } from '../../src/rules/members';
import { volumeWarnings } from '../../src/rules/volume-warnings';
import type { ContractNetwork } from '../../src/spec/contract';
import type { DataContract } from '../../src/spec/data-contract';
import { nearest, parseSpec } from '../../src/spec/parse';
import { type SiteInput, siteSpec } from '../../src/spec/site';
import { type VolumeInput, type VolumeSpec, volumeSpec } from '../../src/spec/volume';
import { partsOf } from '../../src/storage/access-points';
import { isPerReplica } from '../../src/storage/capabilities';
import { volumeEndpoints } from '../../src/storage/endpoints';
import { type KnownVolume, passingVolume } from '../../src/storage/known-volume';
import { withZone } from '../../src/storage/volume-zone';
import { type Connectable, Connections } from './connections';
import { ElasticBlockStore, type ElasticBlockStoreProps } from './elastic-block-store';
import { ElasticFileSystem } from './elastic-file-system';
import { LustreFileSystem } from './lustre-file-system';

/** A volume that workloads can mount, wherever it was made; with a place in the network where it is reached through that. */
export interface MountableVolume extends Partial<Connectable> {
  readonly name: string;
  readonly spec: VolumeSpec;
  readonly published: KnownVolume;
  /** Name of the system under which it is kept. @default - that of whoever mounts it */
  readonly keptBy?: string;
}

/** What `SharedVolume` takes: its spec, and where it is. */
export type SharedVolumeProps = VolumeInput & {
  readonly site: SiteInput;
  readonly network: ContractNetwork;
  /** Name of the system it belongs to. */
  readonly system: string;
  readonly name: string;
  /** Parts of it that are mounted alone, as `subPath` of a mount says. @default - only the whole of it */
  readonly subPaths?: readonly string[];
  /** Of which volume of its system it is one replica's, and which replica's. @default - it is no one replica's */
  readonly member?: Member;
};

/** Only a system knows how many replicas there are. */
const OF_A_SYSTEM: Problem = {
  code: 'PerReplicaAlone',
  field: 'perReplica',
  problem: 'is true, and how many volumes that makes only the services of a system say',
  fix: 'make a SharedVolume and an MlService with replicas 1 for each',
};

/**
 * Data that stays: made once, kept while the environment is protected, found by whoever mounts it.
 * `workload.mount(volume, path)` does the rest: permission, network and mount.
 *
 * Throws `SpecError` for what AWS would refuse at apply.
 */
export class SharedVolume extends Construct implements MountableVolume {
  readonly connections?: Connections;
  readonly name: string;
  readonly spec: VolumeSpec;
  readonly published: KnownVolume;
  readonly keptBy: string;

  constructor(scope: Construct, id: string, props: SharedVolumeProps) {
    super(scope, id);
    const { site: siteInput, network, system, name, subPaths = [], member, ...input } = props;
    const what = `SharedVolume '${this.node.path}'`;
    const site = parseSpec(what, siteSpec, siteInput);
    const at = member ?? { of: name, replica: 0 };
    const spec = withZone(parseSpec(what, volumeSpec, input as VolumeInput), system, at, site.zones);
    refuse(what, [...checkVolume(name, spec, site), ...(isPerReplica(spec) ? [OF_A_SYSTEM] : [])]);
    for (const warning of within(`${system}.volumes.${name}`, volumeWarnings(spec)))
      Annotations.of(this).addWarning(renderProblem(warning));
    this.name = name;
    this.keptBy = system;
    this.spec = spec;
    this.published = this.make({ site, system, name, ...(member && { member }) }, spec, network, subPaths);
    const connections = volumeConnections(this, system, name, this.published);
    if (connections !== undefined) this.connections = connections;
  }

  private make(
    at: Omit<ElasticBlockStoreProps, 'spec'>,
    spec: VolumeSpec,
    network: ContractNetwork,
    subPaths: readonly string[],
  ): KnownVolume {
    switch (spec.kind) {
      case 'ebs':
        return new ElasticBlockStore(this, 'Ebs', { ...at, spec }).published;
      case 'efs':
        return new ElasticFileSystem(this, 'Efs', { ...at, spec, network, parts: partsOf(subPaths) }).published;
      case 'lustre':
        return new LustreFileSystem(this, 'Lustre', { ...at, spec, network }).published;
      default:
        return passingVolume(spec) as KnownVolume;
    }
  }

  /**
   * A volume of a system, by what its data stack publishes. `keptBy` is the name under which the system keeps it: that of before, where the
   * system was renamed. Throws `SpecError` when it has no such volume.
   */
  static fromContract(
    scope: Construct,
    id: string,
    contract: DataContract,
    name: string,
    spec: VolumeInput,
    keptBy = contract.system,
  ): MountableVolume {
    const published = contract.volumes[name];
    if (published === undefined) {
      const near = nearest(name, Object.keys(contract.volumes));
      const all = Object.keys(contract.volumes).join(', ') || 'none';
      throw new SpecError(`System '${contract.system}'`, [
        {
          code: 'UnknownVolume',
          field: `volumes.${name}`,
          problem: 'does not exist',
          fix: near === undefined ? `it has ${all}` : `did you mean '${near}'?`,
        },
      ]);
    }
    const at = new Construct(scope, id);
    const connections = volumeConnections(at, contract.system, name, published);
    return {
      name,
      spec: parseSpec(`SharedVolume '${at.node.path}'`, volumeSpec, spec),
      published,
      keptBy,
      ...(connections && { connections }),
    };
  }

  /** A volume that comes and goes with tasks or hosts: nothing is made of it before. */
  static passing(name: string, spec: VolumeSpec): MountableVolume {
    return { name, spec, published: passingVolume(spec) as KnownVolume };
  }
}

function volumeConnections(
  scope: Construct,
  system: string,
  name: string,
  known: KnownVolume,
): Connections | undefined {
  if (!('securityGroupId' in known)) return undefined;
  return new Connections(scope, {
    key: `volume-${name}_${system}`,
    securityGroupId: known.securityGroupId,
    endpoints: volumeEndpoints(system, name, known.kind),
    isToldToCallers: false,
  });
}
