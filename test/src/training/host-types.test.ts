import fc from 'fast-check';
import { familyOf, type InstanceType } from '../../../src/catalog/ec2-instances';
import { renderProblem } from '../../../src/errors';
import { checkInstanceTypes } from '../../../src/sizing/fleet-types';
import { type AttributesSpec, attributesSpec } from '../../../src/spec/training/attributes';
import { type HostsSaid, hostTypes, MOST_HOST_TYPES } from '../../../src/training/host-types';
import { anyType, everyType, typeNamed } from '../sizing/arbitraries';

const FIELD = 'trainingClusters.gpus';
const read = (said: HostsSaid) => hostTypes(said, FIELD).problems.map(renderProblem);
const codes = (said: HostsSaid) => hostTypes(said, FIELD).problems.map(({ code }) => code);
const price = (name: string) => typeNamed(name).usdPerHour ?? Number.POSITIVE_INFINITY;

/** Whether AWS Batch has an image for this type, and gives its accelerators to jobs. */
const usable = ({ accelerator, arch, type }: InstanceType) =>
  accelerator === undefined ||
  accelerator.vendor === 'aws' ||
  (accelerator.vendor === 'nvidia' && arch === 'amd64' && familyOf(type) !== 'p3dn');
const accelerated = everyType.filter((type) => type.accelerator !== undefined && type.accelerator.count > 0);

describe('hosts by their accelerators', () => {
  it('are all types that have just these, and nothing else', () => {
    for (const { accelerator } of accelerated.filter(usable)) {
      const { name, count } = accelerator as NonNullable<InstanceType['accelerator']>;
      const alike = accelerated.filter(
        (t) => usable(t) && t.accelerator?.name === name && t.accelerator.count === count,
      );
      expect(hostTypes({ accelerators: { [name]: count } }, FIELD).problems).toEqual([]);
      expect(hostTypes({ accelerators: { [name]: count } }, FIELD).types.sort()).toEqual(
        alike.map(({ type }) => type).sort(),
      );
    }
  });

  it('come cheapest first', () => {
    expect(hostTypes({ accelerators: { a10g: 4 } }, FIELD).types).toEqual(['g5.12xlarge', 'g5.24xlarge']);
    expect(hostTypes({ accelerators: { l4: 1 } }, FIELD).types).toEqual([
      'g6.xlarge',
      'g6.2xlarge',
      'g6.4xlarge',
      'gr6.4xlarge',
      'g6.8xlarge',
      'gr6.8xlarge',
      'g6.16xlarge',
    ]);
  });

  it('come last where they have no price', () => {
    expect(hostTypes({ accelerators: { h200: 8 } }, FIELD).types).toEqual(['p5en.48xlarge', 'p5e.48xlarge']);
  });

  it('may be Neuron devices', () => {
    expect(hostTypes({ accelerators: { trainium: 16 } }, FIELD).types).toEqual(['trn1.32xlarge', 'trn1n.32xlarge']);
  });

  it.each([
    [
      { a10: 4 },
      "trainingClusters.gpus.accelerators.a10 is no accelerator that the catalog of 2026-07-20 knows; did you mean 'a100'? [UnknownAccelerator]",
    ],
    [
      { a10g: 3 },
      'trainingClusters.gpus.accelerators.a10g is 3, and no host has so many; use 1, 4, 8 [NoSuchAcceleratorCount]',
    ],
    [
      { a10g: 4, l4: 4 },
      'trainingClusters.gpus.accelerators names 2 models, a10g and l4, and no host has more than one; name one, or the types in instanceTypes [SeveralAccelerators]',
    ],
    [{}, 'trainingClusters.gpus.accelerators names no accelerator; say one, as { a10g: 4 } [HostsNotSaid]'],
    [
      { v100: 8 },
      "trainingClusters.gpus.accelerators.v100 is 'p3dn.24xlarge', and the ECS-optimized image of Amazon Linux 2023 for NVIDIA does not run on the GPUs of p3dn; use a type of a later generation, such as 'g5.12xlarge' [NoHostImage]",
    ],
    [
      { 'radeon-pro-v520': 1 },
      "trainingClusters.gpus.accelerators.radeon-pro-v520 is 'g4ad.xlarge', whose accelerators are of amd, and AWS Batch can give these to no job; use types with NVIDIA or AWS accelerators, or none [UnschedulableAccelerator]",
    ],
  ])('are refused where there are none: %j', (accelerators, problem) => {
    expect(read({ accelerators })).toEqual([problem]);
  });
});

