import fc from 'fast-check';
import { checkAvoided } from '../../../src/address/check-cidr';
import { type NetworkAddresses, planSubnets, type SubnetPlan, usableAddresses } from '../../../src/address/subnets';
import { type Problem, renderProblem } from '../../../src/errors';
import { boundsOf } from './addresses-of';

const zoneNames = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((letter) => `us-east-1${letter}`);
const zones = fc.shuffledSubarray(zoneNames, { minLength: 1 });
const cidr = fc
  .tuple(
    fc.constantFrom('10', '100.64', '172.16', '172.20', '192.168'),
    fc.integer({ min: 16, max: 22 }),
    fc.nat({ max: 63 }),
  )
  .map(([head, prefix, i]) => {
    const third = (i % 2 ** (prefix - 16)) << (24 - prefix);
    return `${head === '10' ? `10.${i}` : head}.${third}.0/${prefix}`;
  });

const byZone = (subnets: readonly SubnetPlan[], zone: string) => subnets.filter((subnet) => subnet.zone === zone);
const lines = (problems: readonly Problem[]) => problems.map(renderProblem);
const problemsOf = (network: Partial<NetworkAddresses>) =>
  lines(planSubnets({ cidr: '10.0.0.0/16', zones: ['us-east-1a', 'us-east-1b'], ...network }).problems);

describe('the subnets of a network', () => {
  it('are inside of it, share no address, and are large enough for AWS', () => {
    fc.assert(
      fc.property(cidr, zones, (network, names) => {
        const { subnets, problems } = planSubnets({ cidr: network, zones: names });
        expect(problems).toEqual([]);
        expect(subnets).toHaveLength(3 * names.length);
        const outer = boundsOf(network);
        const sorted = subnets.map((s) => boundsOf(s.cidr)).sort((a, b) => (a.first < b.first ? -1 : 1));
        sorted.forEach(({ first, last }, i) => {
          expect(first >= outer.first && last <= outer.last && last - first >= 15n).toBe(true);
          if (i > 0) expect((sorted[i - 1]?.last ?? 0n) < first).toBe(true);
        });
      }),
    );
  });

  it('do not move when other zones come, go or change places', () => {
    fc.assert(
      fc.property(cidr, zones, zones, (network, before, after) => {
        const old = planSubnets({ cidr: network, zones: before }).subnets;
        const now = planSubnets({ cidr: network, zones: after }).subnets;
        for (const zone of before.filter((z) => after.includes(z)))
          expect(byZone(now, zone)).toEqual(byZone(old, zone));
      }),
    );
  });

  it('are listed in the same order whatever the order of the zones', () => {
    fc.assert(
      fc.property(cidr, zones, (network, names) => {
        expect(planSubnets({ cidr: network, zones: [...names].reverse() })).toEqual(
          planSubnets({ cidr: network, zones: names }),
        );
      }),
    );
  });

  it('do not move when a subnet elsewhere is placed by hand', () => {
    const free = planSubnets({ cidr: '10.0.0.0/16', zones: zoneNames.slice(0, 3) }).subnets;
    const fixed = { 'us-east-1b': { private: '10.0.255.0/26' } };
    const { subnets } = planSubnets({ cidr: '10.0.0.0/16', zones: zoneNames.slice(0, 3), fixed });
    const moved = subnets.filter((subnet) => !free.some((f) => JSON.stringify(f) === JSON.stringify(subnet)));
    expect(moved).toEqual([{ tier: 'private', zone: 'us-east-1b', cidr: '10.0.255.0/26' }]);
  });

  it('of a /16 leave 4,091 private, 2,043 isolated and 1,019 public addresses in each zone', () => {
    const { subnets } = planSubnets({ cidr: '10.0.0.0/16', zones: ['us-east-1b', 'us-east-1a'] });
    expect(subnets.map((s) => `${s.zone} ${s.tier} ${s.cidr} ${usableAddresses(s.cidr)}`)).toEqual([
      'us-east-1a public 10.0.24.0/22 1019',
      'us-east-1a private 10.0.0.0/20 4091',
      'us-east-1a isolated 10.0.16.0/21 2043',
      'us-east-1b public 10.0.56.0/22 1019',
      'us-east-1b private 10.0.32.0/20 4091',
      'us-east-1b isolated 10.0.48.0/21 2043',
    ]);
  });

  it('have no addresses for anybody where the text is not a range', () => {
    expect([usableAddresses('10.0.0.1/16'), usableAddresses('10.0.0.0/28'), usableAddresses('10.0.0.0/31')]).toEqual([
      0, 11, 0,
    ]);
  });

  it('may all be placed by hand in a network too small for the layout, and in zones that share a letter', () => {
    const three = (third: number) => ({
      public: `10.0.0.${third}/28`,
      private: `10.0.0.${third + 16}/28`,
      isolated: `10.0.0.${third + 32}/28`,
    });
    const fixed = { 'us-east-1a': three(0), 'us-east-1-bos-1a': three(64), 'us-east-1-wl1-bos-wlz-1': three(128) };
    const { subnets, problems } = planSubnets({ cidr: '10.0.0.0/24', zones: Object.keys(fixed), fixed });
    expect(problems).toEqual([]);
    expect(byZone(subnets, 'us-east-1-bos-1a').map((s) => s.cidr)).toEqual([
      '10.0.0.64/28',
      '10.0.0.80/28',
      '10.0.0.96/28',
    ]);
  });
});

