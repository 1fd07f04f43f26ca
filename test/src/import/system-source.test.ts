import { transformSync } from '@swc/core';
import fc from 'fast-check';
import { systemSource } from '../../../src/import/system-source';
import type { SystemInput } from '../../../src/spec/system';
import { IMPORTS } from '../../golden/imports';

function exported(source: string): Record<string, unknown> {
  const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } });
  const exports: Record<string, unknown> = {};
  new Function('exports', code)(exports);
  return exports;
}

describe('a system as TypeScript', () => {
  it('says the same, whatever is in its texts and keys', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom("it's", '"', '`$' + '{x}`', '\\', '\u2028', '__proto__', '*/'),
    );
    const services = fc.dictionary(
      text,
      fc.record({ command: fc.array(text), environment: fc.dictionary(text, text) }),
    );
    fc.assert(
      fc.property(services, text, (made, about) => {
        const system = { name: 'a-b', services: made } as unknown as SystemInput;
        const { aB } = exported(systemSource(system, './system', about)) as { aB: unknown };
        expect(JSON.stringify(aB)).toBe(JSON.stringify(system));
      }),
    );
  });

  it.each(['class', 'let', 'ads'])('is called by a legal name: %s', (name) => {
    const source = systemSource({ name, services: {} }, './system', 'A.');
    expect(Object.values(exported(source))).toEqual([{ name, services: {} }]);
  });

  it('has no line that is too long where it can be broken', () => {
    for (const read of Object.values(IMPORTS)) {
      const lines = systemSource(read().system, '../../src/spec/system', 'A system.').split('\n');
      const isOneText = (line: string) => /^ *(\w+: )?("[^"]*"|'[^']*'),$/.test(line);
      expect(lines.filter((line) => line.length > 120 && !isOneText(line))).toEqual([]);
    }
  });
});
