import type { ContractHostMount } from '../spec/contract';
import type { HostMountSpec } from '../spec/training/host-mount';

/** What a job mounts that the hosts of a training cluster mount for it. */
export interface HostMountName {
  readonly cluster: string;
  /** Name among the host mounts of the cluster. */
  readonly name: string;
}

/** The host mount that a mount names, `gpu/datasets`; undefined where it names a volume of its system, which has no slash. */
export function hostMountOf({ volume }: { readonly volume: string }): HostMountName | undefined {
  const slash = volume.indexOf('/');
  return slash < 0 ? undefined : { cluster: volume.slice(0, slash), name: volume.slice(slash + 1) };
}

/** How a job names it. */
export function hostMountName({ cluster, name }: HostMountName): string {
  return `${cluster}/${name}`;
}

/** What jobs must know of a host mount. */
export function publishedHostMount(mount: HostMountSpec): ContractHostMount {
  const { kind, readOnly } = mount;
  return { kind, readOnly, lasting: mount.kind === 's3' || mount.deployment.startsWith('PERSISTENT') };
}

/** The groups of the servers that hosts mount from, each once, under the name of the first that is behind it: EC2 takes a rule once. */
export function mountedGroups(
  hostMounts: Readonly<Record<string, HostMountSpec>>,
): { readonly name: string; readonly securityGroupId: string }[] {
  const groups = new Map<string, string>();
  for (const name of Object.keys(hostMounts).sort()) {
    const mount = hostMounts[name] as HostMountSpec;
    if (mount.kind === 'lustre' && !groups.has(mount.securityGroupId)) groups.set(mount.securityGroupId, name);
  }
  return [...groups].map(([securityGroupId, name]) => ({ name, securityGroupId }));
}
