import { siteOf } from '../../../src/spec/contract-of';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { Site } from '../../../src/spec/site';
import { testEnvironmentSpec } from './test-environment';

/** The site of a test environment: what a construct needs to know that stands alone. */
export function testSite(overrides: Partial<EnvironmentInput> = {}): Site {
  return siteOf(testEnvironmentSpec(overrides));
}
