import { deepStrictEqual, match, ok } from 'node:assert';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { previewCommand } from '../../src/cli/preview/preview-command';
import { missingTools } from '../support/missing-tools';
import type { Report } from './report';

const run = promisify(execFile);
const PLANS = resolve(__dirname, '../golden/plans');
/** It writes its profile where it can be thrown away, and asks nobody for anything. */
const HEADLESS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--virtual-time-budget=5000',
];

/** Opens the page of recorded plans in a browser, searches it and filters it. */
export async function tryPage(report: Report, dir: string): Promise<void> {
  if ((await missingTools(['chromium'])).length > 0) {
    report.notRun('the page in a browser', 'missing here: chromium (not on PATH)');
    return;
  }
  const page = join(dir, 'page.html');
  await report.step('page: plans of the examples as a page', async () => {
    const files = ['create', 'destroy', 'example', 'forget', 'replace'].map((name) => {
      const { plan } = JSON.parse(readFileSync(join(PLANS, `${name}.json`), 'utf8')) as { plan: unknown };
      writeFileSync(join(dir, `${name}.json`), JSON.stringify(plan));
      return join(dir, `${name}.json`);
    });
    deepStrictEqual(await previewCommand([...files, '--out', page], { out: () => {}, progress: () => {} }), 3);
  });
  const open = async (hash: string) => {
    const args = [...HEADLESS, `--user-data-dir=${join(dir, 'profile')}`, '--dump-dom', `file://${page}${hash}`];
    return (await run('chromium', args, { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 })).stdout;
  };
  const shown = (dom: string) => [/id="count">([^<]*)/.exec(dom)?.[1], dom.match(/<tr class="row"/g)?.length ?? 0];
  await report.check('page: a browser shows every change, and draws the platform', async () => {
    const dom = await open('');
    const [count, rows] = shown(dom);
    deepStrictEqual(count, `${rows} of ${rows}`);
    ok(Number(rows) > 30);
    match(dom, /<div id="graph"[^>]* data-nodes="[1-9]\d*"/);
    match(dom, /<canvas/);
  });
  await report.check('page: a browser searches and filters it', async () => {
    const dom = await open('#q=archive+volume&risk=data-loss&action=delete');
    deepStrictEqual(shown(dom)[1], 1);
    match(dom, /aws_ebs_volume\.Volume-archive/);
    deepStrictEqual(shown(await open('#q=nothing-is-called-so')), [
      `0 of ${/id="count">1 of (\d+)/.exec(dom)?.[1]}`,
      0,
    ]);
    deepStrictEqual(shown(await open('#action=forget&stack=forget'))[1], 3);
  });
}
