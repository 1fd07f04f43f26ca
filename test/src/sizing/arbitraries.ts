import fc from 'fast-check';
import { type InstanceType, instanceType, instanceTypes } from '../../../src/catalog/ec2-instances';
import { hostCapacity } from '../../../src/sizing/host-capacity';
import type { Fleet, TaskRequest } from '../../../src/sizing/task-fit';

export const everyType: readonly InstanceType[] = [...instanceTypes().values()];
export const anyType = fc.constantFrom(...everyType);

export function typeNamed(name: string): InstanceType {
  const type = instanceType(name);
  if (type === undefined) throw new Error(`the catalog has no ${name}`);
  return type;
}

export const anyFleet: fc.Arbitrary<Fleet> = fc.record({
  name: fc.constantFrom('general', 'gpu'),
  instanceTypes: fc.uniqueArray(anyType, { minLength: 1, maxLength: 4 }).map((types) => types.map(({ type }) => type)),
  trunking: fc.boolean(),
  maxHosts: fc.integer({ min: 1, max: 30 }),
});

/** A task about as large as a host of `type`, or a fraction of one: where fitting is decided. */
export function taskNear(type: InstanceType): fc.Arbitrary<TaskRequest> {
  const { cpuUnits, memoryMiB, gpus } = hostCapacity(type, { trunking: true });
  const share = fc.oneof(
    fc.constantFrom(1, 1 / 2, 1 / 3, 0.1),
    fc.double({ min: 0.01, max: 1.5, noNaN: true }),
    fc.double({ min: 0.99, max: 1.01, noNaN: true }),
  );
  return fc.record({
    cpus: share.map((s) => Math.max(1, Math.round(cpuUnits * s)) / 1024),
    memoryMiB: share.map((s) => Math.max(6, Math.round(memoryMiB * s))),
    gpus: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: gpus + 1 })),
  });
}

export const fleetAndTask: fc.Arbitrary<{ fleet: Fleet; task: TaskRequest }> = anyFleet.chain((fleet) =>
  fc.record({
    fleet: fc.constant(fleet),
    task: fc.constantFrom(...fleet.instanceTypes).chain((name) => taskNear(typeNamed(name))),
  }),
);
