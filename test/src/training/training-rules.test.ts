import { textsOf } from '../../support/problem-codes';
import { numbered, testRuleTable } from '../../support/rule-table';
import type { Row } from '../rules/volume-rules/family';
import { clusters, unnumberedClusters } from './training-rules/clusters';
import { jobs } from './training-rules/jobs';
import { RULES, type TrainingRuleId } from './training-rules/rules';
import { warned } from './training-rules/warned';
import { words } from './training-rules/words';

/** What needs the volumes and the contract of a system is tested with these. */
const ELSEWHERE = [
  'check-training-job.ts',
  'check-job-mounts.ts',
  'check-job-host-mounts.ts',
  'check-job-checkpoint.ts',
];

/** Everything that is refused or warned of for a training cluster or a job. */
const ROWS: readonly Row<TrainingRuleId>[] = [...words, ...clusters, ...unnumberedClusters, ...jobs, ...warned];

testRuleTable('training', ROWS, RULES);

describe('the rules of training', () => {
  it('are all of those that were collected', () => {
    const ids = numbered({ BAT: 19, PG: 4, CB: 1, EFA: 8, CAT: 5, QUO: 1 });
    expect(Object.keys(RULES).filter((id) => id !== 'BAT-06b')).toEqual(ids);
  });

  it('raise each of their codes in a case', () => {
    const raised = textsOf('src/training', (file) => !ELSEWHERE.includes(file)).flatMap((text) =>
      [...text.matchAll(/(?:code: |unknownName\(\s*)'([A-Z]\w+)'/g)].map(([, code]) => code),
    );
    const shown = new Set(ROWS.map(({ code }) => code));
    expect([...new Set(raised)].filter((code) => !shown.has(code as string)).sort()).toEqual([]);
  });
});
