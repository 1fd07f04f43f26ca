import { EfsAccessPoint } from '@cdktf/provider-aws/lib/efs-access-point';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system';
import { EfsFileSystemPolicy } from '@cdktf/provider-aws/lib/efs-file-system-policy';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target';
import { Construct } from 'constructs';
import { fileSystemPolicy } from '../../src/identity/mount-grants';
import { policyDocument } from '../../src/identity/policy';
import { resourceName } from '../../src/naming/names';
import type { ContractNetwork } from '../../src/spec/contract';
import type { PublishedVolume } from '../../src/spec/data-contract';
import { mapValues } from '../../src/spec/map-values';
import type { Site } from '../../src/spec/site';
import type { EfsVolume } from '../../src/spec/volume';
import { fixedOf } from '../../src/storage/fixed';
import { giveReason } from '../terraform/give-reason';
import { tfJson } from '../terraform/json';
import { kept } from '../terraform/lifecycle';
import { retainAs } from '../terraform/retained';
import { securityGroup } from './security-group';

interface ElasticFileSystemProps {
  readonly site: Site;
  readonly system: string;
  readonly name: string;
  readonly spec: EfsVolume;
  readonly network: ContractNetwork;
  /** Directories that are shown, by name. */
  readonly parts: Readonly<Record<string, string>>;
}

/** A file system of EFS: encrypted, by TLS and with permissions only, a mount target in each zone, an access point for each part that is mounted. */
export class ElasticFileSystem extends Construct {
  readonly published: PublishedVolume;

  constructor(scope: Construct, id: string, { site, system, name, spec, network, parts }: ElasticFileSystemProps) {
    super(scope, id);
    const group = securityGroup(this, 'SecurityGroup', {
      site,
      vpcId: network.vpcId,
      name: [system, name, 'volume'],
      description: 'A volume',
    });
    const fileSystem = this.fileSystem(site, resourceName('fileSystem', site.name, system, name), spec);
    const { oneZone } = spec;
    retainAs(fileSystem, {
      part: `volumes.${name}`,
      ...(oneZone !== undefined && { zone: oneZone }),
      fixed: fixedOf(spec),
    });
    new EfsFileSystemPolicy(this, 'Policy', {
      fileSystemId: fileSystem.id,
      policy: tfJson(policyDocument(fileSystemPolicy(fileSystem.arn))),
    });
    const zones = spec.oneZone === undefined ? Object.keys(network.subnets.private).sort() : [spec.oneZone];
    for (const zone of zones)
      new EfsMountTarget(this, `Target-${zone}`, {
        fileSystemId: fileSystem.id,
        subnetId: network.subnets.private[zone] as string,
        securityGroups: [group.id],
      });
    const { uid, gid } = spec.owner;
    const points = mapValues(
      parts,
      (path, part) =>
        new EfsAccessPoint(this, `Part-${part}`, {
          fileSystemId: fileSystem.id,
          posixUser: { uid, gid },
          rootDirectory: { path, creationInfo: { ownerUid: uid, ownerGid: gid, permissions: spec.permissions } },
          tags: { Name: resourceName('fileSystem', site.name, system, name, part) },
        }),
    );
    this.published = {
      kind: 'efs',
      fileSystemId: fileSystem.id,
      fileSystemArn: fileSystem.arn,
      securityGroupId: group.id,
      accessPoints: mapValues(points, (point) => ({ id: point.id, arn: point.arn })),
    };
  }

  private fileSystem(site: Site, name: string, spec: EfsVolume): EfsFileSystem {
    const { throughput, performance, oneZone, coldAfterDays, kmsKeyArn } = spec;
    const { lifecycle, tags } = kept(site);
    const fileSystem = new EfsFileSystem(this, 'FileSystem', {
      creationToken: name,
      encrypted: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      performanceMode: performance,
      throughputMode: typeof throughput === 'string' ? throughput : 'provisioned',
      ...(typeof throughput !== 'string' && { provisionedThroughputInMibps: throughput.provisionedMiBps }),
      ...(oneZone !== undefined && { availabilityZoneName: oneZone }),
      ...(coldAfterDays !== 'never' && {
        lifecyclePolicy: [
          { transitionToIa: `AFTER_${coldAfterDays}_DAY${coldAfterDays === 1 ? '' : 'S'}` },
          { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' },
        ],
      }),
      ...(lifecycle && { lifecycle }),
      tags: { ...tags, Name: name },
    });
    if (spec.noBackups !== undefined)
      giveReason(fileSystem, { rule: 'MLP-DATA-4', key: 'backups', reason: spec.noBackups.why });
    return fileSystem;
  }
}
