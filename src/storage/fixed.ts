import type { QueueSpec } from '../spec/queue';
import type { Retained } from '../spec/retained';
import type { EbsVolume, EfsVolume, LustreVolume } from '../spec/volume';

/** What was said of something when it was made, by field of its spec. */
export type Fixed = NonNullable<Retained['fixed']>;

/** What a field has that says nothing: so that it is known when it begins to. */
const NONE = 'none';

/** What may grow while it is there, and never shrink. */
const GROWS = 'sizeGiB';

/** What only new files and directories follow, while those that are there stay as they were made: nothing replaces the volume for it. */
const STAYS = ['owner', 'permissions'];

/**
 * What of a volume cannot change while it is there: Terraform would make another in its place. Source: documentation of the resources
 * `aws_ebs_volume`, `aws_efs_file_system` and `aws_fsx_lustre_file_system`; EC2 API_ModifyVolume and FSx API_UpdateFileSystem only grow
 * (2026-11). Terraform passes over a snapshot or key that is said no more: then the spec would tell something else than what is there.
 */
export function fixedOf(spec: EbsVolume | EfsVolume | LustreVolume): Fixed {
  const { kmsKeyArn = NONE, owner, permissions } = spec;
  const made = { kmsKeyArn, owner: `${owner.uid}:${owner.gid}`, permissions: permissions.padStart(4, '0') };
  switch (spec.kind) {
    case 'ebs':
      return { ...made, from: spec.from?.snapshot ?? NONE, sizeGiB: spec.sizeGiB };
    case 'efs':
      return { ...made, oneZone: spec.oneZone !== undefined, performance: spec.performance };
    case 'lustre': {
      const { deployment, storage, readCache, sizeGiB } = spec;
      return { ...made, deployment, from: spec.from?.backup ?? NONE, readCache, sizeGiB, storage };
    }
  }
}

/** What of a queue cannot change while it is there. Source: documentation of the resource `aws_sqs_queue` (2026-11). */
export function fixedOfQueue({ fifo }: Pick<QueueSpec, 'fifo'>): Fixed {
  return { fifo };
}

/** The fields that differ from what is there, and would replace it. What was not recorded, or is not known yet, does not. */
export function changedFields(there?: Fixed, declared?: Fixed): string[] {
  return differing(there, declared).filter((field) => !STAYS.includes(field));
}

/** The fields that differ from what is there, where that stays as it is. */
export function stayingFields(there?: Fixed, declared?: Fixed): string[] {
  return differing(there, declared).filter((field) => STAYS.includes(field));
}

function differing(there: Fixed = {}, declared: Fixed = {}): string[] {
  return Object.keys(there)
    .filter((field) => {
      const [was, is] = [there[field], declared[field]];
      if (was === undefined || is === undefined) return false;
      return field === GROWS ? is < was : is !== was;
    })
    .sort();
}

/** What is there, with what was not recorded yet and what has grown; undefined where that is nothing. */
export function recordedFixed(there: Fixed | undefined, declared: Fixed | undefined): Fixed | undefined {
  if (there === undefined || declared === undefined) return there ?? declared;
  const size = Math.max(...[there, declared].map((one) => Number(one[GROWS] ?? 0)));
  return { ...declared, ...there, ...(size > 0 && { [GROWS]: size }) };
}
