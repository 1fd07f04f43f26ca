import type { Run } from './program';

/** How a program did with so many services: medians over its runs. */
export interface Figures extends Run {
  readonly program: string;
  readonly services: number;
  readonly resources: number;
  /** Import, build and synth together. */
  readonly totalMs: number;
}

/** Most that Stowage may take, as a multiple of raw cdktf; asked where services are enough for their own time to be seen. */
export const MOST = { ratio: 1.2, from: 100, growth: 1.3 } as const;

/** The figures of the middle run in each respect. */
export function figuresOf(program: string, services: number, resources: number, runs: readonly Run[]): Figures {
  const middle = (of: (run: Run) => number): number => {
    const sorted = runs.map(of).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] as number;
  };
  return {
    program,
    services,
    resources,
    importMs: middle((run) => run.importMs),
    buildMs: middle((run) => run.buildMs),
    synthMs: middle((run) => run.synthMs),
    totalMs: middle((run) => run.importMs + run.buildMs + run.synthMs),
    peakMiB: middle((run) => run.peakMiB),
  };
}

/** Build and synth of one resource, ms. Imports are paid once, and would hide what grows. */
export function perResource({ buildMs, synthMs, resources }: Figures): number {
  return (buildMs + synthMs) / resources;
}

/** A markdown table: each program in a row, and after Stowage what it takes as a multiple of raw cdktf. */
export function tableOf(all: readonly (readonly [stowage: Figures, ...others: Figures[]])[]): string {
  const rows = all.flatMap(([stowage, ...others]) => {
    const ratio = (stowage.totalMs / (others[0] as Figures).totalMs).toFixed(2);
    return [row(stowage, ratio), ...others.map((figures) => row(figures, ''))];
  });
  const heads = [
    'services',
    'resources',
    'program',
    'import',
    'build',
    'synth',
    'all, ms',
    'ms a resource',
    'peak MiB',
    'ratio',
  ];
  return [heads, heads.map((_, i) => (i === 2 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function row(figures: Figures, ratio: string): string[] {
  const { services, resources, program, importMs, buildMs, synthMs, totalMs, peakMiB } = figures;
  const whole = [importMs, buildMs, synthMs, totalMs].map((ms) => ms.toFixed(0));
  const counts = ratio === '' ? ['', ''] : [`${services}`, `${resources}`];
  return [...counts, program, ...whole, perResource(figures).toFixed(2), peakMiB.toFixed(0), ratio];
}
