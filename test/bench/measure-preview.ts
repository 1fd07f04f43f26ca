import { readPreview } from '../../src/preview/read-preview';
import { renderMarkdown } from '../../src/preview/render/markdown';
import { verdictOf } from '../../src/preview/verdict';
import { largePlan, type PreviewFigures } from './preview';

const ROUNDS = 5;

/** By turns in one process: how long the plan takes to read as JSON, and how long from there to the comment. The last line is what was found. */
function main(): void {
  const text = largePlan();
  const [parsing, rendering]: [number[], number[]] = [[], []];
  let size = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const document: unknown = JSON.parse(text);
    const parsed = performance.now();
    const preview = readPreview([{ stack: 'large', document }]);
    size = Buffer.byteLength(renderMarkdown(preview, verdictOf(preview)));
    parsing.push(parsed - started);
    rendering.push(performance.now() - parsed);
  }
  const [parseMs, renderMs] = [median(parsing), median(rendering)];
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const figures: PreviewFigures = { planMB: text.length / 1e6, parseMs, renderMs, peakMiB, commentBytes: size };
  console.log(JSON.stringify(figures));
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;
}

main();
