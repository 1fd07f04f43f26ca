import fc from 'fast-check';
import {
  HOST_RESERVE,
  holds,
  hostCapacity,
  memoryOverheadMiB,
  reservedMemoryMiB,
} from '../../../src/sizing/host-capacity';
import { anyType, everyType, typeNamed } from './arbitraries';

const MIB = 1024 * 1024;

/**
 * Bytes that Linux had less than EC2 advertises, as the Karpenter project measured them on Amazon Linux 2
 * (zz_generated.memory_overhead.go, 2023): the worst of each size, and what people pick.
 */
const MEASURED: readonly [string, number][] = [
  ['t3.nano', 92_966_912],
  ['t3.medium', 264_945_664],
  ['t4g.small', 206_204_928],
  ['a1.medium', 252_067_840],
  ['a1.large', 357_969_920],
  ['a1.4xlarge', 1_855_287_296],
  ['c5.large', 453_677_056],
  ['c5d.xlarge', 645_001_216],
  ['c5n.large', 478_851_072],
  ['c5.18xlarge', 7_053_815_808],
  ['m5.large', 585_805_824],
  ['m5.24xlarge', 11_086_274_560],
  ['m6i.32xlarge', 17_238_757_376],
  ['g4dn.xlarge', 733_085_696],
  ['g5.48xlarge', 21_549_379_584],
  ['vt1.3xlarge', 2_169_479_168],
  ['vt1.6xlarge', 3_153_862_656],
  ['vt1.24xlarge', 9_714_638_848],
  ['r6a.48xlarge', 59_844_067_328],
  ['x2iedn.8xlarge', 21_963_558_912],
  ['u-6tb1.112xlarge', 129_763_057_664],
];

describe('what ECS can place on a host', () => {
  test.each(MEASURED)('of type %s is never more than what Linux has less the reserve', (name, missingBytes) => {
    const type = typeNamed(name);
    const registered = Math.floor(type.memoryMiB - missingBytes / MIB) - reservedMemoryMiB(type);
    expect(hostCapacity(type, { trunking: false }).memoryMiB).toBeLessThanOrEqual(registered);
  });

  // m4.large: ECS Developer Guide, "Container instance memory management". The others: published reports of the agent.
  test.each([
    ['m4.large', 7985],
    ['inf1.xlarge', 7679],
    ['t4g.medium', 3835],
  ])('of type %s fits in the %d MiB that a real host registered', (name, registered) => {
    const type = typeNamed(name);
    expect(hostCapacity(type, { trunking: false }).memoryMiB).toBeLessThanOrEqual(registered - reservedMemoryMiB(type));
  });

  test('is never more than what a host keeps free that works out its reserve from the memory that Linux sees', () => {
    fc.assert(
      fc.property(anyType, fc.double({ min: 0, max: 1, noNaN: true }), (type, share) => {
        const seen = type.memoryMiB - Math.floor(memoryOverheadMiB(type) * share);
        const { percent, leastMiB, mostMiB } = HOST_RESERVE;
        const kept = Math.min(mostMiB, Math.max(leastMiB, Math.trunc((seen * percent) / 100)));
        expect(hostCapacity(type, { trunking: false }).memoryMiB).toBeLessThanOrEqual(seen - kept);
      }),
    );
  });

  test('is at least 85 % of the memory of every host with 8 GiB or more', () => {
    const stingy = everyType.filter(
      (type) => type.memoryMiB >= 8192 && hostCapacity(type, { trunking: false }).memoryMiB < 0.85 * type.memoryMiB,
    );
    expect(stingy).toEqual([]);
  });

  test('is what remains of the memory when overhead and reserve are taken away', () => {
    fc.assert(
      fc.property(anyType, fc.boolean(), (type, trunking) => {
        const { memoryMiB } = hostCapacity(type, { trunking });
        expect(memoryMiB + memoryOverheadMiB(type) + reservedMemoryMiB(type)).toBe(type.memoryMiB);
        expect(memoryMiB).toBeGreaterThan(0);
      }),
    );
  });

  test('never shrinks when the host has more memory', () => {
    const ordinary = fc.constantFrom(...everyType.filter(({ type }) => !type.startsWith('vt1.')));
    fc.assert(
      fc.property(ordinary, ordinary, (one, other) => {
        const [small, large] = one.memoryMiB <= other.memoryMiB ? [one, other] : [other, one];
        const memory = (type: typeof small) => hostCapacity(type, { trunking: false }).memoryMiB;
        expect(memory(small)).toBeLessThanOrEqual(memory(large));
      }),
    );
  });

  test('has all the CPU and GPUs of its type, with a trunk or without', () => {
    fc.assert(
      fc.property(anyType, fc.boolean(), (type, trunking) => {
        expect(hostCapacity(type, { trunking })).toMatchObject({ cpuUnits: 1024 * type.vcpu, gpus: type.gpus });
      }),
    );
  });

  test('has an interface for at least one task on every type', () => {
    const without = everyType.filter((type) =>
      [true, false].some((trunking) => hostCapacity(type, { trunking }).taskInterfaces < 1),
    );
    expect(without).toEqual([]);
  });

  // "Task limit without ENI trunking" of the ECS Developer Guide.
  test.each([
    ['a1.medium', 1],
    ['m5.large', 2],
    ['m6i.2xlarge', 3],
    ['c5.24xlarge', 14],
    ['hpc6a.48xlarge', 1],
    ['g5.48xlarge', 6],
    ['trn1.32xlarge', 39],
    ['p4d.24xlarge', 59],
  ])('without a trunk has on %s the %d task interfaces that ECS lists', (name, interfaces) => {
    expect(hostCapacity(typeNamed(name), { trunking: false }).taskInterfaces).toBe(interfaces);
  });

  test('with a trunk has its branches, and without a trunk of its type its ordinary interfaces', () => {
    const interfaces = ['m6i.2xlarge', 'g5.xlarge', 't3.large', 'g4dn.xlarge'].map(
      (name) => hostCapacity(typeNamed(name), { trunking: true }).taskInterfaces,
    );
    expect(interfaces).toEqual([38, 4, 2, 2]);
  });
});

describe('the memory that a host reserves', () => {
  test('is 5 % in MiB, from 128 to 4,096', () => {
    fc.assert(
      fc.property(anyType, (type) => {
        const reserved = reservedMemoryMiB(type);
        expect(Number.isInteger(reserved)).toBe(true);
        expect(reserved).toBeGreaterThanOrEqual(128);
        expect(reserved).toBeLessThanOrEqual(4096);
        if (reserved > 128 && reserved < 4096) expect(Math.abs(reserved - type.memoryMiB * 0.05)).toBeLessThan(1);
      }),
    );
  });

  test.each([
    ['t3.micro', 128],
    ['m6i.large', 410],
    ['p5.48xlarge', 4096],
  ])('of %s is %d', (name, reserved) => {
    expect(reservedMemoryMiB(typeNamed(name))).toBe(reserved);
  });
});

describe('an empty host', () => {
  test('holds a task exactly as large as itself, and none that is larger in any way', () => {
    fc.assert(
      fc.property(anyType, fc.constantFrom('cpuUnits', 'memoryMiB', 'gpus', 'taskInterfaces'), (type, dimension) => {
        const host = hostCapacity(type, { trunking: true });
        expect(holds(host, host)).toBe(true);
        expect(holds(host, { ...host, [dimension]: host[dimension] + 1 })).toBe(false);
      }),
    );
  });
});
