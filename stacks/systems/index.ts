import type { SystemInput } from '../../src/spec/system';
import { ads } from './ads';
import { recommendations } from './recommendations';

/** The systems that every environment deploys. */
export const systems: readonly SystemInput[] = [ads, recommendations];
