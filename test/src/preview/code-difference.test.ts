import fc from 'fast-check';
import { SpecError } from '../../../src/errors';
import { checkForeignCode } from '../../../src/preview/code/check-foreign-code';
import { codeDifference } from '../../../src/preview/code/code-difference';
import { encodedJson } from '../../../src/preview/code/encoded-json';
import type { Preview } from '../../../src/preview/model';
import { readPreview } from '../../../src/preview/read-preview';
import { FORMATS } from '../../../src/preview/render/formats';
import { verdictOf } from '../../../src/preview/verdict';
import type { SystemInput } from '../../../src/spec/system';
import { buildApp } from '../../../stacks/app';
import { environments } from '../../../stacks/environments';
import { ads } from '../../../stacks/systems/ads';
import { recommendations } from '../../../stacks/systems/recommendations';
import { hclValue } from '../../support/builders/hcl-value';
import { synthesized } from '../../support/builders/synth-app';
import { recorded } from './support/recorded';

type Json = Record<string, unknown>;

function compared(base: unknown, head: unknown): Preview {
  return readPreview([codeDifference({ stack: 'a', base, head })], { isCode: true });
}

/** `action address` of everything that changes. */
function told(base: unknown, head: unknown): string[] {
  return compared(base, head).stacks.flatMap(({ changes }) =>
    changes.map(({ action, address }) => `${action} ${address}`),
  );
}

const stack = (resource: Json, more: Json = {}) => ({
  resource,
  provider: { aws: [{ region: 'us-east-1', default_tags: [{ tags: { owner: 'us' } }] }] },
  ...more,
});
const group = (description: string) => ({
  a: { '//': { metadata: { path: 'x/y' } }, description, name: 'n', vpc_id: 'vpc-1', tags: { Name: 'n' } },
});

