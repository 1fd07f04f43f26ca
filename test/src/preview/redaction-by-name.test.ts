import { readPreview } from '../../../src/preview/read-preview';
import { FORMATS } from '../../../src/preview/render/formats';
import { verdictOf } from '../../../src/preview/verdict';
import { input, plan } from './support/made-plan';

/** What a preview shows of a resource's attributes: path -> value. */
function shown(after: unknown, hidden?: unknown): Record<string, unknown> {
  const [stack] = readPreview([input([{ address: 'a.b', after, hidden }])]).stacks;
  return Object.fromEntries(stack?.changes[0]?.attributes.map(({ path, after }) => [path, after]) ?? []);
}

/** What a preview says of a stack that failed. */
function said(message: string, known?: string): string {
  const plans = known === undefined ? [] : [input([{ address: 'a.b', after: { x: known }, hidden: { x: true } }])];
  const preview = readPreview(plans, { failures: [{ stack: 'dev-ads', message }] });
  const rendered = Object.values(FORMATS).map(({ render }) => render(preview, verdictOf(preview, [])));
  return [preview.failures[0]?.message, ...rendered].join('\n');
}

describe('what nobody marked', () => {
  it.each<[string, unknown]>([
    ['an address without a user', { url: 'redis://:hunter2-x@cache:6379', note: 'hunter2-x' }],
    ['a password with a slash', { url: 'amqp://me:hunter2-x/y@mq', note: 'see amqp://me:hunter2-x/y@mq' }],
    ['a parameter of an address', { url: 'https://h/x?a=b&token=hunter2-x' }],
    ['an address within text', { text: 'reads postgres://me:hunter2-x@db' }],
    ['an argument', { command: 'run --token=hunter2-x --fast' }],
    ['an argument that follows', { command: 'run --db-password hunter2-x --fast', note: 'hunter2-x' }],
    ['an argument of a list', { command: ['run', '--password', 'hunter2-x'], note: 'hunter2-x' }],
    ['an argument of a list in JSON', { json: JSON.stringify([{ command: ['--client-secret', 'hunter2-x'] }]) }],
    ['variables in a list', { env: ['LEVEL=info', 'DB_PASSWORD=hunter2-x'], note: 'hunter2-x' }],
    ['capitals', { env: [{ Name: 'DB_PASSWORD', Value: 'hunter2-x' }], note: 'hunter2-x' }],
    ['a name of another spelling', { map: { 'spring.datasource.password': 'hunter2-x' }, note: 'hunter2-x' }],
    ['properties', { text: 'user=me\npassword = "hunter2-x"' }],
    ['JSON within text', { text: 'config: {"clientSecret": "hunter2-x"}' }],
  ])('is hidden in %s', (_, after) => {
    const values = JSON.stringify(shown(after));
    expect(values).toContain('(sensitive)');
    expect(values).not.toContain('hunter2');
  });

  it('is hidden as digits too', () => {
    expect(shown({ env: [{ name: 'DB_PASSWORD', value: '48151623' }], note: 'pin 48151623' })).toEqual({
      'env[DB_PASSWORD].name': 'DB_PASSWORD',
      'env[DB_PASSWORD].value': '(sensitive)',
      note: 'pin (sensitive)',
    });
  });

  it('is hidden where it is the key of a map that is hidden', () => {
    expect(shown({ users: { 'hunter2-x': 'me' }, note: 'for hunter2-x' }, { users: true })).toEqual({
      users: '(sensitive)',
      note: 'for (sensitive)',
    });
  });

  it('leaves the rest of a text', () => {
    expect(shown({ env: ['LEVEL=info', 'DB_PASSWORD=hunter2-x'], command: 'run --token=hunter2-x --fast' })).toEqual({
      env: '["LEVEL=info","DB_PASSWORD=(sensitive)"]',
      command: 'run --token=(sensitive) --fast',
    });
  });

  it('leaves what is no secret', () => {
    const after = {
      encryption_key: 'arn:aws:kms:us-east-1:111122223333:key/a',
      url: 'http://ads.internal:8080/a@b?max_tokens=12',
      command: 'run --token-file /run/token --max-tokens=12',
      note: 'needs a token or a password to pass',
      policy: JSON.stringify({ 'token.actions.githubusercontent.com:sub': 'repo:example/ads' }),
    };
    const { policy: _, ...plain } = after;
    expect(shown(after)).toMatchObject(plain);
    expect(JSON.stringify(shown(after))).not.toContain('sensitive');
  });
});

describe('what Terraform says when it fails', () => {
  it('is told without the configuration that it quotes', () => {
    const message = [
      '│ Error: Invalid reference',
      '│ ',
      '│   on cdk.tf.json line 55, in resource.aws_ecs_task_definition.a:',
      '│   55:   "container_definitions": "[{\\"value\\":\\"hunter2-x\\"}]"',
      '  56:   note = "hunter2-x"',
      '│ A managed resource has not been declared.',
    ].join('\n');
    expect(said(message)).not.toContain('hunter2');
    expect(said(message)).toContain('A managed resource has not been declared.');
    expect(said(message)).toContain('line 55, in resource');
  });

  it.each([
    'bad value: DB_PASSWORD=hunter2-x',
    'bad value: {"password": "hunter2-x"}',
    'bad value: {\\"password\\":\\"hunter2-x\\"}',
    'bad value: [{"name":"DB_PASSWORD","value":"hunter2-x"}]',
    '│ var.db_password is "hunter2-x"',
    'cannot reach postgres://me:hunter2-x@db',
    'cannot get https://h/?token=hunter2-x',
    ['key', ['AKIA', 'IOSFODNN7EXAMPLE'].join(''), 'is refused'].join(' '),
    'bad key: -----BEGIN RSA PRIVATE KEY-----\nhunter2-x\n-----END RSA PRIVATE KEY----- here',
  ])('is told without what looks like a secret: %s', (message) => {
    expect(said(message)).toContain('(sensitive)');
    expect(said(message)).not.toMatch(/hunter2|IOSFODNN7/);
  });

  it.each([' ', '\n', '\n│ ', '\n  │   ', '\r\n'])(
    'is told without a known secret whose words stand apart by %j',
    (gap) => {
      const message = said(`no such value: correct${gap}horse*${gap}battery here`, 'correct horse* battery');
      expect(message).toContain('no such value: (sensitive) here');
      expect(message).not.toMatch(/horse|battery/);
    },
  );

  it('repeats no secret of plans that name it only', () => {
    const document = plan([{ address: 'a.b', after: { env: ['DB_PASSWORD=hunter2-x'] } }]);
    const preview = readPreview([{ stack: 'a', document }], { failures: [{ stack: 'b', message: 'no: hunter2-x' }] });
    expect(preview.failures).toEqual([{ stack: 'b', message: 'no: (sensitive)' }]);
  });
});
