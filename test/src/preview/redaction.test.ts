import fc from 'fast-check';
import { SpecError } from '../../../src/errors';
import type { PlanInput } from '../../../src/preview/model';
import { isPlainWord } from '../../../src/preview/plain-words';
import { readPreview } from '../../../src/preview/read-preview';
import { FORMATS } from '../../../src/preview/render/formats';
import { verdictOf } from '../../../src/preview/verdict';
import { input, type Made, plan } from './support/made-plan';

/** A secret of any kind of character: printable, of JSON, of markdown, of other scripts. */
const secret = fc
  .oneof(
    fc.string({ minLength: 6, maxLength: 24 }),
    fc.string({ unit: 'grapheme', minLength: 6, maxLength: 12 }),
    fc.constantFrom('hunter2-hunter2', '"},{"a":"', 'p\\"w\\n\n<&>', 'a|b`c```d', '</details>@x#1', '12345678.5'),
  )
  // What is nothing but spaces and marks is in every text.
  .filter((value) => !isPlainWord(value) && (value.match(/[\p{L}\p{N}]/gu) ?? []).length >= 3);

/** Places where a secret may stand although nothing marks it there. */
function leaks(secret: string): Made {
  return {
    address: `aws_ecs_service.a["${secret}"]`,
    type: 'aws_ecs_service',
    previous_address: `aws_ecs_service.${secret}`,
    action_reason: secret,
    before: { plain: `before ${secret} after`, nested: [{ deep: secret }], [`key ${secret}`]: 1, id: 'a' },
    after: {
      json: JSON.stringify({ containers: [{ command: ['run', `--key=${secret}`] }] }),
      twice: JSON.stringify({ inner: JSON.stringify({ x: secret }) }),
      encoded: Buffer.from(secret).toString('base64'),
      policy: JSON.stringify({
        Statement: [{ Effect: 'Allow', Action: secret, Resource: secret, Principal: { AWS: secret } }],
      }),
      description: secret,
    },
    unknown: { [secret]: true },
    replace: [[secret], ['plain']],
    importing: { id: secret },
  };
}

function holder(secret: string): Made {
  return { address: 'random_password.a', after: { result: secret, note: 'x' }, hidden: { result: true } };
}

function everywhere(secret: string): PlanInput[] {
  const rule = {
    address: `aws_vpc_security_group_ingress_rule.${secret}`,
    after: { description: secret, cidr_ipv4: secret, security_group_id: secret },
  };
  const more = {
    resource_drift: plan([leaks(secret)]).resource_changes,
    output_changes: { [secret]: { actions: ['update'], before: secret, after: `x${secret}` } },
    checks: [
      { address: { to_display: secret }, status: 'fail', instances: [{ problems: [{ message: `no: ${secret}` }] }] },
    ],
    deferred_changes: [{ reason: secret, resource_change: plan([leaks(secret)]).resource_changes?.[0 as never] }],
    [secret]: { what: secret },
    configuration: {
      root_module: { resources: [{ address: secret, expressions: { plain: { references: [secret] } } }] },
    },
  };
  // The mark is in one stack, the value in the other.
  return [
    input([leaks(secret), rule, { ...leaks(secret), actions: [secret] }], more, `stack ${secret}`),
    { ...input([holder(secret)]), constructs: { 'random_password.a': secret }, dependencies: [`stack ${secret}`] },
  ];
}

function rendered(inputs: readonly PlanInput[]): string[] {
  const preview = readPreview(inputs);
  const verdict = verdictOf(preview, ['data-loss', 'broadening']);
  return Object.values(FORMATS).map(({ render }) => render(preview, verdict));
}

/** What a preview says itself: a secret that is part of one of its own words is no secret there. */
const OWN_WORDS = rendered(everywhere('0Q7#zz_8~')).join('\n');

