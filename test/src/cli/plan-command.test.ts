import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planCommand } from '../../../src/cli/plan/plan-command';
import { planJson, planned } from '../preview/planned';

const route = { main: 'blue', alternate: 'green', rule: 'production' };
const fine = planned({ before: [route], after: [route] });
const wrong = planned({ before: [route], after: [route], found: [{ ...route, main: 'green', alternate: 'blue' }] });

let dir: string;
let said: string[];
const stowage = (...args: string[]) => planCommand(args, (line) => void said.push(line));
const file = (name: string, text: string) => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-plan-'));
  said = [];
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('stowage plan check', () => {
  it('exits with 0 where nothing is found', () => {
    expect(stowage('check', file('a', JSON.stringify(fine)))).toBe(0);
    expect(said).toEqual(['nothing found']);
  });

  it('exits with 3 where any of its plans must not be applied, and says which and why', () => {
    const [a, b] = [file('a', JSON.stringify(fine)), file('b', JSON.stringify(wrong))];
    expect(stowage('check', a, b)).toBe(3);
    expect(said).toEqual([
      expect.stringMatching(
        /\/b: aws_ecs_service\.bidder_Service\.load_balancer would .* \[UnexplainedLoadBalancer\]$/,
      ),
    ]);
  });

  it('exits with 3 where anything protected would be destroyed, beside what else there is', () => {
    const before = { tags: { 'stowage:protect': 'true', Name: 'prod-ads-models' } };
    const change = { actions: ['delete'], before, after: null };
    const gone = { address: 'aws_efs_file_system.models', mode: 'managed', type: 'aws_efs_file_system', change };
    const both = planJson([...wrong.resource_changes, gone]);
    expect(stowage('check', file('gone', JSON.stringify(both)))).toBe(3);
    expect(said).toEqual([
      expect.stringMatching(/\/gone: aws_efs_file_system\.models is 'prod-ads-models'.* \[DestroysProtected\]$/),
      expect.stringMatching(/\[UnexplainedLoadBalancer\]$/),
    ]);
  });

  it('says what it does', () => {
    for (const args of [[], ['help'], ['--help'], ['check', '--help']]) expect(stowage(...args)).toBe(0);
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toMatch(/^stowage plan check <file>\.\.\./);
    expect(said[0]).toMatch(/stowage:protect=true, destroyed or replaced/);
  });

  it.each<[string, (dir: string) => string[], RegExp]>([
    ['another command', () => ['apply'], /no command 'plan apply'/],
    ['no file', () => ['check'], /give the file of a plan/],
    ['an option that it does not have', () => ['check', '--fast'], /--fast/],
    ['a file that is not there', (at) => ['check', `${at}/none`], /none cannot be read as JSON: ENOENT/],
    ['half a plan', () => ['check', file('half', '{"format_version":"1.2","resource_')], /half cannot be read as JSON/],
    ['the plan file itself', () => ['check', file('plan', 'PK\u0003\u0004')], /plan cannot be read as JSON/],
    [
      'a state',
      () => ['check', file('state', '{"version":4,"lineage":"x"}')],
      /Plan '.*state' has 1 problem:\n {2}- is a state/,
    ],
  ])('refuses %s', (_, args, says) => {
    expect(() => stowage(...args(dir))).toThrow(says);
  });

  it('as the program it is: reads standard input, and its exit codes tell a bad plan from one that cannot be read', () => {
    const main = ['--import', 'tsx', join(__dirname, '../../../src/cli/main.ts')];
    const run = (input: string) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...main, 'plan', 'check', '-'], {
        input,
        encoding: 'utf8',
      });
      return [status, stdout.split('\n')[0], stderr.split('\n')[0]];
    };
    expect(run(JSON.stringify(wrong))).toEqual([3, expect.stringMatching(/^-: aws_ecs_service/), '']);
    expect(run('{}')).toEqual([2, '', "Plan '-' has 1 problem:"]);
    expect(execFileSync(process.execPath, [...main, '--help'], { encoding: 'utf8' })).toMatch(/stowage plan check/);
  }, 60_000);
});
