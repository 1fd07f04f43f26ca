import fc from 'fast-check';
import { readPreview } from '../../../src/preview/read-preview';
import { MOST_BYTES, renderMarkdown } from '../../../src/preview/render/markdown';
import { renderTerminal } from '../../../src/preview/render/terminal';
import { verdictOf } from '../../../src/preview/verdict';
import { input, type Made } from './support/made-plan';
import { readMarkdown } from './support/markdown-reader';

/** What people write who want to be read as something else than text. */
const hostile = fc.constantFrom(
  '```',
  '````\n# head',
  '`',
  '``x`',
  '</details>',
  '<script>alert(1)</script>',
  '<!-- x',
  '@octocat',
  '#123',
  'a|b|c',
  '\\|',
  '\\',
  '\u202eevil\u2066',
  '\u05d0\u05d1',
  '\u200b',
  '[a](http://x)',
  '![i](http://x)',
  'https://example.com',
  'owner/repo#1',
  '🔥'.repeat(30),
  '卷'.repeat(120),
  '\ud800',
  '\u0000',
  '\u001b[31m',
  'x'.repeat(3000),
  '\n\n---\n\n',
  '$&',
  '&lt;',
  ' ',
  '__proto__',
  'GH-12',
);
const text = fc
  .array(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 4 })
  .map((parts) => parts.join(''));
const type = fc.constantFrom(
  'aws_ebs_volume',
  'aws_ecs_service',
  'aws_vpc_security_group_ingress_rule',
  'aws_iam_role_policy',
  'x_y',
);
const actions = fc.constantFrom(
  ['create'],
  ['delete'],
  ['update'],
  ['delete', 'create'],
  ['create', 'delete'],
  ['forget'],
  ['read'],
  ['no-op'],
  ['rename'],
);
const value = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null), fc.array(text, { maxLength: 3 })), {
  maxKeys: 6,
});

const made: fc.Arbitrary<Made> = fc
  .record({ name: text, type, actions, before: value, after: value, reason: text, cidr: text, policy: text })
  .map(({ name, type, actions, before, after, reason, cidr, policy }) => ({
    address: `${type}.${name}`,
    type,
    actions,
    action_reason: reason,
    before,
    after: {
      ...after,
      description: cidr,
      cidr_ipv4: cidr,
      ip_protocol: '-1',
      policy: JSON.stringify({ Statement: { Effect: 'Allow', Action: policy, Resource: '*' } }),
    },
    unknown: { id: true },
    replace: [['description']],
  }));

const drawn = fc.record({
  changes: fc.array(made, { minLength: 1, maxLength: 8 }),
  stack: text,
  message: text,
  times: fc.constantFrom(1, 1, 1, 25),
  failures: fc.array(fc.record({ stack: text, message: text.map((said) => `${said}\n`.repeat(15)) }), { maxLength: 7 }),
  isProtected: fc.boolean(),
});

function previewOf({
  changes,
  stack,
  message,
  times,
  failures,
  isProtected,
}: typeof drawn extends fc.Arbitrary<infer T> ? T : never) {
  const many = Array.from({ length: times }, (_, i) =>
    changes.map((one) => ({
      ...one,
      address: `${one.address}[${i}]`,
      ...(isProtected && { before: { ...(one.before as object), tags: { 'stowage:protect': 'true', Name: stack } } }),
    })),
  ).flat();
  const checks = [{ address: { to_display: message }, status: 'fail', instances: [{ problems: [{ message }] }] }];
  const outputs = { [stack]: { actions: ['create'], after: message } };
  return readPreview([input(many, { checks, output_changes: outputs }, stack)], { failures });
}

/** Control characters but line breaks, invisible and direction marks, halves, and a letter that runs from right to left. */
const UNSEEN = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u05d0]/u;

