import fc from 'fast-check';
import {
  policyDocument,
  type Statement,
  trustPolicy,
  UNSCOPABLE_ACTIONS,
  unscoped,
} from '../../../src/identity/policy';

const action = fc.constantFrom('s3:GetObject', 'kms:Decrypt', ...Object.keys(UNSCOPABLE_ACTIONS));
const resource = fc.constantFrom('*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::b');
const statement: fc.Arbitrary<Statement> = fc.record({
  effect: fc.constantFrom('Allow', 'Deny'),
  actions: fc.uniqueArray(action, { minLength: 1 }),
  resources: fc.uniqueArray(resource, { minLength: 1 }),
});

describe('unscoped', () => {
  it('is every action that is allowed on everything although a resource could be named', () => {
    fc.assert(
      fc.property(statement, (s) => {
        const wide = s.effect !== 'Deny' && s.resources.some((r) => r === '*');
        const expected = wide ? s.actions.filter((a) => !(a in UNSCOPABLE_ACTIONS)) : [];
        expect(unscoped(s)).toEqual(expected);
      }),
    );
  });

  it('knows no action by a wildcard, and none that writes data but metrics and traces', () => {
    expect(
      Object.keys(UNSCOPABLE_ACTIONS).filter(
        (a) => a.includes('*') || /:(Put(?!MetricData$|TelemetryRecords$|TraceSegments$)|Delete|Pass)/.test(a),
      ),
    ).toEqual([]);
  });
});

describe('policyDocument', () => {
  it('writes single values plainly, lists as lists, and leaves out what is not said', () => {
    expect(
      policyDocument([
        { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] },
        {
          sid: 'Two',
          effect: 'Deny',
          principals: { AWS: '*' },
          actions: ['s3:GetObject', 's3:PutObject'],
          resources: ['arn:aws:s3:::a', 'arn:aws:s3:::a/*'],
          conditions: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    ).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' },
        {
          Sid: 'Two',
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::a/*'],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
  });

  it('allows unless it says otherwise', () => {
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        const { Statement: written } = policyDocument(statements) as { Statement: { Effect: string }[] };
        expect(written.map((s) => s.Effect)).toEqual(statements.map((s) => s.effect ?? 'Allow'));
      }),
    );
  });
});

describe('trustPolicy', () => {
  it('is closed to the service when it acts for another account', () => {
    expect(trustPolicy('ecs-tasks.amazonaws.com', '123456789012')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'ecs-tasks.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
        },
      ],
    });
  });

  it('has no condition for a service that does not say for whom it acts', () => {
    expect(JSON.stringify(trustPolicy('ec2.amazonaws.com', undefined))).not.toContain('Condition');
  });
});
