import { codeDifference } from '../../../src/preview/code/code-difference';
import { providerMask } from '../../../src/preview/code/provider-mask';
import { readPreview } from '../../../src/preview/read-preview';
import { FORMATS } from '../../../src/preview/render/formats';
import { verdictOf } from '../../../src/preview/verdict';

/** All that a preview of code says, in every form. */
function said(base: unknown, head: unknown): string {
  const preview = readPreview([codeDifference({ stack: 'a', base, head })], { isCode: true });
  const verdict = verdictOf(preview, []);
  return Object.values(FORMATS)
    .map(({ render }) => render(preview, verdict))
    .join('\n');
}

const one = (type: string, values: object) => ({ resource: { [type]: { a: values } } });

describe('the difference of code hides', () => {
  it.each<[string, object, object]>([
    ['aws_ssm_parameter', { value: 'one-hunter' }, { value: 'two-hunter' }],
    ['aws_kms_ciphertext', { plaintext: 'one-hunter' }, { plaintext: 'two-hunter' }],
    ['aws_api_gateway_api_key', { value: 'one-hunter' }, { value: 'two-hunter' }],
    ['aws_secretsmanager_secret_version', { secret_string: '{"a":"one-hunter"}' }, { secret_string: 'two-hunter' }],
    ['aws_db_instance', { password: 'one-hunter' }, { password: 'two-hunter' }],
    ['aws_vpn_connection', { tunnel1_preshared_key: 'one-hunter' }, { tunnel1_preshared_key: 'two-hunter' }],
    [
      'aws_glue_connection',
      { connection_properties: { A: 'one-hunter' } },
      { connection_properties: { A: 'two-hunter' } },
    ],
    ['aws_mq_broker', { user: [{ password: 'one-hunter' }] }, { user: [{}, { password: 'two-hunter' }] }],
    ['aws_mq_broker', { user: { password: 'one-hunter' } }, { user: 'two-hunter' }],
    [
      'aws_cloudwatch_event_connection',
      { auth_parameters: { api_key: [{ key: 'k', value: 'one-hunter' }] } },
      { dynamic: { auth_parameters: { content: { api_key: { key: 'k', value: 'two-hunter' } } } } },
    ],
  ])('what the provider does, of %s', (type, was, will) => {
    const text = said(one(type, { ...was, note: 'one-hunter' }), one(type, { ...will, note: 'x two-hunter' }));
    expect(text).toContain('(sensitive');
    expect(text).not.toContain('hunter');
    for (const [base, head] of [
      [undefined, one(type, will)],
      [one(type, was), { resource: {} }],
    ])
      expect(said(base, head)).not.toContain('hunter');
  });

  it('defaults of sensitive variables of either side', () => {
    const side = (value: string, sensitive = true) => ({
      variable: { key: { type: 'string', default: value, sensitive } },
      ...one('aws_sqs_queue', { name: `queue ${value}` }),
    });
    expect(said(side('one-hunter'), side('two-hunter'))).not.toContain('hunter');
    expect(said(side('one-hunter'), side('other', false))).not.toContain('hunter');
    expect(said(side('one-hunter'), undefined)).not.toContain('hunter');
    expect(said(side('one-hunter', false), side('two-hunter', false))).toContain('hunter');
  });

  it('outputs that are sensitive', () => {
    const side = (value: string, sensitive: boolean) => ({ output: { x: { value, sensitive } } });
    expect(said(side('one-hunter', true), side('two-hunter', true))).not.toContain('hunter');
    expect(said(side('one-hunter', false), side('two-hunter', false))).toContain('two-hunter');
  });

  it('no expression that only reads something, and nothing of other types', () => {
    const queue = (name: string) => `\${aws_sqs_queue.${name}.url}`;
    const text = said(
      one('aws_ssm_parameter', { value: queue('one') }),
      one('aws_ssm_parameter', { value: queue('two'), type: 'String' }),
    );
    expect(text).toContain('aws_sqs_queue.two.url');
    expect(providerMask('aws_sqs_queue', { value: 'x', password: 'y' })).toEqual({});
    expect(providerMask('constructor', { value: 'x' })).toEqual({});
  });
});