describe('a subnet placed by hand', () => {
  const anyPlace = fc
    .tuple(fc.integer({ min: 17, max: 28 }), fc.nat({ max: 4095 }))
    .map(([prefix, i]) => ({ prefix, offset: (i % 2 ** (prefix - 16)) * 2 ** (32 - prefix) }))
    .map(({ prefix, offset }) => `10.0.${offset >> 8}.${offset & 255}/${prefix}`);

  it('is refused exactly when it shares an address with another, and the range that the message offers is accepted', () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        const network = { cidr: '10.0.0.0/16', zones: zoneNames.slice(0, 2) };
        const mine = boundsOf(place);
        const others = planSubnets(network).subnets.filter((s) => !(s.zone === 'us-east-1b' && s.tier === 'private'));
        const meets = others.some(
          ({ cidr: other }) => boundsOf(other).first <= mine.last && mine.first <= boundsOf(other).last,
        );
        const { problems } = planSubnets({ ...network, fixed: { 'us-east-1b': { private: place } } });
        expect(problems.map((p) => p.code)).toEqual(meets ? ['CidrOverlap'] : []);
        const offered = /'(10\.[^']+)'/.exec(problems[0]?.fix ?? '')?.[1];
        if (offered !== undefined)
          expect(planSubnets({ ...network, fixed: { 'us-east-1b': { private: offered } } }).problems).toEqual([]);
      }),
    );
  });

  it('names the subnet it overlaps and a range that is free', () => {
    expect(problemsOf({ fixed: { 'us-east-1b': { private: '10.0.8.0/21' } } })).toEqual([
      "subnets.us-east-1b.private is 10.0.8.0/21 and overlaps subnets.us-east-1a.private 10.0.0.0/20; use '10.0.32.0/21', which is free [CidrOverlap]",
    ]);
  });

  it('is reported once when two such overlap', () => {
    const fixed = { 'us-east-1a': { private: '10.0.128.0/24' }, 'us-east-1b': { private: '10.0.128.0/25' } };
    expect(problemsOf({ fixed })).toHaveLength(1);
  });

  it('must be inside the network, written as a range, of a size that AWS makes, and of a zone that is there', () => {
    const fixed = {
      'us-east-1a': { public: '10.1.0.0/24', private: '10.0.1.0/20', isolated: '10.0.0.0/29' },
      'us-east-1z': { private: '10.0.128.0/24' },
    };
    expect(problemsOf({ fixed })).toEqual([
      "subnets.us-east-1z is for a zone that is not among us-east-1a, us-east-1b; add 'us-east-1z' to `zones`, or delete it here [UnknownZone]",
      'subnets.us-east-1a.public is 10.1.0.0/24, which is not inside cidr 10.0.0.0/16; use a range inside 10.0.0.0/16 [CidrOutsideNetwork]',
      "subnets.us-east-1a.private is '10.0.1.0/20', whose bits after /20 are not zero; use '10.0.0.0/20' [InvalidCidr]",
      'subnets.us-east-1a.isolated is 10.0.0.0/29, and AWS makes no subnet smaller than /28; use /28 or larger [CidrTooSmall]',
    ]);
  });
});

