import fc from 'fast-check';
import { type LockEntry, lockEntry, parseImageLock, renderImageLock } from '../../../src/images/image-lock';
import { refusalOf } from '../../support/builders/refusal-of';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const entry: fc.Arbitrary<LockEntry> = fc.record({
  name: fc.stringMatching(/^[a-z]{1,3}\/[a-z]{1,3}$/),
  contextHash: hex,
  digest: hex.map((digits) => `sha256:${digits}`),
  platform: fc.constantFrom('linux/amd64', 'linux/arm64'),
});

describe('images.lock.json', () => {
  it('is read back as it was written, of each image the latest entry', () => {
    fc.assert(
      fc.property(fc.array(entry), (lock) => {
        const read = parseImageLock(JSON.parse(renderImageLock(lock)));
        expect(new Set(read.map(({ name }) => name))).toEqual(new Set(lock.map(({ name }) => name)));
        for (const found of read) expect(found).toEqual(lock.filter(({ name }) => name === found.name).at(-1));
        for (const { name } of lock) expect(lockEntry(lock, name)).toEqual(lockEntry(read, name));
      }),
    );
  });

  it('is the same text whatever the order of its entries and of their keys', () => {
    const lock = fc.uniqueArray(entry, { selector: ({ name }) => name });
    fc.assert(
      fc.property(
        lock.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
        ),
        ([entries, shuffled]) => {
          const turned = shuffled.map((e) => Object.fromEntries(Object.entries(e).reverse()) as unknown as LockEntry);
          expect(renderImageLock(turned)).toBe(renderImageLock(entries));
        },
      ),
    );
  });

  it('ends with a line break, and has a line for each word of an entry, so that two branches rarely touch the same', () => {
    const digest = `sha256:${'1'.repeat(64)}`;
    const text = renderImageLock([
      { name: 'ads/bidder', contextHash: '0'.repeat(64), digest, platform: 'linux/amd64' },
    ]);
    expect(text.split('\n')).toHaveLength(9);
    expect(text.endsWith(']\n')).toBe(true);
  });

  it('is refused with all that is wrong in it', () => {
    const wrong = [{ name: 'a/b', contextHash: 'x', digest: 'sha256:0', platform: 'linux/386' }];
    expect(refusalOf(() => parseImageLock(wrong)).lines).toHaveLength(3);
  });
});
