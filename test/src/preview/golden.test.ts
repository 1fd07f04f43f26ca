import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { previewGoldens } from '../../golden/previews';
import { RECORDED, recorded } from './support/recorded';

const GOLDEN = join(__dirname, '../../golden');

describe('the preview of a plan of the real provider', () => {
  it.each(Object.entries(previewGoldens()))('is the reviewed %s', (name, text) => {
    expect(text).toBe(readFileSync(join(GOLDEN, name), 'utf8'));
  });

  it('is in the README, without its details', () => {
    const readme = readFileSync(join(GOLDEN, '../../README.md'), 'utf8');
    const shown = /<!-- preview -->\n\n```\n(.*?)```\n\n<!-- end of preview -->/s.exec(readme)?.[1];
    const [, comment = ''] = (previewGoldens()['previews/example.md'] as string).split('-->\n\n');
    expect(shown).toBe(comment.slice(0, comment.indexOf('\n### Details')));
  });

  it('is there for everything that can happen to a system', () => {
    expect(RECORDED).toEqual([
      'create',
      'destroy',
      'drift',
      'errored',
      'example',
      'forget',
      'move',
      'no-change',
      'outputs',
      'replace',
    ]);
    for (const name of RECORDED) expect(recorded(name).recorded.provider).toMatch(/hashicorp\/aws 5\.100\.0/);
  });

  it('is of plans that are small, and of no account of anybody', () => {
    const texts = RECORDED.map((name) => readFileSync(join(GOLDEN, 'plans', `${name}.json`), 'utf8'));
    expect(texts.reduce((sum, text) => sum + text.length, 0)).toBeLessThan(150_000);
    const accounts = texts.flatMap((text) => text.match(/(?<=[:/])\d{12}(?=[:/"])/g) ?? []);
    expect([...new Set(accounts)]).toEqual(['123456789012']);
  });
});
