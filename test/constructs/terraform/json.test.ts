import { TerraformOutput, TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import { escapeTemplate, tfJson } from '../../../constructs/terraform/json';
import { readDocument } from '../../support/builders/read-document';
import { synthStack } from '../../support/builders/synth-stack';

/** Texts that one of JSON, HCL strings and Terraform templates reads as something else. */
const piece = fc.constantFrom(
  'a',
  ' ',
  '"',
  '\\',
  '$',
  '{',
  '}',
  '%',
  '${',
  '%{',
  '$${',
  '%%{',
  ['$', '{x}'].join(''),
  '%{if x}',
  '\n',
  '\r',
  '\t',
  '/',
  'ü',
  '😀',
  '\u0001',
  '<',
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const { document } = fc.letrec((tie) => ({
  document: fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  ),
}));

interface Late {
  readonly text: string;
  readonly number: number;
}

/** The documents as Terraform reads them; `build` may put late-bound values into them. */
function read(build: (late: Late) => readonly unknown[]): unknown[] {
  const { outputs } = synthStack((stack) => {
    const variable = new TerraformVariable(stack, 'late', { type: 'string' });
    const count = new TerraformVariable(stack, 'count', { type: 'number' });
    build({ text: variable.stringValue, number: count.numberValue }).forEach((value, i) => {
      new TerraformOutput(stack, `out${i}`, { value: tfJson(value) });
    });
  });
  return Object.keys(outputs)
    .sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)))
    .map((key) => readDocument(outputs[key]));
}

describe('tfJson', () => {
  describe('defaults', () => {
    it('gives Terraform any document without late-bound values unharmed', () => {
      const documents = fc.sample(document, 150);
      expect(read(() => documents)).toEqual(documents);
    });

    it('gives Terraform any document with late-bound values unharmed', () => {
      const documents = fc.sample(document, 150);
      const expected = documents.map((inner) => ({ late: '‹var.late›', inner }));
      expect(read((late) => documents.map((inner) => ({ late: late.text, inner })))).toEqual(expected);
    });

    it('writes a document without late-bound values as the JSON that it is', () => {
      expect(tfJson({ b: 1, a: ['x'] })).toBe('{"b":1,"a":["x"]}');
    });
  });

  describe('options', () => {
    it('takes late-bound values of all kinds, whole and inside of text', () => {
      expect(
        read(({ text: late, number }) => [{ late, arn: `${late}:*`, mid: `a-${late}-b`, number, list: [late, 1] }]),
      ).toEqual([
        {
          late: '‹var.late›',
          arn: '‹var.late›:*',
          mid: 'a-‹var.late›-b',
          number: '‹var.count›',
          list: ['‹var.late›', 1],
        },
      ]);
    });

    it('leaves out what is undefined, as JSON does, and keeps what is null', () => {
      const sparse = { a: undefined, b: null, c: [undefined, null, 1], d: {}, e: [] };
      const expected = { b: null, c: [null, null, 1], d: {}, e: [] };
      expect(read(({ text: late }) => [sparse, { ...sparse, late }])).toEqual([
        expected,
        { ...expected, late: '‹var.late›' },
      ]);
    });
  });

  describe('refuses', () => {
    it.each(['"', '\\', '\n', '\r', '\t', '%{', '${'])(
      'a late-bound value beside %j in one text, of which no encoding is safe',
      (character) => {
        expect(() => read(({ text: late }) => [{ mixed: `${late} ${character}` }])).toThrow(
          /a late-bound value stands beside a character that JSON must escape/,
        );
      },
    );
  });

  describe('wiring', () => {
    it('escapes templates so that each means itself', () => {
      expect(escapeTemplate(`\${a} $\${b} %{c} 100% $ {`)).toBe(`$\${a} $$\${b} %%{c} 100% $ {`);
    });
  });
});
