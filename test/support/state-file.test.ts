import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type CtyType, ctyType, writeStateFile } from './state-file';

/** Whether a value is of a type, by the rules of cty rather than by `ctyType`. */
function isOf(type: CtyType, value: unknown): boolean {
  if (typeof type === 'string') {
    const words = { string: 'string', number: 'number', bool: 'boolean', dynamic: 'object' };
    return typeof value === words[type as keyof typeof words] && (type !== 'dynamic' || value === null);
  }
  const [kind, parts] = type;
  if (kind === 'tuple')
    return Array.isArray(value) && value.length === parts.length && value.every((v, i) => isOf(parts[i] as CtyType, v));
  const keys = Object.keys(value as object);
  return (
    keys.length === Object.keys(parts).length &&
    keys.every((key) =>
      isOf((parts as Record<string, CtyType>)[key] as CtyType, (value as Record<string, unknown>)[key]),
    )
  );
}

describe('ctyType', () => {
  test('describes every JSON value exactly', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => isOf(ctyType(value), value)));
  });

  test('tells a list from a record, and each entry from the next', () => {
    expect(ctyType({ a: ['x', 1, true], b: {}, c: null })).toEqual([
      'object',
      { a: ['tuple', ['string', 'number', 'bool']], b: ['object', {}], c: 'dynamic' },
    ]);
  });
});

describe('writeStateFile', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'stowage-state-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const written = (outputs: Record<string, unknown>, name = 'a.tfstate') => {
    writeStateFile(join(dir, 'states', name), outputs);
    return JSON.parse(readFileSync(join(dir, 'states', name), 'utf8'));
  };

  test('holds the outputs with their types, and no resource', () => {
    const { outputs, resources, version } = written({ contract: { vpcId: 'vpc-1', priorities: { from: 1 } } });
    expect(outputs).toEqual({
      contract: {
        value: { vpcId: 'vpc-1', priorities: { from: 1 } },
        type: ['object', { vpcId: 'string', priorities: ['object', { from: 'number' }] }],
      },
    });
    expect({ resources, version }).toEqual({ resources: [], version: 4 });
  });

  test('leaves out what has no value, in the value and in its type alike', () => {
    expect(written({ contract: { a: 1, b: undefined } }).outputs.contract).toEqual({
      value: { a: 1 },
      type: ['object', { a: 'number' }],
    });
  });

  test('gives each file a lineage of its own that never changes', () => {
    const [a, again, b] = [written({}).lineage, written({ x: 1 }).lineage, written({}, 'b.tfstate').lineage];
    expect(a).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(again).toBe(a);
    expect(b).not.toBe(a);
  });
});
