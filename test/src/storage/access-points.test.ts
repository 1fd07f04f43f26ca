import fc from 'fast-check';
import { partName, partPath, partsOf } from '../../../src/storage/access-points';

const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);
const subPath = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));

describe('partName', () => {
  it('is fit for ids and never the same for two parts', () => {
    fc.assert(
      fc.property(subPath, subPath, (a, b) => {
        expect(partName(a)).toMatch(/^[a-z0-9-]+$/);
        expect(partName(a) === partName(b)).toBe(a === b);
        expect(partName(a)).not.toBe(partName(undefined));
      }),
    );
  });

  it('is the path itself where that is fit', () => {
    expect(partName('models')).toBe('models');
    expect(partName('all')).toMatch(/^all-[0-9a-f]{8}$/);
  });
});

describe('partsOf', () => {
  it('has the whole volume always, in a directory that has an owner, and each part below it', () => {
    expect(partsOf([])).toEqual({ all: '/data' });
    expect(partsOf(['models'])).toEqual({ all: '/data', models: '/data/models' });
    expect(partPath('models/ctr')).toBe('/data/models/ctr');
  });
});
