import fc from 'fast-check';
import { type Fingerprint, fingerprintDifferences, fingerprintOf } from '../../../src/preview/fingerprint';
import { parsePlan } from '../../../src/preview/plan-json';
import { type Made, plan } from './support/made-plan';
import { RECORDED, recorded } from './support/recorded';

function of(
  changes: readonly Made[],
  more: Record<string, unknown> = {},
  options: Parameters<typeof fingerprintOf>[1] = {},
): Fingerprint {
  return fingerprintOf(parsePlan('Plan', plan(changes, more)), options);
}

/** In what a plan differs from another that was reviewed with made-up values. */
function since(reviewed: Made, now: Made, ...madeUp: string[]): string[] {
  const print = of([reviewed], {}, { madeUp });
  return fingerprintDifferences(print, of([now], {}, { reviewed: print }));
}

const disk = (size: number): Made => ({
  address: 'aws_ebs_volume.a',
  after: { size, type: 'gp3' },
  unknown: { id: true },
});

describe('the fingerprint of a plan', () => {
  it.each(RECORDED)('is the same for the same plan, in any order, and another for any other: %s', (name) => {
    const { plan: document } = recorded(name);
    const print = fingerprintOf(parsePlan('Plan', document));
    const list = document.resource_changes as unknown[];
    const shuffled = { ...document, resource_changes: [...list].reverse(), timestamp: 'later' };
    expect(fingerprintDifferences(print, fingerprintOf(parsePlan('Plan', shuffled)))).toEqual([]);
    for (const other of RECORDED.filter((one) => one !== name)) {
      const others = fingerprintOf(parsePlan('Plan', recorded(other).plan));
      expect(fingerprintDifferences(print, others)).not.toEqual([]);
    }
  });

  it('sees every known value', () => {
    const value = fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.oneof(fc.integer(), fc.string(), fc.array(fc.integer(), { minLength: 1, maxLength: 2 })),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(value, value, (first, second) => {
        const [a, b] = [first, second].map((after) => of([{ address: 'x.y', after }])) as [Fingerprint, Fingerprint];
        const isSame = JSON.stringify(Object.entries(first).sort()) === JSON.stringify(Object.entries(second).sort());
        expect(fingerprintDifferences(a, b).length === 0).toBe(isSame);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, Made[], string[]]>([
    ['another value', [disk(6)], ['aws_ebs_volume.a differs in .size']],
    ['another action', [{ ...disk(5), actions: ['delete', 'create'] }], ['aws_ebs_volume.a differs in action']],
    ['what nobody knew', [{ ...disk(5), unknown: {} }], ['aws_ebs_volume.a differs in .id']],
    ['one more', [disk(5), { address: 'aws_lb.b', after: {} }], ['aws_lb.b was not in what was reviewed']],
    ['one less', [], ['aws_ebs_volume.a is no longer in the plan']],
    ['what is read', [disk(5), { address: 'data.x.y', mode: 'data', actions: ['read'], after: {} }], []],
    ['what stays', [disk(5), { address: 'aws_lb.b', actions: ['no-op'], before: {}, after: {} }], []],
  ])('tells %s', (_, changes, expected) => {
    expect(fingerprintDifferences(of([disk(5)]), of(changes))).toEqual(expected);
  });

  it('takes a name or an id in place of what was made up, and nothing else', () => {
    const rule = (group: string, port = 1, on = 'on'): Made => ({
      address: 'x.y',
      after: { policy: `${on} ${group}!`, port },
    });
    const made = 'sg-0aaaa1111';
    expect(since(rule(made), rule('sg-0real'), made)).toEqual([]);
    expect(since(rule(made), rule('sg-0real', 2), made)).toEqual(['x.y differs in .port']);
    expect(since(rule(made), rule('sg-0real'))).toEqual(['x.y differs in .policy']);
    for (const other of [rule('*'), rule('sg-1 or sg-2'), rule(''), rule('sg-0real', 1, 'off')])
      expect(since(rule(made), other, made)).toEqual(['x.y differs in .policy']);
  });

  it('looks into documents: what is beside a made-up value is as it was reviewed', () => {
    const role = (Action: string, Resource: string, more: object[] = []): Made => ({
      address: 'x.y',
      after: { policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource }, ...more] }) },
    });
    const made = 'arn:aws:s3:::provisional-0001';
    const reviewed = role('s3:GetObject', `${made}/*`);
    expect(since(reviewed, role('s3:GetObject', 'arn:aws:s3:::real/*'), made)).toEqual([]);
    expect(since(reviewed, role('*', 'arn:aws:s3:::real/*'), made)).toEqual([
      'x.y differs in .policy.Statement.0.Action',
    ]);
    expect(since(reviewed, role('s3:GetObject', '*'), made)).toEqual(['x.y differs in .policy.Statement.0.Resource']);
    const more = role('s3:GetObject', 'arn:aws:s3:::real/*', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    expect(since(reviewed, more, made)[0]).toMatch(/^x\.y differs in \.policy as JSON, /);
  });

  it('knows outputs', () => {
    const output = (after: unknown) => of([], { output_changes: { o: { actions: ['create'], after } } });
    expect(fingerprintDifferences(output(1), output(1))).toEqual([]);
    expect(fingerprintDifferences(output(1), output(2))).toEqual(['output o differs in .']);
  });
});
