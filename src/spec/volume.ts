import { z } from 'zod';
import { ebsVolumeSpec } from './volumes/ebs';
import { efsVolumeSpec } from './volumes/efs';
import { lustreVolumeSpec } from './volumes/lustre';
import { s3VolumeSpec } from './volumes/s3';
import { scratchVolumeSpec } from './volumes/scratch';
import { taskEbsVolumeSpec } from './volumes/task-ebs';

/** Somewhere to store data, by what it promises. */
export const volumeSpec = z.discriminatedUnion('kind', [
  ebsVolumeSpec,
  efsVolumeSpec,
  lustreVolumeSpec,
  s3VolumeSpec,
  scratchVolumeSpec,
  taskEbsVolumeSpec,
]);

/** A volume as the spec has it. */
export type VolumeSpec = z.output<typeof volumeSpec>;
export type VolumeInput = z.input<typeof volumeSpec>;
export type VolumeKind = VolumeSpec['kind'];
/** A volume of one kind. */
export type VolumeOf<K extends VolumeKind> = Extract<VolumeSpec, { kind: K }>;
export type EbsVolume = VolumeOf<'ebs'>;
export type EfsVolume = VolumeOf<'efs'>;
export type TaskEbsVolume = VolumeOf<'task-ebs'>;
export type LustreVolume = VolumeOf<'lustre'>;
export type S3Volume = VolumeOf<'s3'>;
