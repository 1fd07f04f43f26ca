import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderProblem } from '../../src/errors';
import type { Row } from '../src/rules/volume-rules/family';

const ROOT = resolve(__dirname, '../..');

/** Something that nobody can say wrongly, because what is built or decided is always right. */
interface Held {
  /** Why there is nothing to refuse. */
  readonly why: string;
  /** The file of the test that looks at what is built or decided, and a part of its title. */
  readonly file: string;
  readonly test: string;
}

/** A rule that was collected. */
export interface Rule {
  /** The rule in a sentence. */
  readonly says: string;
  /** How it holds without a case in the table. @default - it has cases */
  readonly held?: Held;
}

/** `EBS-01`, `EBS-02` and so on: so many of each family, in order. */
export function numbered(families: Readonly<Record<string, number>>): string[] {
  return Object.entries(families).flatMap(([family, count]) =>
    Array.from({ length: count }, (_, i) => `${family}-${String(i + 1).padStart(2, '0')}`),
  );
}

/** Tests each row of a table by itself, and that the table has all of its rules. @param noun what they are rules of: `volumes`. */
export function testRuleTable<Id extends string>(
  noun: string,
  rows: readonly Row<Id>[],
  rules: Readonly<Record<Id, Rule>>,
): void {
  const titled = rows.map((row) => [`${row.rule ?? noun} (${row.source ?? 'our own'}): ${row.what}`, row] as const);

  describe.each(titled)('%s', (_, { outcome, code, field, says, wrong, right }) => {
    it(`is ${outcome} at '${field}' as ${code}`, () => {
      expect(wrong().map((problem) => [problem.field, problem.code])).toEqual([[field, code]]);
      if (says !== undefined) expect(wrong().map(renderProblem)).toEqual([`${says} [${code}]`]);
    });

    it('is accepted in its nearest legal form', () => {
      expect(right().map(renderProblem)).toEqual([]);
    });
  });

  describe(`the rules of ${noun}`, () => {
    const cased = new Set(rows.flatMap(({ rule }) => rule ?? []));
    const held = Object.values<Rule>(rules).flatMap((rule) => rule.held ?? []);

    it('have a case each, or hold by what is built or decided', () => {
      const ids = Object.keys(rules) as Id[];
      expect(ids.filter((id) => cased.has(id) === (rules[id].held !== undefined))).toEqual([]);
    });

    it('name a source with each case', () => {
      expect(rows.filter(({ rule, source }) => rule !== undefined && source === undefined)).toEqual([]);
    });

    it('that hold without a case are looked at by a test that there is', () => {
      expect(held.filter(({ file, test }) => !readFileSync(join(ROOT, file), 'utf8').includes(test))).toEqual([]);
      expect(held.length).toBeGreaterThan(0);
    });

    it('are different cases', () => {
      const titles = titled.map(([title]) => title);
      expect(titles.filter((title, i) => titles.indexOf(title) < i)).toEqual([]);
    });
  });
}
