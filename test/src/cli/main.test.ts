import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const MAIN = ['--import', 'tsx', join(__dirname, '../../../src/cli/main.ts')];

function stowage(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...MAIN, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('stowage, as the program that it is', () => {
  it('ends with 2 where what was written is refused, and tells only why', () => {
    const { status, stdout, stderr } = stowage('compose', 'recomendations');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      "Command line has 1 problem:\n  - system is 'recomendations', which is not a system; did you mean 'recommendations'? [UnknownSystem]\n",
    );
  }, 60_000);

  it('ends with 64 for a command line that says nothing', () => {
    const { status, stderr } = stowage('compose', '--nothing');
    expect(status).toBe(64);
    expect(stderr).toMatch(/^Unknown option '--nothing'/);
  }, 60_000);

  it('shows where in the code with --debug', () => {
    const { status, stderr } = stowage('--debug', 'nothing');
    expect(status).toBe(64);
    expect(stderr).toMatch(/^\s+at /m);
  }, 60_000);

  it('prints the schema of each noun', () => {
    expect(JSON.parse(stowage('schema', 'service').stdout)).toMatchObject({ properties: { cpus: { type: 'number' } } });
  }, 60_000);
});
