import type { Problem } from '../errors';
import { surgeOf } from '../rollout/strategy';
import { own } from '../spec/own';
import { show } from '../spec/parse';
import { isDaemon, replicaBounds, type ServiceSpec, serviceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { type Capabilities, capabilitiesOf } from '../storage/capabilities';
import { hostMounted, type Volumes } from './own-hosts';

/** What is wrong with a service that mounts what hosts of its own must mount first. Fields are those of the service. */
export function checkOwnHosts(service: ServiceSpec, volumes: Volumes): Problem[] {
  const [name, ...others] = hostMounted(service, volumes);
  if (name === undefined) return [];
  // These hosts do not prepare disks of their own either.
  const disks = mountedOf(service, volumes).flatMap(([other, { scope }]) => (scope === 'host' ? [other] : []));
  return [
    ...checkAlone(service, name, [...others, ...disks]),
    ...checkWriters(service, name, volumes[name] as VolumeSpec),
    ...checkDaemon(service, name, volumes[name] as VolumeSpec),
  ];
}

/** The volumes that a service mounts, each once, with what they promise. */
function mountedOf({ mounts }: ServiceSpec, volumes: Volumes): [string, Capabilities][] {
  const names = [...new Set(mounts.map(({ volume }) => volume))];
  return names.flatMap((name): [string, Capabilities][] => {
    const volume = own(volumes, name);
    return volume === undefined ? [] : [[name, capabilitiesOf(volume)]];
  });
}

/** What a host does at its first start has room for the programs of one volume (EC2 user guide: 16 KB of user data, 2026-11). */
function checkAlone({ mounts }: ServiceSpec, name: string, more: readonly string[]): Problem[] {
  return more.map((other) => ({
    code: 'SecondHostVolume',
    field: `mounts.${mounts.findIndex(({ volume }) => volume === other)}.volume`,
    problem: `is '${other}', and the hosts of this service mount '${name}' already: they mount one volume`,
    fix: "mount it in a service of its own, or use a volume of kind 'efs'",
  }));
}

/** More than one replica at a time on what one may write. */
function checkWriters(service: ServiceSpec, name: string, volume: VolumeSpec): Problem[] {
  const { replicas, rollout } = service;
  const { writers } = capabilitiesOf(volume);
  const code = 'WriterConflict';
  const everywhere = isDaemon(service);
  const many = writers === 'one' && (everywhere || replicaBounds(replicas).max > 1);
  if (many)
    return [
      {
        code,
        field: 'replicas',
        problem: `is ${shown('replicas', replicas)} but volume '${name}' has one writer`,
        fix: "use replicas 1, perReplica of the volume, or a volume of kind 'efs'",
      },
    ];
  const each = writers === 'one-per-replica';
  const bounds = each ? { min: 1, max: 1 } : replicaBounds(replicas);
  if ((writers !== 'one' && !each) || surgeOf(rollout, bounds) === 0) return [];
  return [
    {
      code,
      field: 'rollout',
      problem: `is ${shown('rollout', rollout)}, which starts a replica before the old one has ended, but volume '${name}' has one writer${each ? ' for each' : ''}`,
      fix: "use 'recreate'",
    },
  ];
}

/** A value, and that nobody need have written it. */
function shown(field: 'replicas' | 'rollout', value: unknown): string {
  const isDefault = JSON.stringify(value) === JSON.stringify(serviceSpec.shape[field].parse(undefined));
  return `${show(value)}${isDefault ? ' (the default)' : ''}`;
}

/** One replica on each host of a fleet, on hosts that are in no fleet. */
function checkDaemon(service: ServiceSpec, name: string, volume: VolumeSpec): Problem[] {
  if (!isDaemon(service) || capabilitiesOf(volume).writers === 'one') return [];
  const problem = `is ${show(service.replicas)}, and '${name}' is on hosts that this service has for itself`;
  return [{ code: 'DaemonOfOwnHosts', field: 'replicas', problem, fix: 'say how many, or use a volume of kind efs' }];
}
