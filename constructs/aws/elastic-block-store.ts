import { EbsVolume as Volume } from '@cdktf/provider-aws/lib/ebs-volume';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { Member } from '../../src/rules/members';
import { speedOf } from '../../src/rules/volumes/block-device';
import type { PublishedVolume } from '../../src/spec/data-contract';
import type { Site } from '../../src/spec/site';
import type { EbsVolume } from '../../src/spec/volume';
import { fixedOf } from '../../src/storage/fixed';
import { giveReason } from '../terraform/give-reason';
import { kept } from '../terraform/lifecycle';
import { retainAs } from '../terraform/retained';

/** What `ElasticBlockStore` takes. */
export interface ElasticBlockStoreProps {
  readonly site: Site;
  readonly system: string;
  readonly name: string;
  readonly spec: EbsVolume;
  /** Of which volume of its system it is one replica's. @default - it is no one replica's */
  readonly member?: Member;
}

/** A volume of EBS: encrypted, in its zone. Where nothing keeps it, what it held is left behind as a snapshot. */
export class ElasticBlockStore extends Construct {
  readonly published: PublishedVolume;

  constructor(scope: Construct, id: string, { site, system, name, spec, member }: ElasticBlockStoreProps) {
    super(scope, id);
    const { volumeType, sizeGiB, kmsKeyArn, from, zone } = spec;
    const { iops, throughputMiBps } = speedOf(spec);
    const { lifecycle, tags } = kept(site);
    const volume = new Volume(this, 'Volume', {
      availabilityZone: zone as string,
      type: volumeType,
      size: sizeGiB,
      ...(iops !== undefined && { iops }),
      ...(throughputMiBps !== undefined && { throughput: throughputMiBps }),
      encrypted: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      ...(from !== undefined && { snapshotId: from.snapshot }),
      finalSnapshot: true,
      ...(lifecycle && { lifecycle }),
      tags: { ...tags, Name: resourceName('fileSystem', site.name, system, name) },
    });
    const as = { part: `volumes.${member?.of ?? name}`, ...(member && { replica: member.replica }) };
    if (spec.noBackups !== undefined)
      giveReason(volume, { rule: 'MLP-DATA-4', key: 'backups', reason: spec.noBackups.why });
    retainAs(volume, { ...as, ...(zone !== undefined && { zone }), fixed: fixedOf(spec) });
    this.published = { kind: 'ebs', volumeId: volume.id, volumeArn: volume.arn };
  }
}
