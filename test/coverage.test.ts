import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAPTOP_COVERAGE } from '../src/local/coverage';
import { laptopPlan } from '../src/local/laptop-plan';
import { AWS_COVERAGE } from '../src/spec/aws-coverage';
import type { Coverage, CoverageTable, CoveredNoun } from '../src/spec/coverage';
import { LAPTOP } from '../src/spec/laptop';
import type { SystemInput } from '../src/spec/system';
import { containerParts } from './support/perturbations/container-parts';
import { data } from './support/perturbations/data';
import { jobs } from './support/perturbations/jobs';
import type { Perturbation, Tried } from './support/perturbations/perturbation';
import { services } from './support/perturbations/services';
import { systemOnAws } from './support/perturbations/system-on-aws';

const tried: Tried<CoveredNoun> = { ...data, ...services, ...containerParts, ...jobs };
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

function systemWith(noun: CoveredNoun, field: string, value: unknown, { beside, onLaptop: local }: Perturbation) {
  const said = Object.entries({ ...beside, ...(value !== undefined && { [field]: value }) });
  const system = tried[noun].system(Object.fromEntries(said));
  return local === undefined ? system : { ...system, environments: { [LAPTOP]: { services: { a: local } } } };
}

type ByField<T> = Readonly<Record<string, T>>;

const worlds: readonly (readonly [string, CoverageTable, (system: SystemInput) => string])[] = [
  ['a laptop', LAPTOP_COVERAGE, onLaptop],
  ['AWS', AWS_COVERAGE, onAws],
];

describe.each(worlds)('coverage of %s', (_, table, render) => {
  const rendered = once(render);

  it('is told by what is built, which is the same for the same system', () => {
    const system = tried.service.system({});
    expect(render(structuredClone(system))).toBe(render(system));
  });

  describe.each(Object.keys(tried) as CoveredNoun[])('%s', (noun) => {
    const fields: ByField<Perturbation> = tried[noun].fields;
    const coverages: ByField<Coverage> = table[noun];

    it('has the fields that its spec has', () => {
      expect(Object.keys(coverages).sort()).toEqual(Object.keys(fields).sort());
    });

    it.each(Object.entries(fields))('%s changes what is built exactly where it is said to', (field, perturbation) => {
      const coverage = coverages[field] as Coverage;
      const [before, after] = [perturbation.from, perturbation.to].map((value) =>
        rendered(systemWith(noun, field, value, perturbation)),
      );
      expect(after !== before).toBe(coverage === 'rendered' || 'partly' in coverage);
    });
  });
});