const anyAttributes: fc.Arbitrary<AttributesSpec> = fc
  .record(
    {
      architecture: fc.constantFrom('amd64', 'arm64'),
      minVcpus: fc.constantFrom(1, 4, 16, 48, 96),
      maxVcpus: fc.constantFrom(4, 16, 64, 192),
      minMemoryMiB: fc.constantFrom(8192, 65_536, 786_432),
      maxMemoryMiB: fc.constantFrom(16_384, 131_072, 2_097_152),
      accelerator: fc.constantFrom('a10g', 'l4', 't4', 'h100', 'trainium'),
      acceleratorKind: fc.constantFrom('nvidia', 'neuron'),
      minAccelerators: fc.constantFrom(0, 1, 4, 8),
      minAcceleratorMemoryMiB: fc.constantFrom(16_384, 40_000),
      minInstanceStoreGB: fc.constantFrom(100, 3800),
    },
    { requiredKeys: ['minVcpus'] },
  )
  .map((said) => attributesSpec.parse(said));

/** Vendor of the accelerators that are asked for; undefined where the model says it. */
const vendorOf = ({ acceleratorKind, accelerator }: AttributesSpec) =>
  acceleratorKind === 'neuron'
    ? 'aws'
    : acceleratorKind === 'nvidia' || accelerator === undefined
      ? 'nvidia'
      : undefined;

/** What the words of the attributes say, read once more. */
const asked = (type: InstanceType, wanted: AttributesSpec) =>
  type.arch === wanted.architecture &&
  type.vcpu >= wanted.minVcpus &&
  type.vcpu <= (wanted.maxVcpus ?? type.vcpu) &&
  type.memoryMiB >= (wanted.minMemoryMiB ?? 0) &&
  type.memoryMiB <= (wanted.maxMemoryMiB ?? type.memoryMiB) &&
  type.nvmeGB >= (wanted.minInstanceStoreGB ?? 0) &&
  (wanted.accelerator === undefined || type.accelerator?.name === wanted.accelerator) &&
  (wanted.minAcceleratorMemoryMiB === undefined ||
    (type.accelerator?.memoryMiB ?? 0) >= wanted.minAcceleratorMemoryMiB) &&
  (type.accelerator === undefined
    ? wanted.minAccelerators === 0
    : wanted.minAccelerators > 0 || wanted.accelerator !== undefined || wanted.minAcceleratorMemoryMiB !== undefined) &&
  (type.accelerator === undefined || (vendorOf(wanted) ?? type.accelerator.vendor) === type.accelerator.vendor) &&
  (type.accelerator === undefined || type.accelerator.count >= Math.max(1, wanted.minAccelerators));

describe('hosts by what they have', () => {
  it('are all types of today that have it, or too many, or none', () => {
    fc.assert(
      fc.property(anyAttributes, (attributes) => {
        const all = everyType
          .filter((t) => usable(t) && t.hypervisor !== 'xen' && asked(t, attributes))
          .map(({ type }) => type);
        const { types, problems } = hostTypes({ attributes }, FIELD);
        const { minVcpus, maxVcpus = minVcpus } = attributes;
        const expected =
          minVcpus > maxVcpus
            ? ['MinAboveMax']
            : all.length === 0
              ? ['NoSuchHosts']
              : all.length > MOST_HOST_TYPES
                ? ['TooManyHostTypes']
                : [];
        expect(problems.map(({ code }) => code)).toEqual(expected);
        expect([...types].sort()).toEqual(expected.length > 0 ? [] : all.sort());
        if (problems.length === 0) expect(checkInstanceTypes(types, FIELD)).toEqual([]);
        expect(types.map(price)).toEqual([...types.map(price)].sort((a, b) => a - b));
      }),
    );
  });

  it('have no accelerator, not even a part of one, where nobody asks', () => {
    const attributes = attributesSpec.parse({
      minVcpus: 16,
      maxVcpus: 16,
      minInstanceStoreGB: 900,
      maxMemoryMiB: 65_536,
    });
    const { types } = hostTypes({ attributes }, FIELD);
    expect(types.length).toBeGreaterThan(0);
    expect(types.filter((name) => typeNamed(name).accelerator !== undefined)).toEqual([]);
  });

  it('are refused with what stands in the way', () => {
    const attributes = attributesSpec.parse({ minVcpus: 4, accelerator: 'h100', minAccelerators: 4, maxVcpus: 64 });
    expect(read({ attributes })).toEqual([
      'trainingClusters.gpus.attributes asks for what no instance type has; without maxVcpus there is 1, as p5.48xlarge; without accelerator there are 4, as g4dn.12xlarge; without minAccelerators there is 1, as p5.4xlarge [NoSuchHosts]',
    ]);
  });

  it('are refused with how many there are', () => {
    expect(read({ attributes: attributesSpec.parse({ minVcpus: 8 }) })[0]).toMatch(
      /^trainingClusters.gpus.attributes finds \d{3} instance types, and a cluster takes 40 at most; ask for more, with maxVcpus, maxMemoryMiB or maxUsdPerHour, or name the types in instanceTypes \[TooManyHostTypes\]$/,
    );
  });
});

