import { instanceType } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import { isDaemon, type ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf } from '../storage/capabilities';
import { fleetOf } from './choose';

/** What ECS would refuse, or leave without effect, of volumes that it makes for each task. Fields are those of the service. */
export function checkTaskVolumes(
  service: ServiceSpec,
  volumes: Readonly<Record<string, VolumeSpec>>,
  contract: Contract,
): Problem[] {
  const first = new Set<string>();
  return service.mounts.flatMap(({ volume }, i) => {
    const spec = own(volumes, volume);
    if (spec === undefined || capabilitiesOf(spec).scope !== 'task' || first.has(volume)) return [];
    first.add(volume);
    const field = `mounts.${i}.volume`;
    return [
      ...(first.size > 1 ? [onlyOne(volume, [...first][0] as string, field)] : []),
      ...checkService(service, volume, field),
      ...checkHosts(service, contract, volume, field),
      ...checkEmpty(service, volume, spec, field),
    ];
  });
}

/** ECS developer guide, "Use Amazon EBS volumes with Amazon ECS", 2026-11. */
function onlyOne(volume: string, other: string, field: string): Problem {
  return {
    code: 'TwoTaskVolumes',
    field,
    problem: `is '${volume}', and ECS makes one volume for a task, which '${other}' is`,
    fix: 'mount one of them, or use a volume of another kind for what is small',
  };
}

/** ECS API_CreateService, 2026-11: volumes are for replicas alone. */
function checkService(service: ServiceSpec, volume: string, field: string): Problem[] {
  if (!isDaemon(service)) return [];
  const problem = `is '${volume}', and ECS makes no volumes for services with one replica on each host`;
  return [{ code: 'TaskVolumeOfDaemon', field, problem, fix: 'use a volume of kind scratch' }];
}

/** ECS developer guide, "Use Amazon EBS volumes with Amazon ECS", 2026-11. */
function checkHosts(service: ServiceSpec, contract: Contract, volume: string, field: string): Problem[] {
  const name = fleetOf(service, contract);
  const types = own(contract.fleets, name)?.instanceTypes ?? [];
  const old = types.filter((type) => instanceType(type)?.hypervisor === 'xen');
  if (old.length === 0) return [];
  const problem = `is '${volume}', and ${old.join(', ')} of fleet '${name}' cannot have it: ECS attaches volumes to Nitro hosts alone`;
  return [{ code: 'NotNitro', field, problem, fix: 'use a fleet of Nitro types, as m6i' }];
}

/** What nobody writes, on a volume that starts empty. */
function checkEmpty({ mounts }: ServiceSpec, volume: string, spec: VolumeSpec, field: string): Problem[] {
  const isFilled = 'from' in spec && spec.from !== undefined;
  if (isFilled || mounts.some((mount) => mount.volume === volume && !mount.readOnly)) return [];
  const problem = `is '${volume}', which is new and empty for each replica, and only read`;
  return [{ code: 'NothingToRead', field, problem, fix: 'start it from a snapshot, or drop readOnly' }];
}
