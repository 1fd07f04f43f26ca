import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { securityCommand } from '../../../src/cli/security/security-command';
import { RULES } from '../../../src/security/rules';
import { refusalOf } from '../../support/builders/refusal-of';

const TODAY = '2026-11-23';
let dir: string;
let said: string[];
const stowage = (...args: string[]) => securityCommand(args, (text) => void said.push(text), TODAY);
const write = (name: string, document: unknown) => {
  const path = join(dir, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, JSON.stringify(document));
  return path;
};
const volume = (encrypted: boolean, path = 'a/Volume') => ({
  resource: {
    aws_ebs_volume: { one: { encrypted, '//': { metadata: { path } } } },
    aws_backup_selection: { one: { resources: [`\${aws_ebs_volume.one.arn}`] } },
  },
});
/** An app with one stack, as it is synthesized. */
const output = (document: unknown) => {
  write('out/manifest.json', { stacks: { a: { synthesizedStackPath: 'stacks/a/cdk.tf.json', dependencies: [] } } });
  write('out/stacks/a/cdk.tf.json', document);
  return join(dir, 'out');
};
const plan = (after: object) => ({
  format_version: '1.2',
  planned_values: {},
  resource_changes: [
    {
      address: 'aws_ebs_volume.one',
      mode: 'managed',
      type: 'aws_ebs_volume',
      change: { actions: ['create'], before: null, after, after_unknown: {} },
    },
  ],
});
const entry = {
  rule: 'MLP-DATA-1',
  resource: 'a/Volume',
  finding: 'encrypted',
  reason: 'only public data is on it',
  expires: '2026-12-31',
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-security-'));
  said = [];
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('stowage security', () => {
  it('ends with 0 where what was synthesized is good', () => {
    expect(stowage(output(volume(true)))).toBe(0);
    expect(said.join('')).toContain('0 found (0 refused)');
  });

  it('ends with 3 where something is refused, and says what, why and how to mend it', () => {
    expect(stowage(output(volume(false)))).toBe(3);
    expect(said.join('')).toContain("high     MLP-DATA-1  a/Volume: is not encrypted ['encrypted']");
    expect(said.join('')).toContain('set encrypted to true');
  });

  it('takes acknowledgements from a file, and refuses one that is over or that nothing needs', () => {
    const file = write('acknowledged.json', [entry]);
    expect(stowage(output(volume(false)), '--acknowledged', file)).toBe(0);
    expect(said.join('')).toContain('because: only public data is on it (until 2026-12-31)');
    expect(stowage(output(volume(true)), '--acknowledged', file)).toBe(3);
    expect(said.join('')).toContain('[UnusedAcknowledgement]');
    const over = write('over.json', [{ ...entry, expires: '2026-11-22' }]);
    expect(stowage(output(volume(false)), '--acknowledged', over)).toBe(3);
    expect(said.join('')).toContain('[ExpiredAcknowledgement]');
  });

  it('judges plans, with the code that they were made from where that is given', () => {
    const file = write('a.json', plan({ encrypted: false }));
    expect(stowage(file, '--refuse', 'high')).toBe(3);
    expect(said.join('')).toContain('a aws_ebs_volume.one: is not encrypted');
    expect(stowage(`a=${file}`, '--code', output(volume(false)), '--refuse', 'high')).toBe(3);
    expect(said.join('')).toContain('a/Volume: is not encrypted');
  });

  it('refuses from the severity on that is asked for', () => {
    expect(stowage(output(volume(false)), '--refuse', 'critical')).toBe(0);
    expect(said.join('')).toContain('1 found (0 refused)');
  });

  it('refuses what cannot be judged yet only where it is asked to', () => {
    const late = output({
      resource: { aws_cloudwatch_log_group: { one: { retention_in_days: 30, kms_key_id: `\${var.key}` } } },
    });
    expect(stowage(late)).toBe(0);
    expect(said.join('')).toContain('1 cannot be judged yet');
    expect(stowage(late, '--strict')).toBe(3);
  });

  it('tells types that nobody has looked at, and does not count them as good', () => {
    expect(stowage(output({ resource: { aws_redshift_cluster: { one: { encrypted: false } } } }))).toBe(0);
    expect(said.join('')).toContain('aws_redshift_cluster (1)');
    expect(said.join('')).toContain('0 of 1 resources examined, 1 of types that nobody has looked at');
  });

  it('says it as JSON and as SARIF, where what has a reason is suppressed by it', () => {
    const file = write('acknowledged.json', [entry]);
    expect(stowage(output(volume(false)), '--acknowledged', file, '--format', 'json')).toBe(0);
    expect(JSON.parse(said[0] as string)).toMatchObject({
      schema: 'stowage.security/1',
      refused: [],
      accepted: [entry && { rule: 'MLP-DATA-1' }],
    });
    expect(stowage(output(volume(false)), '--acknowledged', file, '--format', 'sarif')).toBe(0);
    const [run] = JSON.parse(said[1] as string).runs;
    expect(run.tool.driver.rules).toHaveLength(RULES.length);
    expect(run.results).toEqual([
      expect.objectContaining({
        ruleId: 'MLP-DATA-1',
        level: 'error',
        suppressions: [{ kind: 'external', justification: 'only public data is on it' }],
      }),
    ]);
    expect(run.tool.driver.rules[run.results[0].ruleIndex].id).toBe('MLP-DATA-1');
  });

  it('tells its rules with what others call them', () => {
    expect(stowage('--rules')).toBe(0);
    expect(said[0]?.match(/^\| MLP-/gm)).toHaveLength(RULES.length);
    expect(said[0]).toMatch(
      /^\| MLP-DATA-1 \| high \| Volumes are encrypted \| CKV_AWS_3 \| AWS-0026 \| AwsSolutions-EC26 \| EC2\.3 \|$/m,
    );
    expect(stowage('--rules', '--format', 'json')).toBe(0);
    expect(JSON.parse(said[1] as string).rules).toHaveLength(RULES.length);
  });

  it('refuses what is no plan and no output, and a command line that says nothing', () => {
    expect(refusalOf(() => stowage(write('a.json', {}))).lines.join()).toContain('[NotAPlan]');
    expect(refusalOf(() => stowage(dir)).lines.join()).toContain('[NoManifest]');
    expect(() => stowage('--format', 'html')).toThrow('use one of text, json, sarif');
    expect(() => stowage('--refuse', 'all')).toThrow('use one of critical, high, medium, low');
    expect(() => stowage(output(volume(true)), '--code', dir)).toThrow('--code is for plans');
    expect(() => stowage('--nonsense')).toThrow('--nonsense');
  });

  it('says what it does', () => {
    for (const args of [['help'], ['--help']]) expect(stowage(...args)).toBe(0);
    expect(new Set(said).size).toBe(1);
  });
});
