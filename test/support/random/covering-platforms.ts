import { type Coverage, coverageOf } from './coverage';
import { type RandomSample, randomPlatforms, type SampleSize } from './random-platforms';

/** Environments by which a sample with a gap grows. */
const STEP = 4;

/** A sample that still has gaps at this many times its size does not have them by bad luck. */
const MOST = 1.5;

/**
 * Random platforms of at least the size that is asked for, and as many more as it takes until they have tried everything: up to one and a
 * half times as many. A larger sample begins with the smaller one.
 */
export function coveringPlatforms(seed: number, size: SampleSize): { sample: RandomSample; coverage: Coverage } {
  for (let { environments } = size; ; environments += STEP) {
    const sample = randomPlatforms(seed, { ...size, environments });
    const coverage = coverageOf(sample.platforms);
    if (coverage.gaps.length === 0 || environments + STEP > MOST * size.environments) return { sample, coverage };
  }
}
