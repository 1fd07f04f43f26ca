import type { Problem } from '../errors';
import type { VolumeSpec } from '../spec/volume';
import { notOffered } from '../storage/backups';
import { capabilitiesOf } from '../storage/capabilities';
import type { SystemWithMembers } from './members';

/** What is legal of a volume and may surprise: it is kept, and AWS has no backups of it. Saying `noBackups` is the answer. Fields are those of the volume. */
export function volumeWarnings(volume: VolumeSpec): Problem[] {
  const why = notOffered(volume);
  const isKnown = 'noBackups' in volume && volume.noBackups !== undefined;
  if (why === undefined || isKnown || !capabilitiesOf(volume).survivesDestroy) return [];
  return [
    {
      code: 'NotBackedUp',
      field: 'backups',
      problem: `are on for all that stays, but ${why}`,
      fix: 'export what is written to the bucket, and say so in noBackups: { why }',
    },
  ];
}

/** What is legal of the replicas of a system and may surprise: a volume for each of none. Fields are those of the system. */
export function memberWarnings({ members }: Pick<SystemWithMembers, 'members'>): Problem[] {
  return members.unmounted.map((name) => ({
    code: 'NothingMounts',
    field: `volumes.${name}`,
    problem: 'is one for each replica that mounts it, and no service does: there is none',
    fix: 'mount it, or take it out',
  }));
}
