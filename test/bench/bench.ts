import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Figures, figuresOf, MOST, perResource, tableOf } from './figures';
import { MOST_RATIO, type PreviewFigures } from './preview';
import type { Run } from './program';
import { rawStack } from './raw-stack';
import { assertEqual, countResources, stacksIn } from './synthesized';

/** How many services, and how often each program runs with them. */
const SIZES = [
  { services: 10, rounds: 9 },
  { services: 100, rounds: 7 },
  { services: 1000, rounds: 5 },
] as const;

const ROOT = resolve(__dirname, '../..');
const COMPILED = join(ROOT, 'node_modules/.cache/stowage-bench');
const README = join(__dirname, 'README.md');

/** The programs that are compared, with the arguments of each after the directory that they write to. */
interface Programs {
  readonly stowage: (outdir: string) => Run;
  readonly raw: (outdir: string) => Run;
  readonly rawWithTraces: (outdir: string) => Run;
}

/** What users run is compiled JavaScript; a loader that compiles on the way would be most of a small run. */
function compile(): void {
  rmSync(COMPILED, { recursive: true, force: true });
  const tsc = require.resolve('typescript/bin/tsc');
  // Types are for `npm run check`.
  execFileSync(process.execPath, [tsc, '-p', join(__dirname, 'tsconfig.json'), '--noCheck'], { stdio: 'inherit' });
}

function runIn(directory: string, program: string, ...args: readonly string[]): Run {
  return lastLine(directory, program, args) as Run;
}

/** What a program says in its last line. */
function lastLine(directory: string, program: string, args: readonly string[]): unknown {
  const file = join(COMPILED, 'test/bench', `${program}.js`);
  const out = execFileSync(process.execPath, [file, ...args], { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(out.toString().trim().split('\n').at(-1) as string);
}

function programs(directory: string, services: number): Programs {
  const inventory = join(directory, `${services}.json`);
  return {
    stowage: (outdir) => runIn(directory, 'with-stowage', `${services}`, outdir),
    raw: (outdir) => runIn(directory, 'with-raw-cdktf', inventory, outdir),
    rawWithTraces: (outdir) => runIn(directory, 'with-raw-cdktf', inventory, outdir, 'traces'),
  };
}

/** Runs both once, unmeasured: Stowage's output becomes the raw program, and the raw program's must be equal to it. Returns the resources. */
function prepare(directory: string, services: number, { stowage, raw }: Programs): number {
  const [ours, theirs] = [join(directory, `ours-${services}`), join(directory, `theirs-${services}`)];
  stowage(ours);
  const stacks = stacksIn(ours);
  const rawStacks = stacks.map(({ name, dependencies, json }) => rawStack(name, dependencies, json));
  writeFileSync(join(directory, `${services}.json`), JSON.stringify(rawStacks));
  raw(theirs);
  assertEqual(stacks, stacksIn(theirs));
  return countResources(stacks);
}

/** The programs by turns, so that what slows the machine for a while slows all of them. */
function measure(directory: string, services: number, rounds: number): [Figures, Figures, Figures] {
  const each = programs(directory, services);
  const resources = prepare(directory, services, each);
  const outdir = join(directory, 'out');
  const runs: Record<keyof Programs, Run[]> = { stowage: [], raw: [], rawWithTraces: [] };
  for (let round = 0; round < rounds; round++)
    for (const name of ['stowage', 'raw', 'rawWithTraces'] as const) {
      rmSync(outdir, { recursive: true, force: true });
      runs[name].push(each[name](outdir));
    }
  return [
    figuresOf('Stowage', services, resources, runs.stowage),
    figuresOf('raw cdktf', services, resources, runs.raw),
    figuresOf('raw cdktf, its stack traces on', services, resources, runs.rawWithTraces),
  ];
}

/** What the figures break of what is promised. */
function broken(all: readonly (readonly [Figures, Figures, Figures])[]): string[] {
  const slow = all.flatMap(([stowage, raw]) => {
    const ratio = stowage.totalMs / raw.totalMs;
    if (stowage.services < MOST.from || ratio <= MOST.ratio) return [];
    return [`${stowage.services} services take ${ratio.toFixed(2)} times raw cdktf, and ${MOST.ratio} is the most`];
  });
  const [small, large] = all.slice(-2).map(([stowage]) => stowage) as [Figures, Figures];
  const growth = perResource(large) / perResource(small);
  console.log(
    `A resource takes ${growth.toFixed(2)} times as long among ${large.services} services as among ${small.services}.`,
  );
  return growth <= MOST.growth
    ? slow
    : [...slow, `a resource takes ${growth.toFixed(2)} times as long, and ${MOST.growth} is the most`];
}

/** A preview of a large plan, against the reading of the same file as JSON. What it breaks of what is promised. */
function previewProblems(directory: string): string[] {
  const found = lastLine(directory, 'measure-preview', []) as PreviewFigures;
  const ratio = found.renderMs / found.parseMs;
  console.log(
    `A preview of 20,000 resources (${found.planMB.toFixed(0)} MB) takes ${ratio.toFixed(1)} times JSON.parse of the plan (${found.renderMs.toFixed(0)} and ${found.parseMs.toFixed(0)} ms), and ${found.peakMiB.toFixed(0)} MiB; the comment has ${found.commentBytes} bytes.`,
  );
  return ratio < MOST_RATIO
    ? []
    : [`a preview takes ${ratio.toFixed(1)} times JSON.parse, and less than ${MOST_RATIO} is promised`];
}

/** Puts the table where the README has its last one. */
function keep(table: string, rounds: string): void {
  const [{ model = 'unknown processor' } = {}, ...others] = cpus();
  const machine = `Node ${process.version}, ${process.platform}, ${1 + others.length} x ${model.trim()}`;
  const heading = `Measured ${new Date().toISOString().slice(0, 10)}: ${machine}; load ${loadavg()[0]?.toFixed(1)} at the end; medians of ${rounds} runs.`;
  const text = readFileSync(README, 'utf8');
  const marked = /(<!-- figures -->\n)[\s\S]*(<!-- end of figures -->)/;
  writeFileSync(
    README,
    text.replace(marked, (_, begin, end) => `${begin}\n${heading}\n\n${table}\n\n${end}`),
  );
}

function main(): void {
  const directory = mkdtempSync(join(tmpdir(), 'stowage-bench-'));
  try {
    compile();
    const all = SIZES.map(({ services, rounds }) => measure(directory, services, rounds));
    const table = tableOf(all);
    console.log(table);
    const problems = [...broken(all), ...previewProblems(directory)];
    if (process.argv.includes('--keep')) keep(table, SIZES.map(({ rounds }) => rounds).join(', '));
    for (const problem of problems) console.error(`TOO SLOW: ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

main();
