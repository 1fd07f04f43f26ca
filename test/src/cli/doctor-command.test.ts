import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctorCommand } from '../../../src/cli/doctor/doctor-command';
import { testEnvironment } from '../../support/builders/test-environment';
import { type FakeTools, fakeTools } from '../../support/fake-tools';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';
const ROOT = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*', Resource: '*' };

/** The AWS CLI: what it says of each operation is in `replies`, an error where that is a text; what it is told is in `calls`. */
const AWS = `#!/usr/bin/env node
const fs = require('node:fs'); const path = require('node:path'); const root = process.env.FAKE_ACCOUNT;
const [service, operation, ...args] = process.argv.slice(2);
fs.appendFileSync(path.join(root, 'calls'), [service, operation, ...args].join(' ') + '\\n');
const replies = JSON.parse(fs.readFileSync(path.join(root, 'replies'), 'utf8'));
const reply = replies[service + ' ' + operation + ' ' + (args[1] ?? '')] ?? replies[operation] ?? {};
if (typeof reply === 'string') { console.error(reply); process.exit(254); }
if (Object.keys(reply).length > 0) console.log(JSON.stringify(reply));
`;
const terraform = (version: string) => `#!/bin/sh\necho '{"terraform_version":"${version}"}'\n`;
const NOT_FOUND = 'An error occurred (NoSuchEntity) when calling the GetRole operation: The role cannot be found.';
const DENIED =
  'An error occurred (AccessDenied) when calling the GetRole operation: not authorized to perform: iam:GetRole';

