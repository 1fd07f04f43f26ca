import type { InstanceType } from '../../../src/catalog/ec2-instances';
import { efaDevices, efaLayout, enisOfFirstCard, type Interface } from '../../../src/training/efa-layout';
import { everyType, typeNamed } from '../sizing/arbitraries';

const MODES = ['doc', 'multi-node'] as const;
const withEfa = everyType.filter(({ efa }) => efa > 0);
const cases = withEfa.flatMap((type) => MODES.map((mode) => [type, mode] as const));
/** Types that break a law, with their mode. */
const breaking = (law: (layout: readonly Interface[], type: InstanceType, mode: (typeof MODES)[number]) => boolean) =>
  cases.filter(([type, mode]) => !law(efaLayout(type, mode), type, mode)).map(([{ type }, mode]) => `${type} ${mode}`);

/** `E0.0`: an interface that speaks both, first of card 0. `I` is ENA alone, `F` the fabric alone. */
const written = (layout: readonly Interface[]) =>
  layout
    .map(({ kind, networkCard, deviceIndex }) => {
      return `${{ interface: 'I', efa: 'E', 'efa-only': 'F' }[kind]}${networkCard}.${deviceIndex}`;
    })
    .join(' ');
const cards = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `F${from + i}.0`).join(' ');

describe('the interfaces of a host with Elastic Fabric Adapters', () => {
  it('are looked at for every type of the catalog that has one', () => {
    expect(withEfa.length).toBeGreaterThan(250);
  });

  it('have as many adapters as the host can', () => {
    expect(breaking((layout, { efa }) => layout.filter(({ kind }) => kind !== 'interface').length === efa)).toEqual([]);
  });

  it('have one adapter on a card at most, and no card that is not there', () => {
    expect(
      breaking((layout, { eniCards, efa }) => {
        const own = layout.filter(({ kind }) => kind !== 'interface').map(({ networkCard }) => networkCard);
        return new Set(own).size === own.length && Math.max(...own) < (eniCards?.length ?? efa);
      }),
    ).toEqual([]);
  });

  it('are each in a place of their own, in the order of the places', () => {
    expect(
      breaking((layout) => {
        const places = layout.map(({ networkCard, deviceIndex }) => networkCard * 100 + deviceIndex);
        return places.every((place, i) => i === 0 || place > (places[i - 1] as number));
      }),
    ).toEqual([]);
  });

  it('begin with one that speaks IP, and no other one does', () => {
    expect(
      breaking(([first, ...others]) => {
        const primary = first?.networkCard === 0 && first.deviceIndex === 0 && first.kind !== 'efa-only';
        return primary && others.every(({ kind }) => kind === 'efa-only');
      }),
    ).toEqual([]);
  });

  it('take no more of a card than it has', () => {
    const used = (layout: readonly Interface[], card: number) => layout.filter((i) => i.networkCard === card).length;
    expect(
      breaking((layout, { eniCards }) => (eniCards ?? []).every((room, card) => used(layout, card) <= room)),
    ).toEqual([]);
  });

  it('leave the container of a multi-node job an interface on card 0', () => {
    const used = (layout: readonly Interface[]) => layout.filter(({ networkCard }) => networkCard === 0).length;
    expect(breaking((layout, type, mode) => mode === 'doc' || used(layout) < enisOfFirstCard(type))).toEqual([]);
  });
});

/** As EC2 recommends it, and for jobs of several hosts where that differs. */
const GOLDEN: Readonly<Record<string, readonly [doc: string, multiNode?: string]>> = {
  'g4dn.12xlarge': ['I0.0 F0.1'],
  'g4dn.metal': ['I0.0 F0.1'],
  'g5.8xlarge': ['I0.0 F0.1'],
  'g5.48xlarge': ['I0.0 F0.1'],
  'g6.8xlarge': ['I0.0 F0.1'],
  'gr6.8xlarge': ['I0.0 F0.1'],
  'g6e.8xlarge': ['I0.0 F0.1'],
  'g6e.24xlarge': ['I0.0 F0.1 F1.0'],
  'g6e.48xlarge': ['I0.0 F0.1 F1.0 F2.0 F3.0'],
  'g7.48xlarge': ['I0.0 F0.1 F1.0'],
  'g7e.24xlarge': ['I0.0 F0.1 F1.0'],
  'g7e.48xlarge': ['I0.0 F0.1 F1.0 F2.0 F3.0'],
  'p3dn.24xlarge': ['I0.0 F0.1'],
  'p4d.24xlarge': ['I0.0 F0.1 F1.0 F2.0 F3.0'],
  'p4de.24xlarge': ['I0.0 F0.1 F1.0 F2.0 F3.0'],
  'p5.4xlarge': ['I0.0 F0.1'],
  'p5.48xlarge': [`I0.0 F0.1 ${cards(1, 31)}`, `E0.0 ${cards(1, 31)}`],
  'p5e.48xlarge': [`I0.0 F0.1 ${cards(1, 31)}`, `E0.0 ${cards(1, 31)}`],
  'p5en.48xlarge': [`I0.0 F0.1 ${cards(1, 15)}`],
  'p6-b200.48xlarge': [`I0.0 F0.1 ${cards(1, 7)}`],
  'p6-b300.48xlarge': [`I0.0 ${cards(1, 16)}`],
  'trn1.32xlarge': [`I0.0 F0.1 ${cards(1, 7)}`],
  'trn1n.32xlarge': [`I0.0 F0.1 ${cards(1, 15)}`],
  // How many interfaces its cards take is not in the catalog: as few as any.
  'trn2.48xlarge': [`I0.0 F0.1 ${cards(1, 15)}`, `E0.0 ${cards(1, 15)}`],
  'inf1.24xlarge': ['I0.0 F0.1'],
  'dl2q.24xlarge': ['I0.0 F0.1'],
  'hpc7a.96xlarge': ['I0.0 F0.1 F1.0', 'E0.0 F1.0'],
  'g5.xlarge': ['I0.0'],
  'inf2.48xlarge': ['I0.0'],
};

describe.each(Object.entries(GOLDEN))('a host of %s', (name, [doc, multiNode]) => {
  it('has the interfaces that EC2 recommends', () => {
    expect(written(efaLayout(typeNamed(name), 'doc'))).toBe(doc);
  });

  it('has those that leave room for the container of a job of several hosts', () => {
    expect(written(efaLayout(typeNamed(name), 'multi-node'))).toBe(multiNode ?? doc);
  });
});

describe('the hosts above', () => {
  it('are of every family that has accelerators and the fabric', () => {
    const families = (names: readonly string[]) => [...new Set(names.map((name) => name.split('.')[0]))].sort();
    const accelerated = withEfa.filter(({ accelerator }) => accelerator !== undefined).map(({ type }) => type);
    expect(families(Object.keys(GOLDEN))).toEqual(expect.arrayContaining(families(accelerated)));
  });
});

describe('the devices of a container', () => {
  it('are one for each adapter, numbered from 0', () => {
    expect(efaDevices(typeNamed('p4d.24xlarge'))).toEqual([0, 1, 2, 3].map((i) => `/dev/infiniband/uverbs${i}`));
    expect(everyType.filter((type) => efaDevices(type).length !== type.efa)).toEqual([]);
  });
});
