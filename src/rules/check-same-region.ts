import type { Problem } from '../errors';
import { show } from '../spec/parse';

/** What stands in another region than what uses it, and so cannot be used. A late-bound ARN is AWS's to judge. Code `CrossRegion`. */
export function checkSameRegion(arn: string | undefined, region: string, field: string): Problem[] {
  const other = /^arn:aws[a-z-]*:[a-z0-9-]+:([a-z0-9-]+):/.exec(arn ?? '')?.[1];
  if (other === undefined || other === region) return [];
  const problem = `is ${show(arn)}, in ${other}, and this environment is in ${region}`;
  return [{ code: 'CrossRegion', field, problem, fix: `use one of ${region}` }];
}
