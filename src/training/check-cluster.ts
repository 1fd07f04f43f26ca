import { type InstanceType, instanceType } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import { checkAmiRelease } from '../fleet/ami';
import { checkName } from '../naming/names';
import { unknownName } from '../rules/unknown-name';
import { fleetTraits } from '../sizing/fleet-types';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { checkBudget } from './budget';
import { checkHostMounts } from './check-host-mounts';
import { efaLayout } from './efa-layout';
import { checkTeams } from './fair-share';
import { checkHostStart } from './host-start';
import { hostTypes } from './host-types';
import { checkPlacementGroup } from './placement-group';
import { checkReservation } from './reservation';

export { trainingClusterWarnings } from './cluster-warnings';

/**
 * Hosts that AWS would not start, or that would start and take no job. Fields are those of the cluster.
 * @param siteZones zones of the environment.
 */
export function checkTrainingCluster(name: string, spec: TrainingClusterSpec, siteZones: readonly string[]): Problem[] {
  const { types, problems } = hostTypes(spec, '');
  return [
    ...checkName('cluster', name, ''),
    ...problems,
    ...(types.length === 0 ? [] : checkHosts(types, spec)),
    ...checkCapacity(spec),
    ...checkReservation(spec, types, siteZones),
    ...checkZones(spec, siteZones),
    ...checkPlacementGroup(spec, types, siteZones),
    ...checkTeams(spec.teams),
    ...checkHostMounts(spec, siteZones),
    ...checkHostStart(spec),
    ...checkBudget(spec, types),
  ];
}

function checkHosts(names: readonly string[], spec: TrainingClusterSpec): Problem[] {
  const types = names.flatMap((type) => instanceType(type) ?? []);
  return [
    ...checkAmiRelease(spec.amiRelease, fleetTraits(names), 'amiRelease'),
    ...checkVcpus(types, spec),
    ...(spec.multiNode ? checkLayouts(types) : []),
  ];
}

function checkVcpus(types: readonly InstanceType[], { maxVcpus, warmVcpus }: TrainingClusterSpec): Problem[] {
  const smallest = [...types].sort((a, b) => a.vcpu - b.vcpu)[0] as InstanceType;
  const small =
    smallest.vcpu <= maxVcpus
      ? []
      : [
          {
            code: 'MaxBelowHost',
            field: 'maxVcpus',
            problem: `is ${maxVcpus}, and the smallest host, ${smallest.type}, has ${smallest.vcpu}: none would start`,
            fix: `use ${smallest.vcpu} or more`,
          },
        ];
  const warm =
    warmVcpus <= maxVcpus
      ? []
      : [
          {
            code: 'WarmAboveMax',
            field: 'warmVcpus',
            problem: `is ${warmVcpus} but maxVcpus is ${maxVcpus}`,
            fix: `use ${maxVcpus} or less`,
          },
        ];
  return [...small, ...warm];
}

/** One launch template says the interfaces of all hosts: what is card 31 on one type is nothing on another. */
function checkLayouts(types: readonly InstanceType[]): Problem[] {
  const layouts = new Map<string, string[]>();
  for (const type of types) {
    const key = JSON.stringify(efaLayout(type, 'multi-node'));
    layouts.set(key, [...(layouts.get(key) ?? []), type.type]);
  }
  if (layouts.size < 2) return [];
  const listed = [...layouts.values()].map((names) => {
    const efa = types.find(({ type }) => type === names[0])?.efa;
    return `${names.join(', ')} (${efa === 0 ? 'none' : efa})`;
  });
  const problem = `is true, and its hosts differ in their Elastic Fabric Adapters: ${listed.join('; ')}`;
  const fix = 'name types in instanceTypes that have the same, best a single one';
  return [{ code: 'MixedInterfaces', field: 'multiNode', problem, fix }];
}

function checkCapacity({ capacity, multiNode }: TrainingClusterSpec): Problem[] {
  const problems: Problem[] = capacity.flatMap((each, i) => {
    const first = capacity.indexOf(each);
    const problem = `is '${each}' like capacity.${first}`;
    return first === i
      ? []
      : [{ code: 'DuplicateCapacity', field: `capacity.${i}`, problem, fix: 'leave one of the two out' }];
  });
  const spot = capacity.indexOf('spot');
  if (multiNode && spot >= 0) {
    problems.push({
      code: 'MultiNodeOnSpot',
      field: `capacity.${spot}`,
      problem: "is 'spot', and AWS Batch runs no job of several hosts on such: it would stay RUNNABLE",
      fix: "use 'on-demand' or 'reserved', or another cluster for jobs of one host",
    });
  }
  return problems;
}

function checkZones(spec: TrainingClusterSpec, siteZones: readonly string[]): Problem[] {
  const { zones = [], multiNode } = spec;
  const unknown = zones.flatMap((zone, i) => {
    if (siteZones.includes(zone)) return [];
    return [unknownName('UnknownZone', `zones.${i}`, 'zone of this environment', zone, siteZones)];
  });
  const twice = zones.flatMap((zone, i) => {
    const problem = `is '${zone}' like zones.${zones.indexOf(zone)}`;
    return zones.indexOf(zone) === i
      ? []
      : [{ code: 'DuplicateZone', field: `zones.${i}`, problem, fix: 'leave one of the two out' }];
  });
  if (!multiNode || new Set(zones).size < 2) return [...unknown, ...twice];
  const problem = `are ${zones.join(', ')}, and multiNode hosts are in one: Elastic Fabric Adapter does not reach another`;
  return [...unknown, ...twice, { code: 'MultiNodeSpansZones', field: 'zones', problem, fix: `use [${zones[0]}]` }];
}
