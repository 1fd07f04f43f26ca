import { explainCommand } from '../../../src/cli/explain/explain-command';

async function explained(...args: string[]): Promise<string> {
  let said = '';
  await explainCommand(args, (text) => {
    said += text;
  });
  return said;
}

describe('stowage explain', () => {
  it('tells of the environment that is asked for, as text, data or a diagram', async () => {
    expect(await explained('--environment', 'prod')).toMatch(/^Environment prod in us-east-1\n/);
    expect(JSON.parse(await explained('--environment', 'dev', '--json')).environment).toBe('dev');
    expect(await explained('ads', '--diagram')).toMatch(/^flowchart LR\n[\s\S]*subgraph system_ads/);
  });

  it.each([
    ['an environment that is none', ['--environment', 'prd'], /--environment is 'prd'.*did you mean 'prod'\?/],
    ['a system that is none', ['adz'], /did you mean 'ads'\?/],
    ['two answers at once', ['--json', '--diagram'], /two answers/],
    [
      'a module that is not there',
      ['--environments', 'none.ts'],
      /there is no none\.ts; name the file with --environments/,
    ],
    ['a module without environments', ['--environments', 'stacks/systems/index.ts'], /exports no 'environments'/],
  ])('refuses %s', async (_, args, says) => {
    await expect(explained(...args)).rejects.toThrow(says);
  });
});
