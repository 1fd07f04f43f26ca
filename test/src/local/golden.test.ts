import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { laptopGoldens } from '../../golden/laptop';

const GOLDEN = join(__dirname, '../../golden');
const written = laptopGoldens();

describe('the examples on a laptop', () => {
  it.each(Object.keys(written))('are as reviewed in %s', (name) => {
    expect(written[name]).toBe(readFileSync(join(GOLDEN, name), 'utf8'));
  });

  it('have no golden that nothing writes', () => {
    const kept = readdirSync(join(GOLDEN, 'laptop')).map((name) => `laptop/${name}`);
    expect(kept.sort()).toEqual(Object.keys(written).sort());
  });
});
