import type { InstanceType } from '../catalog/ec2-instances';
import type { AttributesSpec } from '../spec/training/attributes';

/** One thing that a host must have. */
export interface AttributeFilter {
  /** The field that asks for it. */
  readonly key: keyof AttributesSpec;
  readonly has: (type: InstanceType) => boolean;
}

/** What each of the fields asks of a type. A fact that the catalog does not know is not there. */
export function attributeFilters(wanted: AttributesSpec): AttributeFilter[] {
  const { maxVcpus, minMemoryMiB, maxMemoryMiB, minAcceleratorMemoryMiB, minInstanceStoreGB } = wanted;
  const said = (key: keyof AttributesSpec, has: AttributeFilter['has']) =>
    wanted[key] === undefined ? [] : [{ key, has }];
  return [
    { key: 'architecture', has: ({ arch }) => arch === wanted.architecture },
    { key: 'minVcpus', has: ({ vcpu }) => vcpu >= wanted.minVcpus },
    ...said('maxVcpus', ({ vcpu }) => vcpu <= (maxVcpus as number)),
    ...said('minMemoryMiB', ({ memoryMiB }) => memoryMiB >= (minMemoryMiB as number)),
    ...said('maxMemoryMiB', ({ memoryMiB }) => memoryMiB <= (maxMemoryMiB as number)),
    ...said('accelerator', ({ accelerator }) => accelerator?.name === wanted.accelerator),
    ...ofOneKind(wanted),
    { key: 'minAccelerators', has: (type) => enoughAccelerators(type, wanted) },
    ...said(
      'minAcceleratorMemoryMiB',
      ({ accelerator }) => (accelerator?.memoryMiB ?? 0) >= (minAcceleratorMemoryMiB as number),
    ),
    ...said('minInstanceStoreGB', ({ nvmeGB }) => nvmeGB >= (minInstanceStoreGB as number)),
  ];
}

/** One machine image runs all hosts, and drivers of NVIDIA and Neuron are on different ones. */
function ofOneKind({ accelerator, acceleratorKind }: AttributesSpec): AttributeFilter[] {
  if (accelerator !== undefined && acceleratorKind === undefined) return [];
  const vendor = (acceleratorKind ?? 'nvidia') === 'neuron' ? 'aws' : 'nvidia';
  return [
    { key: 'acceleratorKind', has: (type) => type.accelerator === undefined || type.accelerator.vendor === vendor },
  ];
}

/** Types with accelerators cost many times as much: who asks for none gets none, not even a part of one. */
function enoughAccelerators({ accelerator }: InstanceType, { minAccelerators, ...wanted }: AttributesSpec): boolean {
  const about = wanted.accelerator !== undefined || wanted.minAcceleratorMemoryMiB !== undefined;
  if (minAccelerators === 0 && !about) return accelerator === undefined;
  return (accelerator?.count ?? 0) >= Math.max(1, minAccelerators);
}
