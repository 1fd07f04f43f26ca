import { SpecError } from '../../../src/errors';
import { attributeChanges } from '../../../src/preview/attribute-changes';
import { readPreview } from '../../../src/preview/read-preview';
import { renderJson } from '../../../src/preview/render/json';
import { renderMarkdown } from '../../../src/preview/render/markdown';
import { renderTerminal } from '../../../src/preview/render/terminal';
import { inOrder } from '../../../src/preview/stack-order';
import { verdictOf } from '../../../src/preview/verdict';
import { change, input, type Made, plan } from './support/made-plan';
import { recordedInput } from './support/recorded';

const lb = { id: 'a' };

function codes(...inputs: Parameters<typeof readPreview>[0]): string[] {
  try {
    readPreview(inputs);
  } catch (error) {
    if (error instanceof SpecError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

describe('a preview', () => {
  it.each<[string, Made, object]>([
    ['create', { address: 'aws_lb.a', after: lb }, { action: 'create' }],
    ['update', { address: 'aws_lb.a', before: lb, after: { id: 'b' } }, { action: 'update' }],
    [
      'delete',
      { address: 'aws_lb.a', before: lb, action_reason: 'delete_because_each_key' },
      { action: 'delete', reason: 'its key is no longer in for_each' },
    ],
    ['replace', { address: 'aws_lb.a', actions: ['delete', 'create'], before: lb, after: lb }, { action: 'replace' }],
    [
      'replace after',
      { address: 'aws_lb.a', actions: ['create', 'delete'], before: lb, after: lb },
      { action: 'replace', isCreatedFirst: true },
    ],
    ['forget', { address: 'aws_lb.a', actions: ['forget'], before: lb }, { action: 'forget' }],
    [
      'create and forget',
      { address: 'aws_lb.a', actions: ['create', 'forget'], before: lb, after: lb },
      { action: 'replace', actions: ['create', 'forget'] },
    ],
    [
      'move',
      { address: 'aws_lb.b', actions: ['no-op'], previous_address: 'aws_lb.a', before: lb, after: lb },
      { action: 'move', previousAddress: 'aws_lb.a' },
    ],
    [
      'move and change',
      { address: 'aws_lb.b', previous_address: 'aws_lb.a', before: lb, after: {} },
      { action: 'update', previousAddress: 'aws_lb.a' },
    ],
    [
      'import',
      { address: 'aws_lb.a', actions: ['no-op'], before: lb, after: lb, importing: { id: 'arn' } },
      { action: 'import', importId: 'arn' },
    ],
    [
      'import of what is not known',
      { address: 'aws_lb.a', actions: ['no-op'], before: lb, after: lb, importing: { unknown: true } },
      { action: 'import', importId: 'not known yet' },
    ],
    [
      'read',
      { address: 'data.aws_lb.a', mode: 'data', type: 'aws_lb', actions: ['read'], after: lb },
      { action: 'read' },
    ],
    ['deposed', { address: 'aws_lb.a', deposed: 'abcd', before: lb }, { action: 'delete', deposed: 'abcd' }],
    [
      'rename',
      { address: 'aws_lb.a', actions: ['rename'], before: lb, after: lb },
      { action: 'unrecognised', actions: ['rename'] },
    ],
    [
      'a reason that nobody knows',
      { address: 'aws_lb.a', before: lb, action_reason: 'delete_because_moon' },
      { reason: 'delete_because_moon' },
    ],
  ])('shows %s', (_, made, expected) => {
    const { stacks } = readPreview([input([made])]);
    expect(stacks[0]?.changes).toEqual([expect.objectContaining(expected)]);
    // What is read alone is no news.
    const preview = readPreview([input([made, { address: 'aws_eip.z', after: lb }])]);
    for (const render of [renderMarkdown, renderTerminal, renderJson])
      expect(render(preview, verdictOf(preview))).toContain(made.address);
  });

  it('leaves out what is not changed, and counts it', () => {
    const { stacks } = readPreview([
      input([
        { address: 'aws_lb.a', actions: ['no-op'], before: lb, after: lb },
        { address: 'aws_lb.b', after: lb },
      ]),
    ]);
    expect(stacks[0]).toMatchObject({ unchanged: 1, changes: [{ address: 'aws_lb.b' }] });
  });

  it('shows what else a plan says: outputs, checks, what waits, what it does not know', () => {
    const { stacks } = readPreview([
      input([], {
        output_changes: {
          a: { actions: ['update'], before: 1, after: 2 },
          b: { actions: ['no-op'], before: 1, after: 1 },
        },
        checks: [
          {
            address: { to_display: 'check.room' },
            status: 'fail',
            instances: [{ problems: [{ message: 'too small' }] }],
          },
          { address: { to_display: 'check.fine' }, status: 'pass' },
          { address: { to_display: 'check.later' }, status: 'unknown' },
          { address: { to_display: 'check.broken' }, status: 'error' },
        ],
        deferred_changes: [
          { reason: 'instance_count_unknown', resource_change: change({ address: 'aws_lb.c', after: lb }) },
        ],
        action_invocations: [{ address: 'action.x' }],
        deferred_action_invocations: [],
        errored: true,
      }),
    ]);
    expect(stacks[0]).toMatchObject({
      outputs: [{ name: 'a', action: 'update', attributes: [{ path: '', before: '1', after: '2' }] }],
      checks: [
        { address: 'check.room', status: 'fail', messages: ['too small'] },
        { address: 'check.broken', status: 'error', messages: [] },
      ],
      deferred: [{ address: 'aws_lb.c', reason: 'instance_count_unknown' }],
      unrecognised: ['field action_invocations'],
      isErrored: true,
    });
  });

  it('shows of what others changed only what the plan reacts to, and what became of what remembers', () => {
    const made = (name: string): Made => ({ address: `aws_lb.${name}`, before: { note: 'a' }, after: { note: 'b' } });
    const drift = [
      made('noise'),
      made('changed'),
      { ...made('read'), before: { note: 'a', arn: '1' }, after: { note: 'a', arn: '2' } },
      { address: 'aws_lb.gone', before: lb },
      {
        address: 'aws_efs_file_system.a',
        before: { throughput_mode: 'bursting' },
        after: { throughput_mode: 'elastic' },
      },
      { address: 'aws_efs_file_system.b', before: { size_in_bytes: 1 }, after: { size_in_bytes: 2 } },
    ];
    const { stacks } = readPreview([
      input([made('changed')], {
        resource_drift: drift.map(change),
        relevant_attributes: [{ resource: 'aws_lb.read', attribute: ['arn'] }],
      }),
    ]);
    expect(stacks[0]?.drift.relevant.map(({ address }) => address)).toEqual([
      'aws_lb.changed',
      'aws_lb.read',
      'aws_lb.gone',
      'aws_efs_file_system.a',
    ]);
    expect(stacks[0]?.drift.others).toBe(2);
  });

  it('has its stacks in the order in which they are applied', () => {
    const named = (stack: string, ...dependencies: string[]) => ({ ...input([], {}, stack), dependencies });
    const names = readPreview([
      named('app', 'data', 'net'),
      named('data', 'net'),
      named('net', 'elsewhere'),
      named('other'),
    ]).stacks.map(({ stack }) => stack);
    expect(names).toEqual(['net', 'data', 'app', 'other']);
    expect(
      inOrder(
        [{ stack: 'a' }, { stack: 'b' }],
        new Map([
          ['a', ['b']],
          ['b', ['a']],
        ]),
      ).map(({ stack }) => stack),
    ).toEqual(['b', 'a']);
  });

  it.each<[string, Parameters<typeof readPreview>[0], string[]]>([
    ['no plan', [], ['NoPlans']],
    ['a state', [{ stack: 'a', document: { version: 4, lineage: 'x' } }], ['NotAPlan']],
    ['a later format', [{ stack: 'a', document: plan([], { format_version: '2.0' }) }], ['PlanFormat']],
    ['null', [{ stack: 'a', document: null }], ['NotAPlan']],
    ['text', [{ stack: 'a', document: 'plan' }], ['NotAPlan']],
    [
      'a document without end',
      [{ stack: 'a', document: JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) }],
      ['PlanTooDeep'],
    ],
  ])('is not made of %s', (_, inputs, expected) => {
    expect(codes(...inputs)).toEqual(expected);
  });
});

describe('the verdict', () => {
  it('is quiet where nothing changes, whatever AWS wrote itself', () => {
    expect(verdictOf(readPreview([recordedInput('no-change')]))).toMatchObject({
      isQuiet: true,
      blocked: [],
      worst: undefined,
    });
  });

  it('blocks what is not wanted, and what is protected in any case', () => {
    const gone = (tags?: object) =>
      readPreview([input([{ address: 'aws_ebs_volume.a', before: { ...(tags && { tags }) } }])]);
    expect(verdictOf(gone()).blocked).toEqual([]);
    expect(verdictOf(gone(), ['outage', 'broadening']).blocked).toEqual([]);
    expect(verdictOf(gone(), ['data-loss']).blocked).toEqual(['data-loss is not allowed here']);
    expect(verdictOf(gone({ 'stowage:protect': 'true' })).blocked).toEqual([
      expect.stringMatching(/^aws_ebs_volume\.a is something, which is protected/),
    ]);
    const rule = {
      address: 'aws_vpc_security_group_ingress_rule.a',
      after: { ip_protocol: '-1', referenced_security_group_id: 'sg-1' },
    };
    expect(verdictOf(readPreview([input([rule])]), ['broadening']).blocked).toEqual(['broadening is not allowed here']);
  });

  it.each(['create', 'drift', 'errored', 'example', 'forget', 'move', 'outputs', 'replace'])(
    'is not quiet of %s',
    (name) => {
      expect(verdictOf(readPreview([recordedInput(name)])).isQuiet).toBe(false);
    },
  );
});

describe('the attributes that change', () => {
  it('are told by the names of what they are in, and by nothing that is not there', () => {
    const list = (...names: string[]) => names.map((name) => ({ name, size: name.length }));
    const sides = {
      before: { a: null, b: [], c: { d: 1 }, list: list('x', 'yy') },
      after: { a: '', b: {}, c: { d: 2 }, list: list('yy', 'zzz') },
      unknown: { id: true },
    };
    expect(attributeChanges(sides)).toEqual([
      { path: 'c.d', before: '1', after: '2' },
      { path: 'list[x].name', before: 'x' },
      { path: 'list[x].size', before: '1' },
      { path: 'list[zzz].name', after: 'zzz' },
      { path: 'list[zzz].size', after: '3' },
      { path: 'id', isUnknown: true },
    ]);
  });
});
