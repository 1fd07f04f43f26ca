import { withoutTypes } from './without-types';

const TRACES = `\${aws_xray_group.Traces.arn}`;

const STACK = {
  resource: {
    aws_xray_group: { Traces: { name: 'traces' } },
    aws_iam_role: {
      Role: { description: `reads ${TRACES}/*`, depends_on: ['aws_xray_group.Traces'] },
    },
    aws_sns_topic: { Topic: { name: 'alerts', depends_on: ['aws_iam_role.Role', 'aws_xray_group.Traces'] } },
  },
  output: { traces: { value: TRACES } },
};

describe('withoutTypes', () => {
  test('removes every resource of the types, what waits for them, and puts fixed text where they were referred to', () => {
    const { json, removed } = withoutTypes(STACK, ['aws_xray_group', 'aws_dlm_lifecycle_policy']);
    expect(removed).toEqual(['aws_xray_group.Traces']);
    expect(json).toEqual({
      resource: {
        aws_iam_role: { Role: { description: 'reads fake-Traces-arn/*', depends_on: [] } },
        aws_sns_topic: { Topic: { name: 'alerts', depends_on: ['aws_iam_role.Role'] } },
      },
      output: { traces: { value: 'fake-Traces-arn' } },
    });
  });

  test('changes nothing in a stack that has none of them', () => {
    expect(withoutTypes(STACK, ['aws_dlm_lifecycle_policy'])).toEqual({ json: STACK, removed: [] });
  });
});
