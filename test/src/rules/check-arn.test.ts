import { checkArn } from '../../../src/rules/check-arn';
import { checkEnvironment } from '../../../src/rules/check-environment';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { describeRefusals } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';
import { testEnvironment, testEnvironmentSpec } from '../../support/builders/test-environment';

const POLICY = 'arn:aws:iam::123456789012:policy/bounds';
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000';

const lan = (certificateArn: string): Partial<EnvironmentInput> => ({
  gateways: { ...testEnvironment().gateways, lan: { kind: 'application', certificateArn } },
});

describeRefusals(
  (environment) => checkEnvironment(testEnvironmentSpec(environment)),
  [
    {
      what: 'a boundary that is named instead of addressed',
      code: 'InvalidArn',
      field: 'iam.permissionsBoundaryArn',
      refused: { iam: { permissionsBoundaryArn: 'bounds' } },
      legal: { iam: { permissionsBoundaryArn: POLICY } },
      says: "iam.permissionsBoundaryArn is 'bounds', which is not the ARN of a policy; use one such as 'arn:aws:iam::123456789012:policy/bounds'",
    },
    {
      what: 'a queue that is to be told of alarms',
      code: 'InvalidArn',
      field: 'alarmTopicArns.0',
      refused: { alarmTopicArns: ['arn:aws:sqs:us-east-1:123456789012:on-call'] },
      legal: { alarmTopicArns: ['arn:aws:sns:us-east-1:123456789012:on-call'] },
    },
    {
      what: 'a topic that no alarm of the region can tell',
      code: 'CrossRegion',
      field: 'alarmTopicArns.0',
      refused: { alarmTopicArns: ['arn:aws:sns:eu-west-1:123456789012:on-call'] },
      legal: { alarmTopicArns: ['arn:aws:sns:us-east-1:123456789012:on-call'] },
    },
    {
      what: 'a key for a certificate',
      code: 'InvalidArn',
      field: 'gateways.lan.certificateArn',
      refused: lan(KEY),
      legal: lan(CERTIFICATE),
    },
    {
      what: 'an alias for the key of the state',
      code: 'InvalidArn',
      field: 'backend.kmsKeyArn',
      refused: { backend: { kind: 's3', bucket: 'my-state', kmsKeyArn: 'alias/state' } },
      legal: { backend: { kind: 's3', bucket: 'my-state', kmsKeyArn: KEY } },
    },
  ],
);

const secret = (kmsKeyArn: string): ServiceCase => ({
  service: { secrets: { EXCHANGE: { secretsManager: 'ads/exchange', kmsKeyArn } } },
});

describeRefusals(judgeService, [
  {
    what: 'a secret under a key that is named by its id',
    code: 'InvalidArn',
    field: 'secrets.EXCHANGE.kmsKeyArn',
    refused: secret('00000000-0000-0000-0000-000000000000'),
    legal: secret(KEY),
  },
]);

describe('checkArn', () => {
  test('takes ARNs of every partition, and policies of AWS itself', () => {
    const arns = [
      checkArn('policy', 'arn:aws-us-gov:iam::aws:policy/PowerUserAccess', 'x'),
      checkArn('certificate', 'arn:aws-cn:acm:cn-north-1:123456789012:certificate/1', 'x'),
      checkArn('certificate', 'arn:aws:iam::123456789012:server-certificate/old', 'x'),
    ];
    expect(arns.flat()).toEqual([]);
  });

  test('leaves what is late-bound to Terraform, and what is not there alone', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a late-bound value looks.
    expect([...checkArn('key', '${TfToken[TOKEN.1]}', 'x'), ...checkArn('key', undefined, 'x')]).toEqual([]);
  });
});
