import { FsxDataRepositoryAssociation } from '@cdktf/provider-aws/lib/fsx-data-repository-association';
import { FsxLustreFileSystem } from '@cdktf/provider-aws/lib/fsx-lustre-file-system';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import { throughputOf } from '../../src/rules/volumes/check-lustre';
import type { ContractNetwork } from '../../src/spec/contract';
import type { PublishedVolume } from '../../src/spec/data-contract';
import type { Site } from '../../src/spec/site';
import type { LustreVolume } from '../../src/spec/volume';
import { partName } from '../../src/storage/access-points';
import { notOffered } from '../../src/storage/backups';
import { capabilitiesOf } from '../../src/storage/capabilities';
import { LUSTRE_PORTS } from '../../src/storage/endpoints';
import { fixedOf } from '../../src/storage/fixed';
import { dependOn } from '../terraform/depend';
import { kept, type Protection } from '../terraform/lifecycle';
import { retainAs } from '../terraform/retained';
import { securityGroup } from './security-group';

interface LustreFileSystemProps {
  readonly site: Site;
  readonly system: string;
  readonly name: string;
  /** With the zone that it is in. */
  readonly spec: LustreVolume;
  readonly network: ContractNetwork;
}

/**
 * A file system of FSx for Lustre in one zone, open to its own servers and to nobody else, with the buckets behind its directories. FSx never
 * gives it other security groups, so that its own is as lasting as itself.
 */
export class LustreFileSystem extends Construct {
  readonly published: PublishedVolume;

  constructor(scope: Construct, id: string, { site, system, name, spec, network }: LustreFileSystemProps) {
    super(scope, id);
    const { zone } = spec;
    const protection = { protect: site.protect && capabilitiesOf(spec).survivesDestroy };
    const group = securityGroup(this, 'SecurityGroup', {
      site,
      vpcId: network.vpcId,
      name: [system, name, 'volume'],
      description: 'A volume',
      frozen: protection,
    });
    const title = resourceName('fileSystem', site.name, system, name);
    const fileSystem = this.fileSystem(protection, title, spec, {
      subnetIds: [network.subnets.private[zone as string] as string],
      securityGroupIds: [group.id],
    });
    dependOn(fileSystem, ...this.amongServers(group.id));
    retainAs(fileSystem, { part: `volumes.${name}`, ...(zone !== undefined && { zone }), fixed: fixedOf(spec) });
    retainAs(group, { part: `volumes.${name}` });
    for (const repository of spec.repositories) this.link(fileSystem, title, repository);
    this.published = {
      kind: 'lustre',
      fileSystemId: fileSystem.id,
      lustreArn: fileSystem.arn,
      dnsName: fileSystem.dnsName,
      mountName: fileSystem.mountName,
      securityGroupId: group.id,
    };
  }

  /**
   * Its servers speak with each other over the ports that clients use, and FSx refuses to make a file system whose group does not let them yet
   * (FSx for Lustre user guide, "File system access control with Amazon VPC"; aws-parallelcluster#6181, 2026-11).
   */
  private amongServers(securityGroupId: string): TerraformResource[] {
    return LUSTRE_PORTS.flatMap(({ name, from, to }) => {
      const ports = { ipProtocol: 'tcp', fromPort: from, toPort: to, description: 'servers of the file system' };
      const both = { ...ports, securityGroupId, referencedSecurityGroupId: securityGroupId };
      return [
        new VpcSecurityGroupIngressRule(this, `From-${name}`, both),
        new VpcSecurityGroupEgressRule(this, `To-${name}`, both),
      ];
    });
  }

  private fileSystem(
    protection: Protection,
    name: string,
    spec: LustreVolume,
    network: { readonly subnetIds: string[]; readonly securityGroupIds: string[] },
  ): FsxLustreFileSystem {
    const { deployment, storage, readCache, sizeGiB, compression, kmsKeyArn, from } = spec;
    const throughput = throughputOf(spec);
    // A change of its groups would replace it, and all that is in it.
    const { lifecycle, tags } = kept(protection, { ignoreChanges: ['security_group_ids'] });
    return new FsxLustreFileSystem(this, 'FileSystem', {
      ...network,
      deploymentType: deployment,
      storageType: storage,
      ...(storage === 'HDD' && { driveCacheType: readCache ? 'READ' : 'NONE' }),
      storageCapacity: sizeGiB,
      ...(throughput !== undefined && { perUnitStorageThroughput: throughput }),
      // Can only be said when it is made: with it, metadata grows by itself with the size.
      ...(deployment === 'PERSISTENT_2' && { metadataConfiguration: { mode: 'AUTOMATIC' } }),
      fileSystemTypeVersion: '2.15',
      dataCompressionType: compression,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      ...(from !== undefined && { backupId: from.backup }),
      // Where nothing keeps it, what it held is left behind.
      ...(notOffered(spec) === undefined && { skipFinalBackup: false }),
      ...(lifecycle && { lifecycle }),
      tags: { ...tags, Name: name },
    });
  }

  private link(fileSystem: FsxLustreFileSystem, title: string, repository: LustreVolume['repositories'][number]): void {
    const { path, bucket, prefix, imports, exports } = repository;
    new FsxDataRepositoryAssociation(this, `Repository-${partName(path.slice(1) || undefined)}`, {
      fileSystemId: fileSystem.id,
      fileSystemPath: path,
      dataRepositoryPath: `s3://${bucket}/${prefix}`,
      batchImportMetaDataOnCreate: true,
      // What is written and not yet in the bucket is not lost with the link.
      deleteDataInFilesystem: false,
      s3: {
        ...(imports.length > 0 && { autoImportPolicy: { events: [...imports] } }),
        ...(exports.length > 0 && { autoExportPolicy: { events: [...exports] } }),
      },
      tags: { Name: title },
    });
  }
}