describe('what nobody may see', () => {
  it('is in no byte of any preview, wherever else it stands', () => {
    fc.assert(
      fc.property(secret, (value) => {
        fc.pre(!OWN_WORDS.includes(value));
        const inJson = JSON.stringify(value).slice(1, -1);
        for (const text of rendered(everywhere(value)))
          for (const spelling of [value, inJson]) expect(text).not.toContain(spelling);
      }),
      { numRuns: 300 },
    );
  });

  it('is in no refusal either', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom('actions', 'address', 'mode'), (value, field) => {
        const document = plan([holder(value), leaks(value)]) as { resource_changes: Record<string, unknown>[] };
        const broken = document.resource_changes[1] as { change: Record<string, unknown> };
        if (field === 'actions') broken.change.actions = value;
        else Object.assign(broken, { [field]: [value] });
        try {
          readPreview([{ stack: value, document }]);
          throw new Error('it was not refused');
        } catch (error) {
          expect(error).toBeInstanceOf(SpecError);
          expect((error as Error).message).not.toContain(value);
        }
      }),
    );
  });

  it.each<[string, Made, string]>([
    [
      'a short one where it stands',
      { address: 'a.b', after: { pin: '123', port: '123' }, hidden: { pin: true } },
      'pin: (sensitive)|port: 123',
    ],
    [
      'all below a mark',
      { address: 'a.b', after: { auth: { user: 'u', pass: ['p'] } }, hidden: { auth: true } },
      'auth: (sensitive)',
    ],
    [
      'a plain word where it stands alone',
      { address: 'a.b', after: { mode: 'enabled', x: 'enabled' }, hidden: { mode: true } },
      'mode: (sensitive)|x: enabled',
    ],
    [
      'a variable of a container whose name holds secrets',
      {
        address: 'a.b',
        after: {
          container_definitions:
            '[{"name":"c","environment":[{"name":"DB_PASSWORD","value":"s3cr3t-pw"},{"name":"LEVEL","value":"info"}]}]',
          note: 'is s3cr3t-pw',
        },
      },
      'container_definitions[c].environment[DB_PASSWORD].name: DB_PASSWORD|container_definitions[c].environment[DB_PASSWORD].value: (sensitive)|container_definitions[c].environment[LEVEL].name: LEVEL|container_definitions[c].environment[LEVEL].value: info|container_definitions[c].name: c|note: is (sensitive)',
    ],
    [
      'the script of a host',
      { address: 'a.b', after: { user_data: 'IyEvYmluL3No' } },
      'user_data: (a script of 12 characters, e1c0be2a)',
    ],
    ['what looks random', { address: 'a.b', after: { blob: 'aB3dE5gH7jK9mN1pQ3sT5vW7' } }, 'blob: (sensitive)'],
    [
      'nothing that makes sure that a thing is done once',
      { address: 'a.b', after: { creation_token: 'dev-ads-models' } },
      'creation_token: dev-ads-models',
    ],
  ])('hides %s', (_, made, says) => {
    const lines = readPreview([input([made])]).stacks[0]?.changes[0]?.attributes.map(
      ({ path, after }) => `${path}: ${after}`,
    );
    expect(lines?.sort()).toEqual(says.split('|').sort());
  });

  it('still tells that it changes', () => {
    const changed = readPreview([
      input([
        {
          address: 'a.b',
          before: { key: 'one-secret', url: 'x/one-secret' },
          after: { key: 'two-secret', url: 'x/two-secret' },
          hidden: { key: true },
        },
      ]),
    ]);
    expect(changed.stacks[0]?.changes[0]?.attributes).toEqual([
      { path: 'key', before: '(sensitive)', after: '(sensitive, another value)' },
      { path: 'url', before: 'x/(sensitive)', after: 'x/(sensitive) (sensitive, another value)' },
    ]);
  });

  it('does not hide a contract between stacks, whatever its marks say', () => {
    const read = {
      address: 'data.terraform_remote_state.a',
      mode: 'data',
      type: 'terraform_remote_state',
      actions: ['read'],
      after: { outputs: { vpc: 'vpc-0123456' } },
      hidden: { outputs: true },
    };
    const more = {
      output_changes: { contract: { actions: ['create'], before: null, after: 'vpc-0123456', after_sensitive: true } },
    };
    const { stacks } = readPreview([input([read, { address: 'a.b', after: { vpc: 'vpc-0123456' } }], more)]);
    expect(stacks[0]?.changes[1]?.attributes).toEqual([{ path: 'vpc', after: 'vpc-0123456' }]);
    expect(stacks[0]?.outputs[0]?.attributes).toEqual([{ path: '', after: '(sensitive)' }]);
  });
});