describe('the difference of code', () => {
  it('finds what the real provider planned for the same change of the example app', () => {
    const predictor = ads.services?.['ctr-predictor'] as NonNullable<SystemInput['services']>[string];
    const changed: SystemInput = {
      ...ads,
      services: {
        ...ads.services,
        'ctr-predictor': {
          ...predictor,
          memoryMiB: 8192,
          allow: [...(predictor.allow ?? []), 'forecaster'],
          environment: { MODEL: '/data/models/ctr-2026-12' },
          access: [{ kind: 'bucket', bucket: 'example-ml-features', prefix: 'ctr/', actions: ['read'] }],
        },
      },
    };
    const synth = (system: SystemInput) =>
      synthesized((outdir) => buildApp(environments.dev, { systems: [system, recommendations], app: { outdir } }));
    const [before, after] = [synth(ads), synth(changed)];
    const json = (stacks: typeof before, name: string) => stacks[name]?.json;
    expect(told(json(before, 'dev-foundation'), json(after, 'dev-foundation'))).toEqual([]);
    const { plan } = recorded('example') as unknown as {
      plan: { resource_changes: { address: string; change: { actions: string[] } }[] };
    };
    const planned = plan.resource_changes
      .filter(({ change }) => change.actions[0] !== 'no-op')
      .map(({ address, change }) => `${change.actions.length > 1 ? 'replace' : change.actions[0]} ${address}`);
    expect(told(json(before, 'dev-ads'), json(after, 'dev-ads')).sort()).toEqual(planned.sort());
    const { permissions, network } = compared(json(before, 'dev-ads'), json(after, 'dev-ads'))
      .stacks[0] as Preview['stacks'][number];
    expect([...permissions, ...network].filter(({ isBroadening }) => isBroadening)).toHaveLength(5);
    expect(permissions.every(({ undecided }) => undecided === undefined)).toBe(true);
  });

  it('follows a replacement to what reads the id of what is made anew, and no further', () => {
    const fileSystem = { security_group_ids: [`\${aws_security_group.a.id}`], subnet_ids: ['s'] };
    const code = (description: string, lifecycle: Json = {}) =>
      stack({
        aws_security_group: group(description),
        aws_fsx_lustre_file_system: { f: { ...fileSystem, lifecycle } },
        aws_lb: { l: { security_groups: [`\${aws_security_group.a.id}`], name: `\${aws_security_group.a.name}` } },
      });
    expect(told(code('old'), code('new'))).toEqual([
      'replace aws_security_group.a',
      'replace aws_fsx_lustre_file_system.f',
      'update aws_lb.l',
    ]);
    const [shown] = compared(code('old'), code('new')).stacks;
    expect(shown?.changes[1]?.causes[0]?.map(({ address, attribute }) => `${address} ${attribute}`)).toEqual([
      'aws_fsx_lustre_file_system.f security_group_ids',
      'aws_security_group.a description',
    ]);
    expect(shown?.changes[1]?.risks[0]?.risk).toBe('data-loss');
    const ignoring = { ignore_changes: ['security_group_ids'] };
    expect(told(code('old', ignoring), code('new', ignoring))).not.toContain('replace aws_fsx_lustre_file_system.f');
  });

  it.each<[string, Json, Json, string[]]>([
    ['what comes', {}, { aws_lb: { a: {} } }, ['create aws_lb.a']],
    ['what goes', { aws_lb: { a: {} } }, {}, ['delete aws_lb.a']],
    ['what stays', { aws_lb: { a: { x: [1, { b: 2, a: 1 }] } } }, { aws_lb: { a: { x: [1, { a: 1, b: 2 }] } } }, []],
    [
      'where it comes from',
      { aws_security_group: group('d') },
      { aws_security_group: { a: { ...group('d').a, '//': 1 } } },
      [],
    ],
    ['what is changed in place', { aws_lb: { a: { x: 1 } } }, { aws_lb: { a: { x: 2 } } }, ['update aws_lb.a']],
    ['what is replaced', { aws_lb: { a: { name: 'x' } } }, { aws_lb: { a: { name: 'y' } } }, ['replace aws_lb.a']],
    ['nobody’s type', { x_y: { a: 1 } }, { x_y: { a: 2 } }, []],
  ])('tells %s', (_, base, head, expected) => {
    expect(told(stack(base), stack(head))).toEqual(expected);
  });

  it('tells what is moved, let go and imported', () => {
    const volume = { aws_ebs_volume: { a: { size: 1 } } };
    const renamed = stack(
      { aws_ebs_volume: { b: { size: 1 } } },
      { moved: [{ from: 'aws_ebs_volume.a', to: `\${aws_ebs_volume.b}` }] },
    );
    expect(told(stack(volume), renamed)).toEqual(['move aws_ebs_volume.b']);
    const removed = [{ from: 'aws_ebs_volume.a', lifecycle: { destroy: false } }];
    expect(told(stack(volume), stack({}, { removed }))).toEqual(['forget aws_ebs_volume.a']);
    const imports = { import: [{ to: 'aws_ebs_volume.a', id: 'vol-1' }] };
    expect(told(stack({}), stack(volume, imports))).toEqual(['import aws_ebs_volume.a']);
  });

  it('tells stacks that come and go, outputs, and whatever else is another', () => {
    const volume = stack(
      { aws_ebs_volume: { a: { tags: { 'stowage:protect': 'true' } } } },
      { output: { o: { value: 1 } } },
    );
    expect(told(undefined, volume)).toEqual(['create aws_ebs_volume.a']);
    expect(told(volume, undefined)).toEqual(['forget aws_ebs_volume.a']);
    const [gone] = compared(volume, undefined).stacks;
    expect([gone?.notes, gone?.outputs.map(({ action }) => action)]).toEqual([
      ['the stack is no longer in the app: nobody destroys what it made'],
      ['delete'],
    ]);
    const data = (path: string) => ({
      aws_ami: { i: { owners: [path] } },
      terraform_remote_state: { r: { config: { path } } },
    });
    const terraform = (path: string) => ({
      backend: { local: { path } },
      required_providers: { aws: { version: path } },
    });
    const code = (path: string) => stack({}, { data: data(path), terraform: terraform(path), '//': path });
    expect(compared(code('/a/s.tfstate'), code('/b/s.tfstate')).stacks[0]?.notes).toEqual([
      'data.aws_ami.i is another',
      'terraform.required_providers is another',
    ]);
    expect(compared(stack({}), stack({}, { variable: { v: {} } })).stacks[0]?.notes).toEqual(['variable.v is new']);
  });

  it('finds the end of what is protected, by its own tag or that of the provider', () => {
    const tagged = stack(
      { aws_ebs_volume: { a: { tags: { Name: 'a' } } } },
      {
        provider: { aws: [{ default_tags: [{ tags: { 'stowage:protect': 'true' } }] }] },
      },
    );
    const [shown] = compared(tagged, stack({})).stacks;
    expect(shown?.findings.map(({ code }) => code)).toEqual(['DestroysProtected']);
  });

  it('is labelled as what it is, in every form', () => {
    const preview = compared(stack({}), stack({ aws_lb: { a: {} } }));
    for (const { render } of Object.values(FORMATS))
      expect(render(preview, verdictOf(preview))).toMatch(/Code difference|"isCode": true|"of": "code"/);
    expect(FORMATS.markdown?.render(preview, verdictOf(preview))).toContain('This is a difference of code, not a plan');
    const quiet = compared(stack({}), stack({}));
    expect(FORMATS.markdown?.render(quiet, verdictOf(quiet))).toBe(
      '## Code difference: no changes\n\n1 stack as before.\n',
    );
  });

  it('repeats no secret that is written in code', () => {
    const code = (value: string) => stack({ aws_db_instance: { d: { password: value, note: `is ${value}` } } });
    const preview = compared(code('hunter2-hunter2'), code('hunter3-hunter3'));
    for (const { render } of Object.values(FORMATS))
      expect(render(preview, verdictOf(preview))).not.toMatch(/hunter\d/);
  });
});

