import fc from 'fast-check';
import { SpecError } from '../../../src/errors';
import { answer, problemsOf } from '../../../src/security/acknowledge';
import { judge } from '../../../src/security/judge';
import { readCode } from '../../../src/security/read-code';
import { readPlans } from '../../../src/security/read-plan';
import { jsonOf } from '../../../src/security/render/json';
import { sarifOf } from '../../../src/security/render/sarif';
import { textOf } from '../../../src/security/render/text';
import { RECORDED, recorded } from '../preview/support/recorded';
import { goodPlatform } from './support/platform';

type Json = Record<string, unknown>;

const strange = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1.5,
  '',
  'x',
  '*',
  [],
  {},
  [null],
  [[]],
  [{}],
  ['x'],
  { a: [] },
  '{"a":',
  '[]',
  '{"Statement":[null]}',
  '{"Statement":{"Action":{"a":1},"Resource":null,"Principal":[1]}}',
  '__proto__',
  `\${a`,
  `\${jsonencode({"a" = })}`,
  `\${data.terraform_remote_state.x.outputs.y}`,
  `%{ if true }`,
);

function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

function put(document: Json, path: readonly string[], value: unknown, isCut: boolean): unknown {
  if (path.length === 0) return structuredClone(value);
  const parent = path.slice(0, -1).reduce<unknown>((here, key) => (here as Json | undefined)?.[key], document);
  if (typeof parent !== 'object' || parent === null) return document;
  const last = path.at(-1) as string;
  if (isCut) delete (parent as Json)[last];
  else (parent as Json)[last] = structuredClone(value);
  return document;
}

const mutation = fc.record({ at: fc.nat(), value: strange, isCut: fc.boolean() });

/** Judges, and says it in every way. */
function told(estate: Parameters<typeof judge>[0]): void {
  const judged = judge(estate);
  const answered = answer(judged, { acknowledged: [], today: '2026-11-23' });
  for (const text of [textOf(judged, answered), jsonOf(judged, answered), sarifOf(answered)]) expect(text).not.toBe('');
  for (const { field, problem, fix } of problemsOf(answered)) expect([field, problem, fix]).not.toContain('');
}

describe('what was synthesized and something was done to', () => {
  const stacks = goodPlatform().map(({ name, document }) => ({
    name,
    text: JSON.stringify(document),
    places: places(document),
  }));

  it('is judged, and nothing else happens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...stacks),
        fc.array(mutation, { minLength: 1, maxLength: 8 }),
        (stack, mutations) => {
          let document: unknown = JSON.parse(stack.text);
          for (const { at, value, isCut } of mutations)
            document = put(document as Json, stack.places[at % stack.places.length] ?? [], value, isCut);
          told(readCode([{ name: stack.name, document }]));
        },
      ),
      { numRuns: 600 },
    );
  });

  it('is judged in any order of stacks, with the same result', () => {
    const all = goodPlatform();
    const said = (order: typeof all) =>
      judge(readCode(order)).findings.map(({ rule, stack, address, key }) => [rule, stack, address, key]);
    expect(said([...all].reverse())).toEqual(said(all));
  });

  it('is judged where it is no stack at all', () => {
    fc.assert(fc.property(fc.jsonValue(), (document) => told(readCode([{ name: 'a', document }]))));
  });

  it('ends where states read each other', () => {
    const backend = (path: string) => ({ backend: { local: { path } } });
    const reads = (path: string) => ({ terraform_remote_state: { other: { backend: 'local', config: { path } } } });
    const output = { x: { value: `\${data.terraform_remote_state.other.outputs.x}` } };
    const resource = { aws_ebs_volume: { one: { encrypted: `\${data.terraform_remote_state.other.outputs.x}` } } };
    const a = { name: 'a', document: { terraform: backend('a'), data: reads('b'), output, resource } };
    const b = { name: 'b', document: { terraform: backend('b'), data: reads('a'), output } };
    expect(judge(readCode([a, b])).undetermined.map(({ rule }) => rule)).toContain('MLP-DATA-1');
  });
});

describe('a plan that something was done to', () => {
  const plans = RECORDED.map((name) => {
    const plan = recorded(name).plan;
    return { text: JSON.stringify(plan), places: places(plan) };
  });

  it('is judged or refused, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.constantFrom(...plans), fc.array(mutation, { minLength: 1, maxLength: 6 }), (plan, mutations) => {
        let document: unknown = JSON.parse(plan.text);
        for (const { at, value, isCut } of mutations)
          document = put(document as Json, plan.places[at % plan.places.length] ?? [], value, isCut);
        try {
          told(readPlans([{ name: 'a', document }]));
        } catch (error) {
          if (!(error instanceof SpecError)) throw error;
          expect(error.problems.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 600 },
    );
  });
});
