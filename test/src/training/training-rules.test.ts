import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderProblem } from '../../../src/errors';
import { textsOf } from '../../support/problem-codes';
import type { Row } from '../rules/volume-rules/family';
import { clusters, unnumberedClusters } from './training-rules/clusters';
import { jobs } from './training-rules/jobs';
import { RULES, type TrainingRuleId } from './training-rules/rules';
import { warned } from './training-rules/warned';
import { words } from './training-rules/words';

const ROOT = resolve(__dirname, '../../..');

/** Everything that is refused or warned of for a training cluster or a job. */
const ROWS: readonly Row<TrainingRuleId>[] = [...words, ...clusters, ...unnumberedClusters, ...jobs, ...warned];

const titled = ROWS.map((row) => [`${row.rule ?? 'training'} (${row.source ?? 'our own'}): ${row.what}`, row] as const);

describe.each(titled)('%s', (_, { outcome, code, field, says, wrong, right }) => {
  it(`is ${outcome} at '${field}' as ${code}`, () => {
    expect(wrong().map((problem) => [problem.field, problem.code])).toEqual([[field, code]]);
    if (says !== undefined) expect(wrong().map(renderProblem)).toEqual([`${says} [${code}]`]);
  });

  it('is accepted in its nearest legal form', () => {
    expect(right().map(renderProblem)).toEqual([]);
  });
});

describe('the rules of training', () => {
  const numbered = (family: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${family}-${String(i + 1).padStart(2, '0')}`);
  const cased = new Set(ROWS.flatMap(({ rule }) => rule ?? []));

  it('are all of those that were collected', () => {
    const collected = { BAT: 19, PG: 4, CB: 1, EFA: 8, CAT: 5, QUO: 1 };
    const ids = Object.entries(collected).flatMap(([family, count]) => numbered(family, count));
    expect(Object.keys(RULES).filter((id) => id !== 'BAT-06b')).toEqual(ids);
  });

  it('have a case each, or hold by what is decided', () => {
    const ids = Object.keys(RULES) as TrainingRuleId[];
    expect(ids.filter((id) => cased.has(id) === (RULES[id].held !== undefined))).toEqual([]);
  });

  it('name a source with each case', () => {
    expect(ROWS.filter(({ rule, source }) => rule !== undefined && source === undefined)).toEqual([]);
  });

  it('that hold by what is decided are looked at by a test that there is', () => {
    const held = Object.values(RULES).flatMap((rule) => rule.held ?? []);
    expect(held.filter(({ file, test }) => !readFileSync(join(ROOT, file), 'utf8').includes(test))).toEqual([]);
    expect(held.length).toBeGreaterThan(0);
  });

  it('are different cases', () => {
    const titles = titled.map(([title]) => title);
    expect(titles.filter((title, i) => titles.indexOf(title) < i)).toEqual([]);
  });

  it('raise each of their codes in a case', () => {
    // What needs the volumes and the contract of a system is tested with these.
    const raised = textsOf('src/training', (file) => file !== 'check-training-job.ts').flatMap((text) =>
      [...text.matchAll(/(?:code: |unknownName\(\s*)'([A-Z]\w+)'/g)].map(([, code]) => code),
    );
    const shown = new Set(ROWS.map(({ code }) => code));
    expect([...new Set(raised)].filter((code) => !shown.has(code as string)).sort()).toEqual([]);
  });
});
