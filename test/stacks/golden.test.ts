import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldens } from '../golden/synthesize';

const DIR = join(__dirname, '../golden');
const synthesized = goldens();

describe('the synthesized production platform', () => {
  it.each(Object.keys(synthesized))('is as reviewed in %s', (name) => {
    expect(synthesized[name]).toBe(readFileSync(join(DIR, name), 'utf8'));
  });

  it('has no golden that nothing writes', () => {
    const kept = readdirSync(DIR).filter((name) => /\.(json|txt)$/.test(name));
    expect(kept.sort()).toEqual(Object.keys(synthesized).sort());
  });

  it('is the same to the byte when it is synthesized again', () => {
    expect(goldens()).toEqual(synthesized);
  });
});