describe('code that is no code', () => {
  it('is compared all the same, or refused', () => {
    const block = fc.constantFrom(
      'resource',
      'data',
      'output',
      'moved',
      'removed',
      'import',
      'provider',
      'variable',
      'terraform',
      '//',
    );
    const name = fc.constantFrom(
      'aws_lb',
      'aws_ebs_volume',
      'a',
      '__proto__',
      'from',
      'to',
      'tags',
      'lifecycle',
      'policy',
      'ignore_changes',
    );
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(null, 1, 'x', `\${aws_lb.a.id}`, 'aws_lb.a', '{"a":1}', true),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(name, tie('any'), { maxKeys: 4 }),
      ),
    }));
    const code = fc.oneof(fc.dictionary(block, any, { maxKeys: 5 }), any);
    fc.assert(
      fc.property(code, code, (base, head) => {
        checkForeignCode(head, ['hashicorp/aws']);
        try {
          const preview = compared(base, head);
          for (const { render } of Object.values(FORMATS)) expect(render(preview, verdictOf(preview))).not.toBe('');
        } catch (error) {
          if (!(error instanceof SpecError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a document in code', () => {
  it.each<[string, unknown]>([
    [`\${jsonencode({"a" = [1, "x", true, null], "b-c" = {}})}`, { a: [1, 'x', true, null], 'b-c': {} }],
    [
      `\${jsonencode({"a" = "\${aws_x.y.arn}:*", "b" = aws_x.y["k,}"].id})}`,
      { a: `\${aws_x.y.arn}:*`, b: `\${aws_x.y["k,}"].id}` },
    ],
    [`\${jsonencode({"a" = "$\${no} \\"q\\" \\n %%{x}"})}`, { a: `\${no} "q" \n %{x}` }],
    [`\${jsonencode(f(1, 2))}`, `\${f(1, 2)}`],
    [`\${jsonencode({"a" = )}`, undefined],
    [`\${jsonencode({"a" = "b)}`, undefined],
    [`\${jsonencode([1, 2)}`, undefined],
    [`\${aws_x.y.arn}`, undefined],
  ])('is read: %s', (text, expected) => {
    expect(encodedJson(text)).toEqual(expected);
  });

  it('is not read where it is endlessly deep', () => {
    expect(encodedJson(`\${jsonencode(${'['.repeat(5000)}${']'.repeat(5000)})}`)).toBe(undefined);
  });

  it('is not read where expressions in it are endlessly deep', () => {
    expect(encodedJson(`\${jsonencode("${'${"'.repeat(20_000)}${'"}'.repeat(20_000)}")}`)).toBe(undefined);
  });

  it('is what Terraform reads', () => {
    // An oracle of its own: the reader that the tests of all documents use.
    const text = fc.string().map((s) => s.replace(/[$%]\{/g, ''));
    const hcl = (value: unknown): string => {
      if (Array.isArray(value)) return `[${value.map(hcl).join(', ')}]`;
      if (typeof value !== 'object' || value === null) return JSON.stringify(value);
      return `{${Object.entries(value)
        .map(([key, inner]) => `${JSON.stringify(key)} = ${hcl(inner)}`)
        .join(', ')}}`;
    };
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.integer(),
        fc.boolean(),
        text.filter((s) => !/["\\\p{Cc}]/u.test(s)),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b-c', 'd e'), tie('any'), { maxKeys: 3 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (document) => {
        const written = hcl(document);
        expect(encodedJson(`\${jsonencode(${written})}`)).toEqual(hclValue(written));
      }),
      { numRuns: 100 },
    );
  });
});