describe('the range of a network', () => {
  const ranges = '10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10';

  it.each([
    ['10.0.1.0/16', "is '10.0.1.0/16', whose bits after /16 are not zero; use '10.0.0.0/16' [InvalidCidr]"],
    ['ten', "is 'ten', which is not an IPv4 range; write four numbers and a prefix, as '10.0.0.0/16' [InvalidCidr]"],
    ['10.0.0.0/8', 'is 10.0.0.0/8, and AWS makes no network larger than /16; use /16 [CidrTooLarge]'],
    [
      '10.0.0.0/23',
      'is 10.0.0.0/23, too small for subnets of /28, the smallest that AWS makes; use /22 or larger, or place every subnet in `subnets` [CidrTooSmall]',
    ],
    [
      '8.8.0.0/16',
      `is 8.8.0.0/16, addresses that belong to others on the internet; use a range inside one of ${ranges} [PublicCidr]`,
    ],
    [
      '172.32.0.0/16',
      `is 172.32.0.0/16, addresses that belong to others on the internet; use a range inside one of ${ranges} [PublicCidr]`,
    ],
    [
      '172.17.16.0/20',
      "is 172.17.16.0/20, and Docker uses 172.17.0.0/16 on every host; use cidr '10.0.0.0/20', which is free [ReservedCidr]",
    ],
  ])('is refused where it is %s', (text, message) => {
    expect(problemsOf({ cidr: text })).toEqual([`cidr ${message}`]);
  });

  it('is refused with the other problems of the network', () => {
    expect(
      problemsOf({ cidr: 'ten', zones: ['us-east-1a', 'us-east-1a', 'us-east-1'] }).map((line) => line.split(' ')[0]),
    ).toEqual(['cidr', 'zones.1', 'zones.2']);
  });

  it('must overlap none that it will be peered with, and the one that is offered does not', () => {
    fc.assert(
      fc.property(cidr, fc.array(cidr, { maxLength: 6 }), (network, avoid) => {
        const meets = (text: string) => (other: string) =>
          boundsOf(other).first <= boundsOf(text).last && boundsOf(text).first <= boundsOf(other).last;
        const problems = checkAvoided(network, avoid);
        expect(problems.map((p) => p.field)).toEqual(
          avoid.flatMap((other, i) => (meets(network)(other) ? [`avoid.${i}`] : [])),
        );
        for (const { fix } of problems) expect(avoid.some(meets(/'([^']+)'/.exec(fix)?.[1] ?? ''))).toBe(false);
      }),
    );
  });

  it('names the network that it overlaps, and every range that cannot be read', () => {
    expect(lines(checkAvoided('10.0.0.0/16', ['10.0.0.0/8', '10.1.0.0/16', '10.0.0.1/24']))).toEqual([
      "avoid.0 is 10.0.0.0/8 and overlaps cidr 10.0.0.0/16, so the two could never be peered; use cidr '172.16.0.0/16', which is free [CidrOverlap]",
      "avoid.2 is '10.0.0.1/24', whose bits after /24 are not zero; use '10.0.0.0/24' [InvalidCidr]",
    ]);
    expect(
      lines(checkAvoided('ten', ['10.0.0.0/8', 'nine'], 'network.avoid')).map((line) => line.split(' ')[0]),
    ).toEqual(['network.avoid.1']);
  });
});

describe('the zones of a network', () => {
  it('must have letters of their own', () => {
    expect(
      problemsOf({
        zones: ['us-east-1a', 'us-east-1-bos-1a', 'us-east-1b', 'us-east-1b', 'us-east-1-wl1-bos-wlz-1', ''],
      }),
    ).toEqual([
      "zones.1 is 'us-east-1-bos-1a', whose letter and so whose eighth of the network belong to 'us-east-1a'; place its three subnets in `subnets.us-east-1-bos-1a` [ZoneSlotTaken]",
      "zones.3 is 'us-east-1b' a second time; delete it [ZoneSlotTaken]",
      "zones.4 is 'us-east-1-wl1-bos-wlz-1', which does not end in a letter from a to h; place its three subnets in `subnets.us-east-1-wl1-bos-wlz-1` [UnknownZoneSlot]",
      "zones.5 is '', which does not end in a letter from a to h; place its three subnets in `subnets.` [UnknownZoneSlot]",
    ]);
  });
});
