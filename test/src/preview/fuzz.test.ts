import fc from 'fast-check';
import { SpecError } from '../../../src/errors';
import { readPreview } from '../../../src/preview/read-preview';
import { FORMATS } from '../../../src/preview/render/formats';
import { verdictOf } from '../../../src/preview/verdict';
import { RECORDED, recorded } from './support/recorded';

type Json = Record<string, unknown>;

/** What somebody might find in place of what Terraform writes; copied where it is put, so that no document holds itself. */
const strange = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1.5,
  '',
  'x',
  [],
  {},
  [null],
  [[]],
  [{}],
  ['x'],
  { a: [] },
  ['delete'],
  '{"a":',
  '[]',
  '__proto__',
  'constructor',
);

/** Every place in a document, as the keys that lead there. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

function put(document: Json, path: readonly string[], value: unknown, how: string): unknown {
  if (path.length === 0) return structuredClone(value);
  const last = path.at(-1) as string;
  const parent = path.slice(0, -1).reduce<Json | undefined>((here, key) => here?.[key] as Json | undefined, document);
  if (typeof parent !== 'object' || parent === null) return document;
  if (how === 'delete' && Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (how === 'delete') delete parent[last];
  else if (how === 'double' && Array.isArray(parent)) parent.push(structuredClone(parent[Number(last)]));
  else parent[last] = structuredClone(value);
  return document;
}

const PLANS = RECORDED.filter((name) => name !== 'example').map((name) => {
  const { plan } = recorded(name);
  return { text: JSON.stringify(plan), places: places(plan) };
});

const mutation = fc.record({
  at: fc.nat(),
  value: strange,
  how: fc.constantFrom('set', 'set', 'delete', 'double'),
});

describe('a real plan that something was done to', () => {
  it('is read or refused, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLANS), fc.array(mutation, { minLength: 1, maxLength: 6 }), (plan, mutations) => {
        let document: unknown = JSON.parse(plan.text);
        for (const { at, value, how } of mutations)
          document = put(document as Json, plan.places[at % plan.places.length] ?? [], value, how);
        try {
          const preview = readPreview([{ stack: 'a', document }]);
          const verdict = verdictOf(preview, ['data-loss']);
          for (const { render } of Object.values(FORMATS)) expect(render(preview, verdict)).not.toBe('');
        } catch (error) {
          if (!(error instanceof SpecError)) throw error;
          expect(error.problems.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