/** An account in which nothing is missing. */
const WELL = {
  'get-caller-identity': { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/anna' },
  'get-bucket-versioning': { Status: 'Enabled' },
  'list-account-settings': {
    settings: ['awsvpcTrunking', 'containerInstanceLongArnFormat', 'serviceLongArnFormat', 'taskLongArnFormat'].map(
      (name) => ({ name, value: 'enabled' }),
    ),
  },
  'list-open-id-connect-providers': {
    OpenIDConnectProviderList: [{ Arn: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' }],
  },
  'describe-resource-policies': { resourcePolicies: [{}, {}] },
  'describe-certificate': { Certificate: { Status: 'ISSUED' } },
  'get-key-policy': { Policy: JSON.stringify({ Statement: [ROOT] }) },
  'describe-parameters': { Parameters: [{}] },
};

const environment = testEnvironment({
  backend: { kind: 's3', bucket: 'states', kmsKeyArn: KEY },
  iam: { path: '/ml/', permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/teams/bounds' },
  accountSettings: { ci: { kind: 'github', repository: 'a/b', plan: ['pull_request'] } },
  alarmTopicArns: ['arn:aws:sns:us-east-1:123456789012:on-call'],
  gateways: { public: { kind: 'application', certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' } },
});
const service = {
  image: 'example/app:1.0',
  cpus: 1,
  memoryMiB: 512,
  secrets: { A: { secretsManager: 'ads/exchange' }, B: { parameter: '/ads/token' } },
};

let dir: string;
let tools: FakeTools;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-doctor-'));
  process.env.FAKE_ACCOUNT = dir;
  writeFileSync(join(dir, 'environments.cjs'), `exports.environments = ${JSON.stringify({ test: environment })};`);
  writeFileSync(join(dir, 'systems.json'), JSON.stringify([{ name: 'ads', services: { api: service } }]));
  tools = fakeTools({ aws: AWS, terraform: terraform('1.11.4') });
});
afterEach(() => {
  tools.remove();
  rmSync(dir, { recursive: true });
});

async function doctor(replies: object, ...args: string[]): Promise<{ code: number; text: string; calls: string[] }> {
  writeFileSync(join(dir, 'replies'), JSON.stringify({ ...WELL, ...replies }));
  writeFileSync(join(dir, 'calls'), '');
  const said: string[] = [];
  const files = ['--environments', join(dir, 'environments.cjs'), '--systems', join(dir, 'systems.json')];
  const code = await doctorCommand([...files, ...args], (text) => void said.push(text));
  const calls = readFileSync(join(dir, 'calls'), 'utf8').split('\n').filter(Boolean);
  return { code, text: said.join(''), calls };
}
const found = (text: string, status: string) => text.split('\n').filter((line) => line.startsWith(`  ${status}`));

describe('stowage doctor', () => {
  it('finds nothing to do in an account that has everything', async () => {
    const { code, text, calls } = await doctor({});
    expect(found(text, 'missing')).toEqual([]);
    expect(found(text, 'unknown')).toEqual([]);
    expect(code).toBe(0);
    expect(text).toMatch(/^test: account 123456789012, us-east-1\n/);
    expect(text).toContain(`${calls.length + 1} ok, 0 missing, 0 not found out`);
  });

  it('asks with what only reads', async () => {
    const { calls } = await doctor({});
    expect(calls.length).toBeGreaterThan(15);
    const operations = calls.map((call) => call.split(' ')[1] as string);
    expect(operations.filter((operation) => !/^(describe|get|head|list)-/.test(operation))).toEqual([]);
    expect(operations.filter((operation) => /secret-value/.test(operation))).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    [
      'a linked role',
      { 'iam get-role AWSServiceRoleForECS': NOT_FOUND },
      'the linked role AWSServiceRoleForECS is not there',
      "aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com, or name 'ecs' in accountSettings.serviceLinkedRoles",
    ],
    [
      'the state bucket',
      { 'head-bucket': 'An error occurred (404) when calling the HeadBucket operation: Not Found' },
      "the state bucket 'states' is not there",
      'write accountSettings: { bootstrap: true }, then: npx -p cdktf-cli@0.21.0 cdktf deploy account',
    ],
    [
      'versions of states',
      { 'get-bucket-versioning': {} },
      "versions of the state bucket 'states' are not kept",
      'aws s3api put-bucket-versioning --bucket states --versioning-configuration Status=Enabled',
    ],
    [
      'a setting of ECS',
      { 'ecs list-account-settings --name': { settings: [{ name: 'awsvpcTrunking', value: 'disabled' }] } },
      'the ECS setting awsvpcTrunking is disabled',
      'aws ecs put-account-setting-default --name awsvpcTrunking --value enabled --region us-east-1',
    ],
    [
      'the issuer of tokens',
      { 'list-open-id-connect-providers': { OpenIDConnectProviderList: [] } },
      'the issuer of tokens token.actions.githubusercontent.com is not there',
      'deploy account, which makes it: npx -p cdktf-cli@0.21.0 cdktf deploy account',
    ],
    [
      'the boundary',
      { 'get-policy': NOT_FOUND },
      'the permissions boundary arn:aws:iam::123456789012:policy/teams/bounds is not there',
      'aws iam create-policy --policy-name bounds --path /teams/ --policy-document file://boundary.json',
    ],
    [
      'room for policies of logs',
      { 'describe-resource-policies': { resourcePolicies: Array.from({ length: 10 }, () => ({})) } },
      'room for policies of logs 10 of 10 are there',
      'delete one: aws logs delete-resource-policy --policy-name <name>',
    ],
    [
      'a certificate that is issued',
      { 'describe-certificate': { Certificate: { Status: 'EXPIRED' } } },
      'the certificate arn:aws:acm:us-east-1:123456789012:certificate/1 is EXPIRED',
      'put the ARN of an issued one into certificateArn: aws acm list-certificates --certificate-statuses ISSUED',
    ],
    [
      'a topic',
      { 'get-topic-attributes': 'An error occurred (NotFound) when calling: Topic does not exist' },
      'the topic on-call is not there',
      'aws sns create-topic --name on-call --region us-east-1',
    ],
    [
      'a secret',
      { 'describe-secret': 'An error occurred (ResourceNotFoundException): cannot find the specified secret' },
      'the secret ads/exchange is not there',
      'aws secretsmanager create-secret --name ads/exchange --secret-string file://secret --region us-east-1',
    ],
    [
      'a parameter',
      { 'describe-parameters': { Parameters: [] } },
      'the parameter /ads/token is not there',
      'aws ssm put-parameter --name /ads/token --type SecureString --value file://secret --region us-east-1',
    ],
    [
      'a key that the account may use',
      { 'get-key-policy': { Policy: JSON.stringify({ Statement: [{ ...ROOT, Action: 'kms:Decrypt' }] }) } },
      `the key ${KEY} does not leave its use to the account`,
      `let its policy allow 'kms:*' to the root of the account: aws kms put-key-policy --key-id ${KEY} --policy-name default --policy file://policy.json --region us-east-1`,
    ],
    [
      'the image of hosts',
      { 'get-parameter': 'An error occurred (ParameterNotFound) when calling the GetParameter operation: ' },
      'the image of hosts al2023-ami-ecs-hvm-2023.0.20251120-kernel-6.1-x86_64 is not there',
      'put the newest into amiRelease: aws ssm get-parameter --name /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_name --region us-east-1 --query Parameter.Value',
    ],
  ])('says how to make %s', async (_what, replies, says, fix) => {
    const { code, text } = await doctor(replies);
    expect(code).toBe(3);
    expect(text).toContain(`  missing  ${says}\n           -> ${fix}\n`);
  });

  it('does not take for well what it may not see', async () => {
    const { code, text } = await doctor({ 'get-role': DENIED });
    expect(code).toBe(4);
    expect(found(text, 'missing')).toEqual([]);
    expect(
      found(text, 'unknown').every((line) => line.includes('could not be found out: An error occurred (AccessDenied)')),
    ).toBe(true);
    expect(found(text, 'unknown').length).toBeGreaterThan(1);
  });

  it('asks another account nothing but who it is', async () => {
    const { code, text, calls } = await doctor({ 'get-caller-identity': { Account: '210987654321', Arn: 'x' } });
    expect(code).toBe(3);
    expect(calls).toHaveLength(1);
    expect(text).toContain('missing  credentials for account 123456789012 are for account 210987654321\n');
    expect(text).toContain('was not asked for: the credentials are not those of the account');
  });

  it('says so where nobody is logged in', async () => {
    const { code, text, calls } = await doctor({ 'get-caller-identity': 'Unable to locate credentials.' });
    expect([code, calls.length]).toEqual([4, 1]);
    expect(text).toContain(
      'credentials for account 123456789012 could not be found out: Unable to locate credentials.',
    );
  });

  it.each([
    ['1.10.5', 3],
    ['1.11.0', 0],
    ['2.0.0', 0],
  ])('looks how old Terraform is: %s', async (version, expected) => {
    const older = fakeTools({ terraform: terraform(version) });
    expect((await doctor({})).code).toBe(expected);
    older.remove();
  });

  it('says the same for a program', async () => {
    const { code, text } = await doctor({ 'get-policy': NOT_FOUND }, '--format', 'json');
    const document = JSON.parse(text) as {
      environment: string;
      checks: { status: string; fix?: string; command: string }[];
    };
    expect([code, document.environment]).toEqual([3, 'test']);
    expect(document.checks.filter(({ status }) => status === 'missing')).toEqual([
      expect.objectContaining({
        fix: expect.stringContaining('aws iam create-policy'),
        command: expect.stringContaining('get-policy'),
      }),
    ]);
  });

  it('says offline what it would ask, and asks nothing', async () => {
    const { code, text, calls } = await doctor({}, '--offline');
    expect([code, calls]).toEqual([0, []]);
    expect(text).toContain(
      "  the state bucket 'states'\n    aws s3api head-bucket --bucket states --region us-east-1\n",
    );
    const asked = (await doctor({})).calls.length;
    expect(JSON.parse((await doctor({}, '--offline', '--format', 'json')).text)).toHaveLength(asked + 1);
  });

  it('explains itself, and refuses what it does not know', async () => {
    expect((await doctor({}, '--help')).text).toMatch(/^stowage doctor\n/);
    await expect(doctor({}, '--format', 'xml')).rejects.toThrow("--format is 'text' or 'json'");
    await expect(doctor({}, '--fast')).rejects.toThrow(/--fast/);
    await expect(doctor({}, '--environment', 'prod')).rejects.toThrow("use one of 'test' [UnknownEnvironment]");
  });
});
