import fc from 'fast-check';
import { trunkingSupported } from '../../../src/catalog/ec2-instances';
import { renderProblem } from '../../../src/errors';
import { checkInstanceTypes, fleetTraits } from '../../../src/sizing/fleet-types';
import { anyType, everyType, typeNamed } from './arbitraries';

const FIELD = 'fleets.general.instanceTypes';
const read = (...types: string[]) => checkInstanceTypes(types, FIELD).map(renderProblem);
const codes = (types: readonly string[]) => checkInstanceTypes(types, FIELD).map(({ code }) => code);

/** Types that are alike in what one machine image must match, by the catalog's own fields. */
const likeness = (name: string) => `${typeNamed(name).arch} ${typeNamed(name).accelerator?.vendor ?? 'none'}`;
const kinds = [...new Set(everyType.map(({ type }) => likeness(type)))];
const alike = fc.constantFrom(...kinds).chain((kind) =>
  fc.uniqueArray(fc.constantFrom(...everyType.map((t) => t.type).filter((t) => likeness(t) === kind)), {
    minLength: 1,
    maxLength: 5,
  }),
);

describe('the instance types of a fleet', () => {
  test('are legal whenever all have one architecture and one kind of accelerator', () => {
    fc.assert(fc.property(alike, (types) => expect(codes(types)).toEqual([])));
  });

  test('are refused for exactly what differs', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyType, { minLength: 1, maxLength: 5, selector: ({ type }) => type }), (types) => {
        const differ = (of: (type: (typeof types)[number]) => unknown) => new Set(types.map(of)).size > 1;
        const expected = [
          ...(differ((t) => t.arch) ? ['MixedArchitectures'] : []),
          ...(differ((t) => t.accelerator?.vendor) ? ['MixedAccelerators'] : []),
        ];
        expect(codes(types.map(({ type }) => type))).toEqual(expected);
      }),
    );
  });

  test('become legal when the odd one leaves', () => {
    fc.assert(
      fc.property(alike, anyType, fc.nat(), (types, { type: odd }, at) => {
        const i = at % (types.length + 1);
        const list = [...types.slice(0, i), odd, ...types.slice(i)];
        if (codes(list).length > 0) expect(codes(list.filter((_, j) => j !== i))).toEqual([]);
      }),
    );
  });

  test('have one problem for each repetition, at its place', () => {
    expect(read('m6i.large', 'm5.large', 'm6i.large', 'm6i.large')).toEqual([
      "fleets.general.instanceTypes.2 is 'm6i.large' like fleets.general.instanceTypes.0; remove one of the two [DuplicateInstanceType]",
      "fleets.general.instanceTypes.3 is 'm6i.large' like fleets.general.instanceTypes.0; remove one of the two [DuplicateInstanceType]",
    ]);
  });

  test('that EC2 does not have are told with the name that was probably meant', () => {
    expect(read('m6i.lrage', 'banana')).toEqual([
      "fleets.general.instanceTypes.0 is 'm6i.lrage', which the catalog of 2026-07-20 does not have; did you mean 'm6i.large'? [UnknownInstanceType]",
      "fleets.general.instanceTypes.1 is 'banana', which the catalog of 2026-07-20 does not have; use the name of an EC2 instance type, such as 'm6i.large' [UnknownInstanceType]",
    ]);
  });

  test('that differ are listed by what they are', () => {
    expect(read('m6i.large', 'm7g.large', 'c6i.large')).toEqual([
      'fleets.general.instanceTypes mixes 2 architectures: amd64 (m6i.large, c6i.large), arm64 (m7g.large); make a fleet of each, since one machine image runs all hosts of a fleet [MixedArchitectures]',
    ]);
    expect(read('g5.xlarge', 'inf2.xlarge', 'm6i.large')).toEqual([
      'fleets.general.instanceTypes mixes 3 kinds of accelerator: nvidia (g5.xlarge), neuron (inf2.xlarge), none (m6i.large); make a fleet of each, since one machine image runs all hosts of a fleet [MixedAccelerators]',
    ]);
  });

  test('may have different GPUs and different numbers of them', () => {
    expect(read('g5.xlarge', 'g6.12xlarge', 'p5.48xlarge')).toEqual([]);
  });

  test('must be at least one', () => {
    expect(codes([])).toEqual(['NoInstanceTypes']);
  });
});

describe('what the hosts of a fleet have in common', () => {
  test('is true of every one of them', () => {
    fc.assert(
      fc.property(alike, (types) => {
        const traits = fleetTraits(types);
        expect(new Set(types.map((name) => typeNamed(name).arch))).toEqual(new Set([traits.arch]));
        expect(traits.trunking).toBe(!types.some((name) => !trunkingSupported(typeNamed(name))));
        expect(traits.accelerator === 'none').toBe(types.every((name) => typeNamed(name).accelerator === undefined));
      }),
    );
  });

  test.each([
    [['m6i.large', 'c6i.large'], { arch: 'amd64', accelerator: 'none', trunking: true }],
    [['t4g.large', 'm7g.large'], { arch: 'arm64', accelerator: 'none', trunking: false }],
    [['g5.xlarge', 'g6f.large'], { arch: 'amd64', accelerator: 'nvidia', trunking: true }],
    [['g4dn.xlarge'], { arch: 'amd64', accelerator: 'nvidia', trunking: false }],
    [['inf2.xlarge', 'trn1.2xlarge'], { arch: 'amd64', accelerator: 'neuron', trunking: true }],
    [['g4ad.xlarge'], { arch: 'amd64', accelerator: 'amd', trunking: true }],
  ])('of %j is %j', (types, traits) => {
    expect(fleetTraits(types)).toEqual(traits);
  });

  test('is not asked of types that nobody knows', () => {
    expect(() => fleetTraits(['banana'])).toThrow(RangeError);
  });
});
