import { performance } from 'node:perf_hooks';

/** What one run of a program says of itself. */
export interface Run {
  readonly importMs: number;
  readonly buildMs: number;
  readonly synthMs: number;
  /** The most memory that the process had, MiB. */
  readonly peakMiB: number;
}

/** A program in its three parts: what it imports, the tree it builds, the files it writes. */
export interface Program<Modules> {
  readonly load: () => Modules;
  readonly build: (modules: Modules) => { synth(): void };
}

/** Runs a program once and prints how long each part took. */
export function run<Modules>({ load, build }: Program<Modules>): void {
  const start = performance.now();
  const modules = load();
  const loaded = performance.now();
  const app = build(modules);
  const built = performance.now();
  app.synth();
  const synthesized = performance.now();
  const result: Run = {
    importMs: loaded - start,
    buildMs: built - loaded,
    synthMs: synthesized - built,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
  console.log(JSON.stringify(result));
}
