import { type InstanceType, instanceType } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import type { JobSpec } from '../spec/training/job';
import type { KnownCluster } from './known-cluster';

/** What asks for devices of AWS Neuron: Inferentia and Trainium. */
type Asking = Pick<JobSpec, 'neuronDevices' | 'cpus' | 'nodes'>;

/** The devices of a host, as its driver names them (ECS developer guide, "Example Neuron task definitions", 2026-11). */
export function neuronPaths({ neuronDevices }: Pick<JobSpec, 'neuronDevices'>): string[] {
  return Array.from({ length: neuronDevices }, (_, i) => `/dev/neuron${i}`);
}

/** Devices of AWS Neuron that a host has. */
function devicesOf({ accelerator }: InstanceType): number {
  return accelerator?.vendor === 'aws' ? accelerator.count : 0;
}

const typesOf = ({ instanceTypes }: Pick<KnownCluster, 'instanceTypes'>) =>
  instanceTypes.flatMap((name) => instanceType(name) ?? []);

/**
 * Devices that a host does not have, or that two jobs would be given at once. AWS Batch counts those of NVIDIA alone (Batch
 * API_ResourceRequirement, 2026-11), and shows a container any device that it names. So a job has all of its host, and takes so much of that as
 * no second one fits. Fields are those of the job.
 */
export function checkNeuron(job: Asking, cluster: Pick<KnownCluster, 'instanceTypes'>): Problem[] {
  const types = typesOf(cluster);
  if (job.neuronDevices === 0 || types.length === 0) return [];
  const field = 'neuronDevices';
  if (types.every((type) => devicesOf(type) === 0)) {
    const problem = `is ${job.neuronDevices}, and the hosts of its cluster, ${cluster.instanceTypes.join(', ')}, have none`;
    const fix = 'use 0, or a cluster with accelerators: { trainium: 16 }';
    return [{ code: 'NoNeuronHosts', field, problem, fix }];
  }
  const counts = [...new Set(types.map(devicesOf))].sort((a, b) => a - b);
  if (counts.length > 1 || counts[0] !== job.neuronDevices) {
    const listed = types.map((type) => `${type.type} ${devicesOf(type)}`).join(', ');
    const problem = `is ${job.neuronDevices}, and a job has all that its host has, which are ${listed}`;
    const fix = counts.length > 1 ? 'use a cluster of types that have as many each' : `use ${counts[0]}`;
    return [{ code: 'NeuronDevicesOfHost', field, problem, fix }];
  }
  return checkAlone(job, types);
}

/** A node has its host for itself (Batch user guide, "Multi-node parallel jobs", 2026-11). */
function checkAlone({ cpus, nodes, neuronDevices }: Asking, types: readonly InstanceType[]): Problem[] {
  const [largest] = [...types].sort((a, b) => b.vcpu - a.vcpu);
  if (nodes > 1 || largest === undefined || 2 * cpus > largest.vcpu) return [];
  const half = Math.floor(largest.vcpu / 2);
  const problem = `is ${cpus}, and ${largest.type} has ${largest.vcpu}: two such jobs would be on one host, and both have its ${neuronDevices} Neuron device${neuronDevices === 1 ? '' : 's'}`;
  return [{ code: 'NeuronHostShared', field: 'cpus', problem, fix: `use ${half + 1} or more` }];
}

/** Accelerators that are paid for, and that the container does not see. */
export function unusedNeuron(
  { neuronDevices }: Asking,
  { instanceTypes }: Pick<KnownCluster, 'instanceTypes'>,
): Problem[] {
  const types = typesOf({ instanceTypes });
  if (neuronDevices > 0 || types.length === 0 || types.some((type) => devicesOf(type) === 0)) return [];
  const problem = `is 0, and every host of its cluster, ${instanceTypes.join(', ')}, has some: they are paid for, and the container sees none`;
  const fix = `use ${[...new Set(types.map(devicesOf))].join(' or ')}, all that a host has, or a cluster without`;
  return [{ code: 'AcceleratorsUnused', field: 'neuronDevices', problem, fix }];
}
