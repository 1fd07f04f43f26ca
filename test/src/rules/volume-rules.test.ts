import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderProblem } from '../../../src/errors';
import { backups } from './volume-rules/backups';
import { ebs } from './volume-rules/ebs';
import { ebsMounted } from './volume-rules/ebs-mounted';
import { efs } from './volume-rules/efs';
import type { Row } from './volume-rules/family';
import { lustre } from './volume-rules/lustre';
import { perReplica } from './volume-rules/per-replica';
import { retained } from './volume-rules/retained';
import { RULES, type RuleId } from './volume-rules/rules';
import { s3 } from './volume-rules/s3';
import { taskVolumes } from './volume-rules/task-volumes';
import { warned } from './volume-rules/warned';
import { words } from './volume-rules/words';

const ROOT = resolve(__dirname, '../../..');

/** Everything that is refused or warned of for a volume. */
const ROWS: readonly Row[] = [
  ...words,
  ...ebs,
  ...ebsMounted,
  ...perReplica,
  ...taskVolumes,
  ...efs,
  ...lustre,
  ...s3,
  ...backups,
  ...retained,
  ...warned,
];

const titled = ROWS.map((row) => [`${row.rule ?? 'volumes'} (${row.source ?? 'our own'}): ${row.what}`, row] as const);

describe.each(titled)('%s', (_, { outcome, code, field, says, wrong, right }) => {
  it(`is ${outcome} at '${field}' as ${code}`, () => {
    expect(wrong().map((problem) => [problem.field, problem.code])).toEqual([[field, code]]);
    if (says !== undefined) expect(wrong().map(renderProblem)).toEqual([`${says} [${code}]`]);
  });

  it('is accepted in its nearest legal form', () => {
    expect(right().map(renderProblem)).toEqual([]);
  });
});

describe('the rules of volumes', () => {
  const numbered = (family: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${family}-${String(i + 1).padStart(2, '0')}`);
  const cased = new Set(ROWS.flatMap(({ rule }) => rule ?? []));

  it('are all of those that were collected', () => {
    const collected = { EBS: 18, EFS: 6, FSX: 12, MNT: 1, RET: 1, S3M: 1 };
    expect(Object.keys(RULES)).toEqual(Object.entries(collected).flatMap(([family, count]) => numbered(family, count)));
  });

  it('have a case each, or hold by what is built', () => {
    const ids = Object.keys(RULES) as RuleId[];
    expect(ids.filter((id) => cased.has(id) === (RULES[id].held !== undefined))).toEqual([]);
  });

  it('name a source with each case', () => {
    expect(ROWS.filter(({ rule, source }) => rule !== undefined && source === undefined)).toEqual([]);
  });

  it('that hold by what is built are looked at by a test that there is', () => {
    const held = Object.values(RULES).flatMap((rule) => rule.held ?? []);
    expect(held.filter(({ file, test }) => !readFileSync(join(ROOT, file), 'utf8').includes(test))).toEqual([]);
    expect(held.length).toBeGreaterThan(0);
  });

  it('are different cases', () => {
    const titles = titled.map(([title]) => title);
    expect(titles.filter((title, i) => titles.indexOf(title) < i)).toEqual([]);
  });
});
