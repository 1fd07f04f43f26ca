import { ebsAttachments } from '../catalog/ebs-attachments';
import { type InstanceType, instanceType, trunkingSupported } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import { surgeOf } from '../rollout/strategy';
import { hostsOf } from '../sizing/fleet-hosts';
import { tasksPerHost } from '../sizing/tasks-per-host';
import type { Contract, ContractFleet } from '../spec/contract';
import { own } from '../spec/own';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import { capabilitiesOf } from '../storage/capabilities';
import { fleetOf } from './choose';
import type { Volumes } from './own-hosts';
import { taskRequest } from './task-request';
import { speedOf } from './volumes/block-device';

/** The root volume; the interface of the host, and its trunk. */
const ROOT = 1;
const PRIMARY = 1;
const TRUNK = 1;

/** Tasks with a volume each that a host can have, as far as attachments go: without a trunk each has an interface too. */
export function taskVolumesOn(type: InstanceType, trunking: boolean): number {
  const { limit, shared } = ebsAttachments(type);
  const left = limit - ROOT;
  if (!shared) return left;
  return trunking && trunkingSupported(type) ? left - PRIMARY - TRUNK : Math.floor((left - PRIMARY) / 2);
}

/** What hosts are too small for, of the volumes that are attached to them. Nothing of it stops a deploy. Fields are those of the service. */
export function warnAttached(service: ServiceSpec, volumes: Volumes, contract: Contract): Problem[] {
  const name = fleetOf(service, contract);
  const fleet = own(contract.fleets, name);
  if (fleet === undefined) return [];
  const first = new Set<string>();
  return service.mounts.flatMap(({ volume }, i) => {
    const spec = own(volumes, volume);
    if (spec === undefined || first.has(volume)) return [];
    first.add(volume);
    const at = { volume, field: `mounts.${i}.volume`, fleet: name };
    if (capabilitiesOf(spec).scope === 'task') return warnTooMany(service, fleet, at);
    return spec.kind === 'ebs' ? warnSlower(speedOf(spec).throughputMiBps ?? 0, fleet, at) : [];
  });
}

interface At {
  readonly volume: string;
  readonly field: string;
  readonly fleet: string;
}

/** ECS counts cores, memory and interfaces when it chooses a host, and a task whose volume cannot be attached does not start. */
function warnTooMany(service: ServiceSpec, fleet: ContractFleet, { volume, field, fleet: name }: At): Problem[] {
  const bounds = replicaBounds(service.replicas);
  const most = bounds.max + surgeOf(service.rollout, bounds);
  const crowded = hostsOf(fleet)
    .map(({ type, capacity }) => ({
      type: type.type,
      fit: Math.min(most, tasksPerHost(taskRequest(service), capacity)),
      volumes: taskVolumesOn(type, fleet.trunking),
    }))
    .find(({ fit, volumes }) => fit > volumes);
  if (crowded === undefined) return [];
  const problem = `is '${volume}', and ${crowded.type} of fleet '${name}' has room for ${crowded.fit} replicas but takes ${crowded.volumes} of their volumes: ECS may place more there, and they do not start`;
  const fix = 'ask for more memory or cores for each, or use a fleet of smaller hosts';
  return [{ code: 'AttachmentsShort', field, problem, fix }];
}

/** Bits in a MiB, a million of which are in a Mbit. */
const MBITS = (8 * 1024 * 1024) / 1_000_000;

/** What a host can move to and from all its volumes (EC2 user guide, "Amazon EBS-optimized instance types", 2026-11). */
function warnSlower(
  throughputMiBps: number,
  { instanceTypes }: ContractFleet,
  { volume, field, fleet }: At,
): Problem[] {
  const slow = instanceTypes
    .map((name) => instanceType(name))
    .find((type) => type?.ebsMbps !== undefined && type.ebsMbps < throughputMiBps * MBITS);
  if (slow?.ebsMbps === undefined) return [];
  const most = Math.floor(slow.ebsMbps / MBITS);
  const problem = `is '${volume}' with ${throughputMiBps} MiB/s, and ${slow.type} of fleet '${fleet}' moves ${most} to and from all its volumes`;
  return [
    { code: 'HostSlowerThanVolume', field, problem, fix: `use throughputMiBps ${most} or less, or larger hosts` },
  ];
}