describe('hosts by name', () => {
  it('stay as they are written, where one image runs on all of them', () => {
    expect(hostTypes({ instanceTypes: ['g6.12xlarge', 'g5.12xlarge'] }, FIELD)).toEqual({
      types: ['g6.12xlarge', 'g5.12xlarge'],
      problems: [],
    });
  });

  it('are refused for exactly what AWS Batch has no image for, or cannot give away', () => {
    fc.assert(
      fc.property(anyType, (type) => expect(codes({ instanceTypes: [type.type] }).length).toBe(usable(type) ? 0 : 1)),
    );
  });

  it('are refused by place', () => {
    expect(read({ instanceTypes: ['g5.xlarge', 'g5.xlarg', 'g5g.xlarge'] })).toEqual([
      "trainingClusters.gpus.instanceTypes.1 is 'g5.xlarg', which the catalog of 2026-07-20 does not have; did you mean 'g5.xlarge'? [UnknownInstanceType]",
      'trainingClusters.gpus.instanceTypes mixes 2 architectures: amd64 (g5.xlarge), arm64 (g5g.xlarge); make a fleet of each, since one machine image runs all hosts of a fleet [MixedArchitectures]',
      "trainingClusters.gpus.instanceTypes.2 is 'g5g.xlarge', and the ECS-optimized image of Amazon Linux 2023 for NVIDIA does not run on Graviton; use a type of a later generation, such as 'g5.12xlarge' [NoHostImage]",
    ]);
  });
});

describe('the most that a host may cost', () => {
  it('is kept by all that are found', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...accelerated.filter(usable)),
        fc.double({ min: 0.1, max: 150, noNaN: true }),
        (like, most) => {
          const accelerators = { [like.accelerator?.name as string]: like.accelerator?.count as number };
          const { types: all } = hostTypes({ accelerators }, FIELD);
          const { types, problems } = hostTypes({ accelerators, maxUsdPerHour: most }, FIELD);
          expect(types).toEqual(all.filter((name) => price(name) <= most));
          expect(problems.length).toBe(types.length === 0 ? 1 : 0);
        },
      ),
    );
  });

  it('is refused where nothing is left, with what would do', () => {
    expect(read({ accelerators: { a10g: 4 }, maxUsdPerHour: 5 })).toEqual([
      'trainingClusters.gpus.maxUsdPerHour is 5, and the cheapest such host, g5.12xlarge, costs 5.672; use 5.672 or more [HostTooExpensive]',
    ]);
    expect(read({ accelerators: { trainium2: 16 }, maxUsdPerHour: 500 })).toEqual([
      'trainingClusters.gpus.maxUsdPerHour is 500, and no price is known of trn2.48xlarge; leave it out [HostTooExpensive]',
    ]);
  });

  it('refuses each type that is named, and above it or without a price', () => {
    expect(read({ instanceTypes: ['g5.12xlarge', 'p5.48xlarge', 'p5e.48xlarge'], maxUsdPerHour: 10 })).toEqual([
      "trainingClusters.gpus.instanceTypes.1 is 'p5.48xlarge', which costs 55.04 US dollars an hour in us-east-1 (2026-07-20), but maxUsdPerHour is 10; say maxUsdPerHour: 55.04 or more, or leave the type out [HostTooExpensive]",
      "trainingClusters.gpus.instanceTypes.2 is 'p5e.48xlarge', whose price the catalog of 2026-07-20 does not have, but maxUsdPerHour is 10; leave the type out [HostTooExpensive]",
    ]);
  });
});

describe('the ways to say hosts', () => {
  it('are one, and one alone', () => {
    expect(read({})).toEqual([
      "trainingClusters.gpus says nothing of its hosts; say one of accelerators: { a10g: 4 }, instanceTypes: ['g5.12xlarge'] or attributes [HostsNotSaid]",
    ]);
    expect(read({ accelerators: { a10g: 4 }, instanceTypes: ['g5.12xlarge'] })).toEqual([
      'trainingClusters.gpus.instanceTypes is said beside accelerators, and each of them says all of the hosts; leave one of the two out [HostsSaidTwice]',
    ]);
  });
});
