import { answer, parseAcknowledgements } from '../../../src/security/acknowledge';
import { judge } from '../../../src/security/judge';
import { readCode } from '../../../src/security/read-code';
import { RULES } from '../../../src/security/rules';
import { SCANNERS } from '../../../src/security/scanners';
import { UNEXAMINED } from '../../../src/security/unexamined';
import acknowledged from '../../../stacks/acknowledged.json';
import { example } from './support/platform';

const TODAY = '2026-11-23';

describe.each(['prod', 'dev'] as const)('the example of %s', (name) => {
  const judged = judge(readCode(example(name)));
  const answered = answer(judged, { acknowledged: parseAcknowledgements(acknowledged), today: TODAY });

  it('has nothing without a reason', () => {
    expect([answered.refused, answered.told, answered.problems]).toEqual([[], [], []]);
  });

  it('says in its specs why it is open where it is', () => {
    const said = answered.accepted.map(({ rule, construct, reason }) => [
      rule,
      construct?.split('/').slice(2).join('/'),
      reason,
    ]);
    const faces = ['MLP-LB-1', 'Gateway-public/LoadBalancer', 'gateway public says scheme: internet-facing'];
    const plain = ['MLP-LB-2', 'Gateway-internal/Http', 'inside the network only, while this is tried out'];
    expect(said).toEqual(expect.arrayContaining(name === 'dev' ? [plain, faces] : [faces]));
    expect(said).not.toContainEqual(name === 'prod' ? plain : undefined);
  });

  it('leaves open only whether tags can be moved, in repositories of others', () => {
    expect(new Set(answered.undetermined.map(({ rule }) => rule))).toEqual(new Set(['MLP-CON-7']));
  });

  it('has no resource of a type that nobody has looked at', () => {
    expect(judged.notExamined.filter(({ why }) => why === undefined)).toEqual([]);
    expect(judged.examined).toBeGreaterThan(200);
  });
});

describe('the table of rules', () => {
  it('names each rule once', () => {
    expect(RULES.map(({ id }) => id)).toEqual([...new Set(RULES.map(({ id }) => id))]);
    expect(RULES.filter(({ id }) => !/^MLP-[A-Z0-9]+-\d+$/.test(id))).toEqual([]);
  });

  it('has an id of a scanner for rules that there are only, in their form', () => {
    const ids = RULES.map(({ id }) => id);
    expect(Object.keys(SCANNERS).filter((id) => !ids.includes(id))).toEqual([]);
    const wrong = Object.values(SCANNERS).flatMap(({ checkov = [], trivy = [], cdkNag = [], fsbp = [] }) => [
      ...checkov.filter((id) => !/^CKV2?_AWS_\d+$/.test(id)),
      ...trivy.filter((id) => !/^AWS-\d{4}$/.test(id)),
      ...cdkNag.filter((id) => !/^AwsSolutions-[A-Z0-9]+$/.test(id)),
      ...fsbp.filter((id) => !/^[A-Z][A-Za-z0-9]+\.\d+$/.test(id)),
    ]);
    expect(wrong).toEqual([]);
  });

  it('has no type that is looked at among those that are not', () => {
    const types = new Set(RULES.flatMap(({ types }) => types));
    expect(Object.keys(UNEXAMINED).filter((type) => types.has(type))).toEqual([]);
  });
});
