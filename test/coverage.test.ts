import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAPTOP_COVERAGE } from '../src/local/coverage';
import { laptopPlan } from '../src/local/laptop-plan';
import { AWS_COVERAGE } from '../src/spec/aws-coverage';
import type { Coverage, CoveredNoun } from '../src/spec/coverage';
import { LAPTOP } from '../src/spec/laptop';
import { OPERATED_COVERAGE } from '../src/spec/operated-coverage';
import type { SystemInput } from '../src/spec/system';
import { containerParts } from './support/perturbations/container-parts';
import { data } from './support/perturbations/data';
import { jobs } from './support/perturbations/jobs';
import { operated } from './support/perturbations/operated';
import type { Perturbation, Tried, TriedNoun } from './support/perturbations/perturbation';
import { services } from './support/perturbations/services';
import { systemOnAws } from './support/perturbations/system-on-aws';

const common: Tried<CoveredNoun> = { ...data, ...services, ...containerParts, ...jobs };
const outdir = mkdtempSync(join(tmpdir(), 'stowage-coverage-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** Stands for all that an image is built from. */
const hashOf = (image: object) => createHash('sha256').update(JSON.stringify(image)).digest('hex');

/** What a laptop runs. */
function onLaptop(system: SystemInput): string {
  return JSON.stringify(laptopPlan([system], { gpus: true }, (_, image) => hashOf(image)));
}

function onAws(system: SystemInput): string {
  return systemOnAws(system, outdir, hashOf);
}

/** Each system once. */
function once(render: (system: SystemInput) => string): (system: SystemInput) => string {
  const known = new Map<string, string>();
  return (system) => {
    const key = JSON.stringify(system);
    const found = known.get(key) ?? render(system);
    known.set(key, found);
    return found;
  };
}

function systemWith(noun: Noun, field: string, value: unknown, { beside, onLaptop: local }: Perturbation) {
  const said = Object.entries({ ...beside, ...(value !== undefined && { [field]: value }) });
  const system = noun.system(Object.fromEntries(said));
  return local === undefined ? system : { ...system, environments: { [LAPTOP]: { services: { a: local } } } };
}

type ByName<T> = Readonly<Record<string, T>>;
type Noun = { readonly system: TriedNoun<unknown>['system']; readonly fields: ByName<Perturbation> };

interface World {
  readonly name: string;
  readonly table: ByName<ByName<Coverage>>;
  readonly tried: ByName<Noun>;
  readonly render: (system: SystemInput) => string;
}

const worlds: readonly World[] = [
  { name: 'a laptop', table: LAPTOP_COVERAGE, tried: common, render: onLaptop },
  {
    name: 'AWS',
    table: { ...AWS_COVERAGE, ...OPERATED_COVERAGE },
    tried: { ...common, ...operated },
    render: onAws,
  },
];

describe.each(worlds)('coverage of $name', ({ table, tried, render }) => {
  const rendered = once(render);

  it('is told by what is built, which is the same for the same system', () => {
    const system = common.service.system({});
    expect(render(structuredClone(system))).toBe(render(system));
  });

  it('has the nouns that are tried', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(tried).sort());
  });

  describe.each(Object.entries(tried))('%s', (name, noun) => {
    const coverages = table[name] as ByName<Coverage>;

    it('has the fields that its spec has', () => {
      expect(Object.keys(coverages).sort()).toEqual(Object.keys(noun.fields).sort());
    });

    it.each(Object.entries(noun.fields))(
      '%s changes what is built exactly where it is said to',
      (field, perturbation) => {
        const coverage = coverages[field] as Coverage;
        const [before, after] = [perturbation.from, perturbation.to].map((value) =>
          rendered(systemWith(noun, field, value, perturbation)),
        );
        expect(after !== before).toBe(coverage === 'rendered' || 'partly' in coverage);
      },
    );
  });
});
