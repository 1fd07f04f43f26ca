import fc from 'fast-check';
import { type BuildInputs, type ContextEntry, contextHash } from '../../../src/images/context-hash';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const entry: fc.Arbitrary<ContextEntry> = fc.record({
  path: fc.stringMatching(/^[a-zA-Zäß/.]{1,6}$/),
  kind: fc.constantFrom('file', 'executable', 'link'),
  sha256: hex,
});
const inputs: fc.Arbitrary<BuildInputs> = fc.record(
  {
    entries: fc.uniqueArray(entry, { selector: ({ path }) => path, maxLength: 8 }),
    dockerfile: hex,
    arguments: fc.dictionary(fc.stringMatching(/^[A-Z_]{1,4}$/), fc.string({ maxLength: 4 }), { maxKeys: 4 }),
    target: fc.string({ maxLength: 4 }),
    platform: fc.constantFrom('linux/amd64', 'linux/arm64'),
  },
  { requiredKeys: ['entries', 'dockerfile', 'arguments', 'platform'] },
);

/** The same inputs, told apart without a hash: as a set of facts. */
function facts({ entries, dockerfile, arguments: args, target, platform }: BuildInputs): string {
  const all = [
    ...entries.map(({ path, kind, sha256 }) => JSON.stringify(['entry', path, kind, sha256])),
    ...Object.entries(args).map(([key, value]) => JSON.stringify(['argument', key, value])),
    JSON.stringify(['dockerfile', dockerfile]),
    JSON.stringify(['target', target]),
    JSON.stringify(['platform', platform]),
  ];
  return all.sort().join('\n');
}

describe('contextHash', () => {
  it('is 64 hexadecimal digits, the same whatever the order of files and arguments', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const turned = {
          ...given,
          entries: [...given.entries].reverse(),
          arguments: Object.fromEntries(Object.entries(given.arguments).reverse()),
        };
        expect(contextHash(given)).toMatch(/^[0-9a-f]{64}$/);
        expect(contextHash(turned)).toBe(contextHash(given));
      }),
    );
  });

  it('is equal for two builds exactly when all that they are made of is', () => {
    fc.assert(
      fc.property(inputs, inputs, (a, b) => {
        expect(contextHash(a) === contextHash(b)).toBe(facts(a) === facts(b));
      }),
    );
  });

  it('changes with every single thing that goes into a build', () => {
    const base: BuildInputs = {
      entries: [{ path: 'a', kind: 'file', sha256: '1'.repeat(64) }],
      dockerfile: '2'.repeat(64),
      arguments: { A: 'b' },
      platform: 'linux/amd64',
    };
    const first = base.entries[0] as ContextEntry;
    const changed: BuildInputs[] = [
      { ...base, entries: [] },
      { ...base, entries: [{ ...first, path: 'b' }] },
      { ...base, entries: [{ ...first, kind: 'executable' }] },
      { ...base, entries: [{ ...first, kind: 'link' }] },
      { ...base, entries: [{ ...first, sha256: '3'.repeat(64) }] },
      { ...base, entries: [first, { ...first, path: 'b' }] },
      { ...base, dockerfile: '1'.repeat(64) },
      { ...base, arguments: {} },
      { ...base, arguments: { A: 'c' } },
      { ...base, arguments: { A: 'b', C: '' } },
      { ...base, target: '' },
      { ...base, target: 'dev' },
      { ...base, platform: 'linux/arm64' },
    ];
    expect(new Set([base, ...changed].map(contextHash)).size).toBe(changed.length + 1);
  });

  it('never changes for the same build: it is a tag in registries', () => {
    const entries: ContextEntry[] = [{ path: 'server.js', kind: 'file', sha256: 'a'.repeat(64) }];
    const hash = contextHash({ entries, dockerfile: 'b'.repeat(64), arguments: { A: '1' }, platform: 'linux/amd64' });
    expect(hash).toBe('7d6a8ac212b3c17d35bfe20e22e04cfe2004358ae61667bde60d4d11f25a3491');
  });
});
