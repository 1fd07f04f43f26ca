import type { Problem } from '../errors';
import type { Volumes } from '../rules/own-hosts';
import { unknownName } from '../rules/unknown-name';
import { own } from '../spec/own';
import type { JobSpec } from '../spec/training/job';
import { capabilitiesOf } from '../storage/capabilities';
import { type Hosts, knownHostMount } from './check-job-host-mounts';

/** What a job goes on from must outlive it. Fields are those of the job. */
export function checkJobCheckpoint(
  { checkpoint, mounts }: Pick<JobSpec, 'mounts' | 'checkpoint'>,
  volumes: Volumes,
  on?: Hosts,
): Problem[] {
  if (checkpoint === undefined) return [];
  const field = 'checkpoint.volume';
  const mount = mounts.find(({ volume }) => volume === checkpoint.volume);
  if (mount === undefined) {
    const names = mounts.map(({ volume }) => volume);
    return [unknownName('CheckpointNotMounted', field, 'mounted volume', checkpoint.volume, names)];
  }
  if (mount.readOnly) {
    const problem = `is '${checkpoint.volume}', which is mounted read-only`;
    return [{ code: 'CheckpointReadOnly', field, problem, fix: 'mount it to write' }];
  }
  const why = whyNot(checkpoint.volume, volumes) ?? whyNotOnHosts(checkpoint.volume, on);
  if (why === undefined) return [];
  return [{ ...why, field, problem: `is '${checkpoint.volume}', ${why.problem}` }];
}

type Why = Pick<Problem, 'code' | 'problem' | 'fix'>;

function whyNot(name: string, volumes: Volumes): Why | undefined {
  const volume = own(volumes, name);
  if (volume === undefined || capabilitiesOf(volume).survivesTask) return undefined;
  const problem = `of kind ${volume.kind}, which does not outlive a start of the job`;
  return { code: 'CheckpointLost', problem, fix: 'use a volume that stays, as one of kind efs' };
}

/** Writers of checkpoints write the last one again, or rename it when it is whole (Mountpoint for Amazon S3, `doc/SEMANTICS.md`, 2026-11). */
function whyNotOnHosts(volume: string, on: Hosts | undefined): Why | undefined {
  const known = on && knownHostMount({ volume }, on);
  if (known === undefined) return undefined;
  const fix = 'use a volume of kind efs, or a host mount of kind lustre whose deployment is PERSISTENT';
  if (known.kind === 's3') {
    const problem = 'a bucket, where no file is written twice or renamed, as writers of checkpoints do';
    return { code: 'CheckpointOnObjects', problem, fix };
  }
  if (known.lasting) return undefined;
  const problem = 'whose deployment is SCRATCH: what was on a server that fails is gone';
  return { code: 'CheckpointLost', problem, fix };
}
