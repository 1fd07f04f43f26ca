import type { Problem } from '../errors';
import { unknownName } from '../rules/unknown-name';
import type { ContractHostMount } from '../spec/contract';
import type { MountSpec } from '../spec/mount';
import { own } from '../spec/own';
import { show } from '../spec/parse';
import type { JobSpec } from '../spec/training/job';
import { type HostMountName, hostMountName, hostMountOf } from './host-mounts';
import type { KnownCluster } from './known-cluster';

/** The cluster of a job, for what its hosts mount. */
export interface Hosts {
  readonly name: string;
  readonly cluster: Pick<KnownCluster, 'hostMounts'>;
}

/** What is wrong with mounts of what the hosts of a cluster mount. Fields are those of the job. */
export function checkJobHostMounts(job: Pick<JobSpec, 'mounts' | 'nodes'>, on: Hosts): Problem[] {
  return job.mounts.flatMap((mount, i) => {
    const named = hostMountOf(mount);
    if (named === undefined) return [];
    const known = knownHostMount(mount, on);
    const field = `mounts.${i}`;
    if (known === undefined) return [notThere(named, on, `${field}.volume`)];
    return [
      ...checkWriting(mount, known, `${field}.readOnly`),
      ...checkNodes(job, mount, known, `${field}.readOnly`),
      ...checkWhole(mount, field),
    ];
  });
}

/** What is behind a mount on the hosts of a cluster; undefined for a volume, and where there is no such mount. */
export function knownHostMount(
  mount: Pick<MountSpec, 'volume'>,
  { name, cluster }: Hosts,
): ContractHostMount | undefined {
  const named = hostMountOf(mount);
  return named?.cluster === name ? own(cluster.hostMounts ?? {}, named.name) : undefined;
}

/** What is legal of them, and may surprise. */
export function jobHostMountWarnings(job: Pick<JobSpec, 'mounts' | 'retries'>, on: Hosts): Problem[] {
  if (job.retries.attempts < 2) return [];
  return job.mounts.flatMap((mount, i) => {
    if (mount.readOnly || knownHostMount(mount, on)?.kind !== 's3') return [];
    const problem = `is '${mount.volume}', a bucket, where no file is written twice, and the job may be started ${job.retries.attempts} times: a start finds what the one before wrote, and fails at the same name`;
    const fix = 'put AWS_BATCH_JOB_ID and AWS_BATCH_JOB_ATTEMPT into names of files';
    return [{ code: 'WrittenOnce', field: `mounts.${i}.volume`, problem, fix }];
  });
}

function notThere({ cluster, name }: HostMountName, on: Hosts, field: string): Problem {
  const known = Object.keys(on.cluster.hostMounts ?? {});
  if (cluster === on.name) {
    const noun = `host mount of training cluster '${on.name}'`;
    const all = known.map((each) => hostMountName({ cluster, name: each }));
    return unknownName('UnknownHostMount', field, noun, hostMountName({ cluster, name }), all);
  }
  const problem = `is '${hostMountName({ cluster, name })}', which hosts of training cluster '${cluster}' mount, and the job runs on '${on.name}'`;
  const same = hostMountName({ cluster: on.name, name });
  const fix = known.includes(name)
    ? `use '${same}'`
    : `run it there, or say hostMounts.${name} of '${on.name}' and use '${same}'`;
  return { code: 'HostMountElsewhere', field, problem, fix };
}

function checkWriting({ volume, readOnly }: MountSpec, known: ContractHostMount, field: string): Problem[] {
  if (readOnly || !known.readOnly) return [];
  const problem = `is false, and hosts mount '${volume}' to read alone`;
  return [{ code: 'ReadOnlyVolume', field, problem, fix: 'say true, or readOnly: false of the host mount' }];
}

/** All nodes run one command, and nobody tells them apart for S3. */
function checkNodes(
  { nodes }: Pick<JobSpec, 'nodes'>,
  mount: MountSpec,
  known: ContractHostMount,
  field: string,
): Problem[] {
  if (nodes === 1 || mount.readOnly || known.kind !== 's3') return [];
  const problem = `is false, and ${nodes} nodes would write into bucket '${mount.volume}' at once: of two that write one file the last wins, and the other is not told`;
  const fix = 'say true and write with the SDK by `access`, or use a host mount of kind lustre';
  return [{ code: 'NodesWriteObjects', field, problem, fix }];
}

function checkWhole({ volume, subPath, preparedInImage }: MountSpec, field: string): Problem[] {
  const problems: Problem[] = [];
  if (subPath !== undefined)
    problems.push({
      code: 'NoSubPaths',
      field: `${field}.subPath`,
      problem: `is ${show(subPath)}, and no part of '${volume}' can be shown alone`,
      fix: 'leave it out, or make a host mount of that part',
    });
  if (preparedInImage)
    problems.push({
      code: 'NothingFromImage',
      field: `${field}.preparedInImage`,
      problem: `is true, and nothing of '${volume}' comes from an image`,
      fix: 'leave it out',
    });
  return problems;
}
