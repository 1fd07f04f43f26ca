import { numbered, testRuleTable } from '../../support/rule-table';
import { backups } from './volume-rules/backups';
import { ebs } from './volume-rules/ebs';
import { ebsMounted } from './volume-rules/ebs-mounted';
import { efs } from './volume-rules/efs';
import type { Row } from './volume-rules/family';
import { lustre } from './volume-rules/lustre';
import { perReplica } from './volume-rules/per-replica';
import { retained } from './volume-rules/retained';
import { RULES } from './volume-rules/rules';
import { s3 } from './volume-rules/s3';
import { taskVolumes } from './volume-rules/task-volumes';
import { warned } from './volume-rules/warned';
import { words } from './volume-rules/words';

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

testRuleTable('volumes', ROWS, RULES);

describe('the rules of volumes', () => {
  it('are all of those that were collected', () => {
    expect(Object.keys(RULES)).toEqual(numbered({ EBS: 18, EFS: 6, FSX: 12, MNT: 1, RET: 1, S3M: 1 }));
  });
});
