import { deployCases } from './deploys';
import { explainCases } from './explain';
import { imageCases } from './images';
import { outsideCases } from './outside';
import { placementCases } from './placement';
import { quotaCases } from './quotas';
import type { RefusedCase } from './refused-case';
import { rollingCases } from './rolling';
import { scalingCases } from './scaling';

/** Every mistake that was shown to pass a plan. */
export const refusedCases: readonly RefusedCase[] = [
  ...deployCases,
  ...explainCases,
  ...imageCases,
  ...outsideCases,
  ...placementCases,
  ...quotaCases,
  ...rollingCases,
  ...scalingCases,
];
