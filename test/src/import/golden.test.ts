import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importGoldens } from '../../golden/imports';

const DIR = join(__dirname, '../../golden');
const goldens = importGoldens();

describe("the talks' own files", () => {
  it.each(Object.keys(goldens))('are imported as was reviewed: %s', (name) => {
    expect(goldens[name]).toBe(readFileSync(join(DIR, name), 'utf8'));
  });

  it('have no golden that nothing writes', () => {
    expect(
      readdirSync(join(DIR, 'imports'))
        .map((file) => `imports/${file}`)
        .sort(),
    ).toEqual(Object.keys(goldens).sort());
  });
});
