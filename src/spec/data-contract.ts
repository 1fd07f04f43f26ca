import { z } from 'zod';
import { partsOf, subPathsOf } from '../storage/access-points';
import { isKept } from '../storage/capabilities';
import type { LateBound } from './contract-of';
import { mapValues } from './map-values';
import type { SystemSpec } from './system';
import type { VolumeSpec } from './volume';

/** Version of a data contract's shape. A reader refuses any other. */
export const DATA_CONTRACT_VERSION = 1;

const LATE = 'May be late-bound.';

/** What must be known of a volume to mount it. */
export const publishedVolumeSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ebs').describe('A volume of EBS.'),
    volumeId: z.string().describe(`Its id. ${LATE}`),
    volumeArn: z.string().describe(`Its ARN. ${LATE}`),
  }),
  z.strictObject({
    kind: z.literal('efs').describe('A file system of EFS.'),
    fileSystemId: z.string().describe(`Its id. ${LATE}`),
    fileSystemArn: z.string().describe(`Its ARN. ${LATE}`),
    securityGroupId: z.string().describe(`Group of its mount targets. ${LATE}`),
    accessPoints: z
      .record(
        z.string(),
        z.strictObject({
          id: z.string().describe(`Its id. ${LATE}`),
          arn: z.string().describe(`Its ARN. ${LATE}`),
        }),
      )
      .describe('Access points by the part of the volume that they show.'),
  }),
  z.strictObject({
    kind: z.literal('lustre').describe('A file system of FSx for Lustre.'),
    fileSystemId: z.string().describe(`Its id. ${LATE}`),
    lustreArn: z.string().describe(`Its ARN. ${LATE}`),
    dnsName: z.string().describe(`Name of its servers. ${LATE}`),
    mountName: z.string().describe(`Name that it is mounted by. ${LATE}`),
    securityGroupId: z.string().describe(`Group of its servers. ${LATE}`),
  }),
]);

/** What the data stack of a system publishes. */
export const dataContractSpec = z.strictObject({
  version: z.literal(DATA_CONTRACT_VERSION).describe('Version of this shape.'),
  system: z.string().describe('Name of the system.'),
  volumes: z.record(z.string(), publishedVolumeSpec).describe('Its volumes that stay, by name.'),
});

export type DataContract = z.output<typeof dataContractSpec>;
export type PublishedVolume = z.output<typeof publishedVolumeSpec>;
/** What is published of a volume of one kind. */
export type PublishedOf<K extends PublishedVolume['kind']> = Extract<PublishedVolume, { kind: K }>;

/** What the data stack of a system publishes: each id from `late`, with the field's own path. */
export function dataContractOf(system: SystemSpec, late: LateBound): DataContract {
  const kept = Object.entries(system.volumes).filter(([, volume]) => isKept(volume));
  return {
    version: DATA_CONTRACT_VERSION,
    system: system.name,
    volumes: mapValues(Object.fromEntries(kept), (volume, name) =>
      publishedVolume(volume, partsOf(subPathsOf(system, name)), (path) => late(['volumes', name, ...path])),
    ),
  };
}

type Parts = Readonly<Record<string, string>>;

function publishedVolume(volume: VolumeSpec, parts: Parts, late: LateBound): PublishedVolume {
  return PUBLISHED[volume.kind as PublishedVolume['kind']](parts, late);
}

/** What is published of each kind, id by id. */
const PUBLISHED: Readonly<Record<PublishedVolume['kind'], (parts: Parts, late: LateBound) => PublishedVolume>> = {
  ebs: (_parts, late) => ({ kind: 'ebs', volumeId: late(['volumeId']), volumeArn: late(['volumeArn']) }),
  efs: (parts, late) => ({
    kind: 'efs',
    fileSystemId: late(['fileSystemId']),
    fileSystemArn: late(['fileSystemArn']),
    securityGroupId: late(['securityGroupId']),
    accessPoints: mapValues(parts, (_, part) => ({
      id: late(['accessPoints', part, 'id']),
      arn: late(['accessPoints', part, 'arn']),
    })),
  }),
  lustre: (_parts, late) => ({
    kind: 'lustre',
    fileSystemId: late(['fileSystemId']),
    lustreArn: late(['lustreArn']),
    dnsName: late(['dnsName']),
    mountName: late(['mountName']),
    securityGroupId: late(['securityGroupId']),
  }),
};