describe('the comment on any plan', () => {
  it('is valid markdown of at most 65,000 bytes, in which nobody else speaks', () => {
    fc.assert(
      fc.property(drawn, (draw) => {
        const preview = previewOf(draw);
        const markdown = renderMarkdown(preview, verdictOf(preview, ['data-loss']));
        expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(MOST_BYTES);
        expect(Buffer.from(markdown).toString()).toBe(markdown);
        const { prose, problems } = readMarkdown(markdown);
        expect(problems).toEqual([]);
        expect(prose).not.toMatch(/@\w|#\d|GH-\d|https?:|\]\(|octocat/);
        expect(markdown).not.toMatch(UNSEEN);
      }),
      { numRuns: 40 },
    );
  });

  it('says on a terminal what is there, and moves nothing on it', () => {
    fc.assert(
      fc.property(drawn, (draw) => {
        const preview = previewOf({ ...draw, times: 1 });
        expect(renderTerminal(preview, verdictOf(preview))).not.toMatch(UNSEEN);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps its head and its risks, however much is left out', () => {
    const volumes = Array.from({ length: 400 }, (_, i) => ({
      address: `aws_ebs_volume.v${i}`,
      before: { note: '🔥'.repeat(200) },
    }));
    const preview = readPreview([input(volumes)]);
    const markdown = renderMarkdown(preview, verdictOf(preview));
    expect(markdown).toMatch(/^## Plan preview: data-loss \(400\)\n\n400 destroyed, in 1 of 1 stack\./);
    expect(markdown.match(/^\| \*\*data-loss\*\* \| block storage is destroyed/gm)).toHaveLength(40);
    expect(markdown).toContain('| **data-loss** | and 360 more |');
    expect(markdown).toMatch(/_This is not all: \d+ rows did not fit into a comment/);
    expect(Buffer.byteLength(markdown)).toBeGreaterThan(50_000);
  });

  const many = (count: number, letters: string) => {
    const of = (path: string) => ({ [path]: letters.repeat(80) });
    const changes = Array.from({ length: count }, (_, i) => ({
      address: `aws_ebs_volume.${letters.repeat(60)}${i}`,
      actions: ['delete', 'create'],
      before: { ...of('a'), ...of(letters), tags: { 'stowage:protect': 'true', Name: letters.repeat(60) } },
      after: { a: 'b', [letters]: 'c' },
      replace: [['a'], [letters]],
    }));
    return input(changes, {}, letters.repeat(60));
  };

  it.each([
    ['a script', '卷'],
    ['a fence', '`'],
    ['a pipe', '|'],
    ['an emoji', '🔥'],
    ['a letter', 'x'],
  ])('has its verdict and its first risks, of any number of long names of %s', (_, letters) => {
    const failures = Array.from({ length: 9 }, (_, i) => ({
      stack: `${i}${letters.repeat(90)}`,
      message: `Error: ${letters.repeat(200)}\n`.repeat(20),
    }));
    const read = readPreview([many(60, letters)]);
    const [stack] = read.stacks as [(typeof read.stacks)[number]];
    const stacks = Array.from({ length: 9 }, (_, i) => ({
      ...stack,
      stack: `${stack.stack}${i}`,
      isErrored: true,
      provisional: Array.from({ length: 9 }, (_, j) => `${j}${stack.stack}`),
    }));
    const preview = { ...read, stacks, failures };
    const markdown = renderMarkdown(preview, verdictOf(preview, ['data-loss']));
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(MOST_BYTES);
    expect(readMarkdown(markdown).problems).toEqual([]);
    expect(markdown).toMatch(/^## Plan preview: a plan failed; data-loss \(540\)/);
    const count = (pattern: RegExp) => markdown.match(pattern)?.length ?? 0;
    const [rows, reasons, failed] = [
      count(/^\| \*\*data-loss\*\* \| block storage, which/gm),
      // The first of them is of what is not allowed.
      count(/^- `+ ?aws_ebs_volume.*$/gm) + 1,
      count(/^\*\*The plan failed\*\* of/gm),
    ];
    expect(Math.min(rows, reasons - 1, failed)).toBeGreaterThan(0);
    expect(markdown).toContain(`| **data-loss** | and ${540 - rows} more |`);
    expect(markdown).toContain(`- and ${541 - reasons} more\n`);
    expect(markdown).toContain(`The plan failed of ${9 - failed} more stacks.`);
  });

  it('is one line where nothing changes', () => {
    const preview = readPreview([input([{ address: 'aws_lb.a', actions: ['no-op'], before: {}, after: {} }])]);
    expect(renderMarkdown(preview, verdictOf(preview))).toBe('## Plan preview: no changes\n\n1 stack as planned.\n');
    expect(renderTerminal(preview, verdictOf(preview))).toBe('Plan preview: no changes in 1 stack\n');
  });
});
