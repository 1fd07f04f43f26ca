import { type Acknowledgement, answer, parseAcknowledgements, problemsOf } from '../../../src/security/acknowledge';
import { judge } from '../../../src/security/judge';
import { readCode } from '../../../src/security/read-code';
import { refusalOf } from '../../support/builders/refusal-of';

const TODAY = '2026-11-23';
const resource = {
  aws_ebs_volume: {
    open: { encrypted: false, '//': { metadata: { path: 'a/Volume' } } },
    other: { encrypted: false },
  },
};
const judged = judge(readCode([{ name: 'a', document: { resource } }]), undefined);
const entry: Acknowledgement = {
  rule: 'MLP-DATA-1',
  resource: 'a/Volume',
  finding: 'encrypted',
  reason: 'what is on it is public data',
  expires: '2026-12-31',
};
const unencrypted = (acknowledged: Acknowledgement[], today = TODAY) => {
  const answered = answer(judged, { acknowledged, today });
  return {
    refused: answered.refused.filter(({ rule }) => rule === 'MLP-DATA-1').map(({ address }) => address),
    codes: answered.problems.map(({ code }) => code),
  };
};

describe('an acknowledgement', () => {
  it('is of one finding of one resource, by its construct or its address', () => {
    expect(unencrypted([])).toEqual({ refused: ['aws_ebs_volume.open', 'aws_ebs_volume.other'], codes: [] });
    expect(unencrypted([entry])).toEqual({ refused: ['aws_ebs_volume.other'], codes: [] });
    const byAddress = { ...entry, resource: 'a aws_ebs_volume.other' };
    expect(unencrypted([entry, byAddress])).toEqual({ refused: [], codes: [] });
  });

  it('holds on its last day, and is refused with its finding on the next', () => {
    expect(unencrypted([entry], '2026-12-31')).toEqual({ refused: ['aws_ebs_volume.other'], codes: [] });
    expect(unencrypted([entry], '2027-01-01')).toEqual({
      refused: ['aws_ebs_volume.open', 'aws_ebs_volume.other'],
      codes: ['ExpiredAcknowledgement'],
    });
  });

  it.each([
    ['another rule', { rule: 'MLP-DATA-2' }],
    ['another resource', { resource: 'a/Other' }],
    ['another finding', { finding: 'kms_key_id' }],
  ])('that nothing needs is refused: of %s', (_, change) => {
    expect(unencrypted([{ ...entry, ...change }]).codes).toEqual(['UnusedAcknowledgement']);
  });

  it('of a stack that is not judged is left alone, whatever its day', () => {
    expect(unencrypted([{ ...entry, resource: 'b/Volume', expires: '2020-01-01' }]).codes).toEqual([]);
  });

  it('is accepted with its reason and its day', () => {
    const { accepted } = answer(judged, { acknowledged: [entry], today: TODAY });
    expect(accepted.map(({ rule, reason, expires }) => [rule, reason, expires])).toEqual([
      ['MLP-DATA-1', 'what is on it is public data', '2026-12-31'],
    ]);
  });

  it.each([
    ['a short reason', [{ ...entry, reason: 'fine' }], 'reason'],
    ['no day', [{ ...entry, expires: 'never' }], 'expires'],
    ['an unknown field', [{ ...entry, why: 'no' }], 'why'],
  ])('is refused with %s', (_, document, field) => {
    expect(refusalOf(() => parseAcknowledgements(document)).lines.join()).toContain(field);
  });

  it('is refused twice, and of a rule that there is not, all at once', () => {
    const { lines } = refusalOf(() => parseAcknowledgements([entry, entry, { ...entry, rule: 'MLP-NET-99' }]));
    const text = lines.join();
    expect(text).toContain('[DuplicateAcknowledgement]');
    expect(text).toContain('[UnknownRule]');
  });
});

describe('a reason in the code', () => {
  const withReason = (security: object[]) => ({
    resource: { aws_ebs_volume: { one: { encrypted: false, '//': { security } } } },
  });
  const of = (security: object[]) =>
    answer(judge(readCode([{ name: 'a', document: withReason(security) }])), { acknowledged: [], today: TODAY });
  const reason = { rule: 'MLP-DATA-1', key: 'encrypted', reason: 'what is on it is public data' };

  it('is taken for its finding', () => {
    const { refused, accepted } = of([reason, { rule: 'MLP-DATA-4', key: 'backups', reason: 'it can be made again' }]);
    expect([refused, accepted.length]).toEqual([[], 2]);
  });

  it('that nothing needs is refused, where it is not said of what may not come to be', () => {
    const codes = (key: string, extra: object = {}) =>
      of([{ ...reason, key, ...extra }]).problems.map(({ code }) => code);
    expect(codes('other')).toEqual(['UnusedAcknowledgement']);
    expect(codes('other', { isIfNeeded: true })).toEqual([]);
  });
});

describe('what is refused', () => {
  it('is told with rule, severity and key, and the way to mend it', () => {
    const problems = problemsOf(answer(judged, { acknowledged: [], today: TODAY, threshold: 'high' }));
    expect(problems).toEqual(
      ['a/Volume', 'a aws_ebs_volume.other'].map((field) => ({
        code: 'SecurityFinding',
        field,
        problem: "is not encrypted (MLP-DATA-1, high: 'encrypted')",
        fix: 'set encrypted to true: to change it later makes the volume anew, empty',
      })),
    );
  });

  it('is what is as grave as the threshold, or graver; the rest is told', () => {
    const { refused, told } = answer(judged, { acknowledged: [], today: TODAY, threshold: 'critical' });
    expect([refused.length, told.length]).toEqual([0, judged.findings.length]);
  });
});
